// How the tests run: real servers in child processes and browsers, which wait for each other more than they compute, so a few workers
// more than cores and generous time limits. Tests that measure how long others wait run after all the rest, alone.

import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

// Workers, the servers that they start and LocalDB's threads inherit it: compiled once, not once for each of some hundred processes.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '.cache/compile');

const WORKERS = 3;
const ALONE = ['tests/localdb/fairness.test.ts', 'tests/localdb/concurrency.test.ts'];
/** The longest, longest first: begun last, one of them would keep the run waiting while the other workers have nothing left to do. */
const LONGEST = [
  'tests/admin-ui/accessibility.test.ts',
  'tests/localdb/durability.test.ts',
  'tests/solutions/orders/accessibility.test.ts',
  'tests/admin-ui/package-command.test.ts',
  'tests/solutions/orders/story.test.ts',
  'tests/admin-ui/courier.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = LONGEST.findIndex((file) => moduleId.endsWith(file));
      return place === -1 ? LONGEST.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

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
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...common,
          name: 'platform',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/localdb/**'],
          maxWorkers: WORKERS,
          // No part of the program keeps state of its own in a module, so a worker loads it once for all of its files.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // Those of the server measure memory and read the wire as the driver does without the platform's types.
        test: {
          ...common,
          name: 'localdb',
          include: ['tests/localdb/**/*.test.ts'],
          exclude: ALONE,
          maxWorkers: WORKERS,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { ...common, name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
  },
});
