// Long work in slices: a generator that offers to pause after every few milliseconds at most. Whoever runs it lets others
// run at a pause, or goes straight on.

export type Slices<T> = Generator<undefined, T, void>;

/** Runs to the end without a pause. */
export const finish = <T>(steps: Slices<T>): T => {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
};
