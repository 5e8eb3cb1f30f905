// The definition that is edited, as a JSON value in memory: never changed in place, so that every state can be kept for undo at no cost.

export type Path = readonly (string | number)[];
export type JsonObject = Readonly<Record<string, unknown>>;

/** `typing` changes one value that its control shows already; `structure` anything that more than one control must show. */
export type ChangeKind = 'typing' | 'structure';

export interface Change {
  readonly kind: ChangeKind;
  /** The value that changed; the whole when undone or replaced. */
  readonly path: Path;
}

export interface EditorDocument {
  readonly value: JsonObject;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  get(path: Path): unknown;
  /** `undefined` takes the value away. Typing in one place without a pause is one step of undo. */
  set(path: Path, value: unknown, kind?: ChangeKind): void;
  /** Several values in one step. */
  setAll(entries: readonly { readonly path: Path; readonly value: unknown }[], kind?: ChangeKind): void;
  replace(value: JsonObject): void;
  undo(): void;
  redo(): void;
  subscribe(listener: (change: Change) => void): void;
}

const LONGEST = 200;
const PAUSE_MS = 1000;

export function createDocument(first: JsonObject): EditorDocument {
  let value = first;
  const past: JsonObject[] = [];
  const future: JsonObject[] = [];
  const listeners: ((change: Change) => void)[] = [];
  let typedAt = '';
  let typedTime = 0;

  function step(next: JsonObject, change: Change): void {
    if (next === value) return;
    const place = change.kind === 'typing' ? JSON.stringify(change.path) : '';
    const isSameStep = place !== '' && place === typedAt && Date.now() - typedTime < PAUSE_MS;
    if (!isSameStep) past.push(value);
    if (past.length > LONGEST) past.shift();
    future.length = 0;
    typedAt = place;
    typedTime = Date.now();
    value = next;
    tell(change);
  }

  function tell(change: Change): void {
    for (const listener of listeners) listener(change);
  }

  function travel(from: JsonObject[], to: JsonObject[]): void {
    const other = from.pop();
    if (other === undefined) return;
    to.push(value);
    value = other;
    typedAt = '';
    tell({ kind: 'structure', path: [] });
  }

  return {
    get value() {
      return value;
    },
    get canUndo() {
      return past.length > 0;
    },
    get canRedo() {
      return future.length > 0;
    },
    get: (path) => valueAt(value, path),
    set: (path, next, kind = 'structure') => step(withValue(value, path, next) as JsonObject, { kind, path }),
    setAll(entries, kind = 'structure') {
      const next = entries.reduce<unknown>((now, entry) => withValue(now, entry.path, entry.value), value);
      step(next as JsonObject, { kind, path: entries.length === 1 ? (entries[0]?.path ?? []) : [] });
    },
    replace: (next) => step(next, { kind: 'structure', path: [] }),
    undo: () => travel(past, future),
    redo: () => travel(future, past),
    subscribe: (listener) => void listeners.push(listener),
  };
}

export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}

/** A copy with the value at the path; objects on the way that are missing are made. */
function withValue(root: unknown, path: Path, value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (Array.isArray(root)) {
    const copy = [...root];
    const at = Number(name);
    if (rest.length === 0 && value === undefined) copy.splice(at, 1);
    else copy[at] = withValue(copy[at], rest, value);
    return copy;
  }
  const object = isObject(root) ? root : {};
  const inner = withValue(object[name], rest, value);
  if (inner !== undefined) return Object.is(object[name], inner) ? root : { ...object, [name]: inner };
  if (!Object.hasOwn(object, name)) return root;
  const { [name]: _gone, ...others } = object;
  return others;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function pointerOf(path: Path): string {
  return path.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The path of a JSON pointer in a value, with numbers where it has lists. */
export function pathOf(pointer: string, root: unknown): Path {
  const names =
    pointer === ''
      ? []
      : pointer
          .slice(1)
          .split('/')
          .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  const path: (string | number)[] = [];
  for (const name of names) path.push(Array.isArray(valueAt(root, path)) ? Number(name) : name);
  return path;
}

/** Whether two JSON values say the same; the order of an object's keys says nothing. */
export function isSame(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]));
  if (!isObject(left) || !isObject(right)) return false;
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => Object.hasOwn(right, name) && isSame(left[name], right[name]));
}
