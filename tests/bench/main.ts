// `npm run bench -- SUITE [--option value ...]`: timings, never part of the tests. Suites: admin, localdb, platform.

import { benchAdmin } from './admin/suite.ts';
import { benchLocalDb } from './localdb/suite.ts';
import { benchPlatform } from './platform/suite.ts';

const [suite, ...options] = process.argv.slice(2);

if (suite === 'localdb') await benchLocalDb(options);
else if (suite === 'platform') await benchPlatform(options);
else if (suite === 'admin') await benchAdmin(options);
else {
  console.error(`Usage: npm run bench -- admin [--runs 10] [--only SCREEN]
       npm run bench -- localdb [--orders 100000] [--rows 1000000] [--seconds 3] [--only TEXT]
       npm run bench -- platform [--seconds 5]`);
  process.exitCode = 2;
}
