// Definitions whose syntax trees are parsed when first asked for: at start-up only texts are read.

/** Gives `target` a property that is computed at its first reading and then stays. */
export const defineLazy = <T extends object, K extends string, V>(target: T, key: K, compute: () => V): T & { readonly [P in K]: V } => {
  let value: V | undefined;
  let isComputed = false;
  Object.defineProperty(target, key, {
    enumerable: true,
    configurable: true,
    get: () => {
      if (!isComputed) {
        value = compute();
        isComputed = true;
      }
      return value;
    },
  });
  return target as T & { readonly [P in K]: V };
};

/** A copy with some properties changed that leaves unparsed what was not parsed yet (a spread would parse it). */
export const copyDefinition = <T extends object>(definition: T, changes: Partial<T>): T => {
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(definition)) as T;
  for (const [key, value] of Object.entries(changes)) {
    Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return copy;
};
