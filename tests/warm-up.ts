// Runs before all tests: compiles LocalDB once into Node's compile cache, which processes that tests kill never get to write.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export function setup(): void {
  spawnSync(process.execPath, [join(import.meta.dirname, '../sql/localdb/main.ts'), '--help'], { stdio: 'ignore' });
}
