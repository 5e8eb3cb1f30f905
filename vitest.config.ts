// How the tests run: real servers in child processes and browsers, which wait for each other more than they compute, so a few workers more
// than cores and generous time limits. Tests that measure how long others wait run after all the rest, alone.

import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Workers, the servers that they start and LocalDB's threads inherit it: compiled once, not once for each of some hundred processes.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '.cache/compile');

const ALONE = ['tests/localdb/fairness.test.ts', 'tests/localdb/concurrency.test.ts'];
const common = {
  environment: 'node',
  pool: 'forks',
  testTimeout: 60_000,
  hookTimeout: 180_000,
  teardownTimeout: 10_000,
  // What a page shows is awaited, not asked for once: a slow machine draws later.
  expect: { poll: { timeout: 10_000 } },
} as const;

export default defineConfig({
  test: {
    globalSetup: 'tests/warm-up.ts',
    projects: [
      {
        test: {
          ...common,
          name: 'all',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/localdb/tds/**', ...ALONE],
          maxWorkers: 3,
          // No part of the program keeps state of its own in a module, so a worker loads it once for all of its files.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // They measure memory, and read the wire as the driver does without the platform's types.
        test: { ...common, name: 'wire', include: ['tests/localdb/tds/**/*.test.ts'], maxWorkers: 3, sequence: { groupOrder: 1 } },
      },
      { test: { ...common, name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
  },
});
