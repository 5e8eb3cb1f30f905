// `npm run bench -- SUITE [--option value ...]`: timings, never part of the tests. Suites: localdb.

import { benchLocalDb } from './localdb/suite.ts';

const [suite, ...options] = process.argv.slice(2);

if (suite === 'localdb') await benchLocalDb(options);
else {
  console.error(`Usage: npm run bench -- localdb [--orders 100000] [--rows 1000000] [--seconds 3] [--only TEXT]`);
  process.exitCode = 2;
}
