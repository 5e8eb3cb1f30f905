// Loaded before the server in the tests that watch its memory: answers each message with the memory that is really in use,
// after a full collection.

const collect = (globalThis as { gc?: () => void }).gc;

process.on('message', () => {
  collect?.();
  process.send?.(process.memoryUsage());
});
// Listening must not keep the process alive.
process.channel?.unref();
