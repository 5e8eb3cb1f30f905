// Timing: repeated runs of one operation, and the table that the results are printed as.

export interface Timing {
  /** Runs a second. */
  readonly rate: number;
  /** Of one run, in milliseconds. */
  readonly median: number;
  readonly worst: number;
}

/** Runs an operation one after another for some seconds, after a warm-up of a tenth of them. */
export const measure = async (seconds: number, operation: (i: number) => unknown): Promise<Timing> => {
  let i = 0;
  const warmUntil = performance.now() + seconds * 100;
  while (i < 3 || performance.now() < warmUntil) await operation(i++);
  const times: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  while (times.length < 3 || performance.now() < until) {
    const before = performance.now();
    await operation(i++);
    times.push(performance.now() - before);
  }
  const elapsed = performance.now() - started;
  times.sort((a, b) => a - b);
  return { rate: (times.length * 1000) / elapsed, median: times[Math.floor(times.length / 2)] ?? 0, worst: times.at(-1) ?? 0 };
};

/** The time of a single run, in milliseconds. */
export const once = async (operation: () => unknown): Promise<number> => {
  const started = performance.now();
  await operation();
  return performance.now() - started;
};

export interface Line {
  readonly name: string;
  readonly localDb: string;
  readonly sqlite: string;
  /** LocalDB's time in units of SQLite's; below 1 LocalDB is faster. */
  readonly ratio: number | undefined;
  readonly aim: string;
}

/** One line for each result, as it comes. */
export const printLine = (line: Line): void => {
  const ratio = line.ratio === undefined ? '' : `${line.ratio.toFixed(2)}x`;
  console.log([line.name.padEnd(44), line.localDb.padStart(22), line.sqlite.padStart(22), ratio.padStart(9), `  ${line.aim}`].join(''));
};

export const printHeader = (): void => {
  console.log(
    ['', 'LocalDB over TDS', 'SQLite in process', 'time', '  aim']
      .map((text, i) => (i === 0 ? text.padEnd(44) : text.padStart([0, 22, 22, 9, 0][i] ?? 0)))
      .join(''),
  );
};

const digits = (value: number): number => (value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3);
export const perSecond = (timing: Timing): string => `${timing.rate.toFixed(digits(timing.rate))} /s`;
export const milliseconds = (value: number): string => `${value.toFixed(digits(value))} ms`;
