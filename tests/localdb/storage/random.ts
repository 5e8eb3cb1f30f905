// Repeatable random numbers for the tests of storage.

/** Gives integers from 0 to below n; the same sequence for the same seed. */
export const randomOf = (seed: number): ((n: number) => number) => {
  let state = seed >>> 0 || 1;
  return (n) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % n;
  };
};
