// Prints 'N passed, N failed[, N skipped]' of a Vitest JSON report (the file given), as the last line of a run.
// Exits 1 when a test or a test file failed, or when nothing ran.
import { readFileSync } from 'node:fs';

const read = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

const report = read(process.argv[2]);
const passed = report?.numPassedTests ?? 0;
const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
// A file that could not even be loaded has no tests of its own; it counts as one failure.
const brokenFiles =
  report?.testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'))
    .length ?? 1;
const failed = (report?.numFailedTests ?? 0) + brokenFiles;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
