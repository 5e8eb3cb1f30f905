// Values made from a definition once and kept as long as it lives: a compiled template, a row renderer, a validator. A definition object
// never changes, its successor is another object, so nothing has to be invalidated.

const derived = new WeakMap<object, Map<unknown, unknown>>();

/**
 * The value that `make` gives for this definition, made at the first call for this `key`. The key is a string with the maker's name, or
 * the maker's function itself; add the language to it when the value depends on it.
 * @example derive(definition, `table.row:${lang}`, () => compileRow(definition, lang))
 */
export function derive<T>(definition: object, key: unknown, make: () => T): T {
  let values = derived.get(definition);
  if (values === undefined) {
    values = new Map();
    derived.set(definition, values);
  }
  if (!values.has(key)) values.set(key, make());
  return values.get(key) as T;
}
