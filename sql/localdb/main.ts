// The command line: `npm run localdb`. Exit codes: 0 after a clean end, 1 when the data or the address can't be used, 2 for
// wrong options.

import type { Command } from './command-line.ts';
import { readCommandLine, USAGE, UsageError } from './command-line.ts';
import type { InstanceOptions } from './instance.ts';
import { startInstance } from './instance.ts';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const serve = async (options: InstanceOptions): Promise<void> => {
  const instance = await startInstance(options);
  if (instance.isPasswordGenerated && options.data === undefined) process.stderr.write(`password: ${instance.password}\n`);
  let isStopping = false;
  const stop = (): void => {
    // Who asks twice doesn't want to wait; every commit is on the disk already.
    if (isStopping) process.exit(1);
    isStopping = true;
    instance.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${messageOf(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const host = instance.host.includes(':') ? `[${instance.host}]` : instance.host;
  process.stdout.write(`LocalDB ready on ${host}:${instance.port}\n`);
};

const run = async (command: Command): Promise<void> => {
  switch (command.kind) {
    case 'help':
      process.stdout.write(`${USAGE}\n`);
      return;
    case 'serve':
      return serve(command.options);
    case 'backup': {
      // Loaded only here: the client that it asks a running server with would slow every start.
      const { runBackup } = await import('./backup.ts');
      await runBackup(command);
      process.stdout.write(`Backup written to ${command.file}\n`);
    }
  }
};

try {
  await run(readCommandLine(process.argv.slice(2)));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${USAGE}\n`);
    process.exitCode = 2;
  } else {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}
