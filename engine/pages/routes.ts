// Which page answers a path. The index is a trie over path segments, built once for each revision of the definitions, so that its size does
// not matter to a request. Fixed segments win over named ones, whatever the order of the definitions.

/** A page's path pattern: `/order/{itemID}`; `{itemID:int}`, `{day:date}` and `{key:guid}` admit such texts only. */
export interface PageRoute {
  readonly pattern: string;
  readonly code: string;
  /** The pattern is a former address; the match leads to this one. */
  readonly alias?: string;
}

export interface RouteMatch {
  readonly code: string;
  readonly alias: string | undefined;
  /** Named segments, decoded. */
  readonly params: ReadonlyMap<string, string>;
}

export interface RouteIndex {
  match(path: string): RouteMatch | undefined;
}

interface Named {
  name: string;
  type: string;
  node: Node;
}

interface Node {
  fixed: Map<string, Node>;
  named: Named[];
  route: PageRoute | undefined;
}

const SEGMENT_NAME = /^\{(\w+)(?::(int|text|date|guid))?\}$/;
const SEGMENT_TYPES: Readonly<Record<string, RegExp>> = {
  int: /^\d{1,18}$/,
  text: /./,
  date: /^\d{4}-\d\d-\d\d$/,
  guid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};

/** The first route wins when two pages claim the same pattern; cross-checks report the second one. */
export function buildRouteIndex(routes: Iterable<PageRoute>): RouteIndex {
  const root = newNode();
  for (const route of routes) {
    const end = route.pattern.split('/').slice(1).filter(Boolean).reduce(child, root);
    end.route ??= route;
  }
  return {
    match(path) {
      const segments = splitPath(path);
      return segments === undefined ? undefined : find(root, segments, 0, new Map());
    },
  };
}

/**
 * The segments of a path, decoded one by one. Undefined for paths that could mean two things to two readers: empty segments, encoded
 * slashes, path parameters, control characters.
 */
export function splitPath(path: string): string[] | undefined {
  if (path === '/') return [];
  const trimmed = path.endsWith('/') ? path.slice(1, -1) : path.slice(1);
  const segments: string[] = [];
  for (const raw of trimmed.split('/')) {
    const decoded = decode(raw);
    if (decoded === undefined || decoded === '' || decoded === '.' || decoded === '..') return undefined;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
    if (/[/\\;\u0000-\u001f\u007f]/.test(decoded)) return undefined;
    segments.push(decoded);
  }
  return segments;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function newNode(): Node {
  return { fixed: new Map(), named: [], route: undefined };
}

function child(node: Node, segment: string): Node {
  const named = SEGMENT_NAME.exec(segment);
  if (named === null) {
    const key = segment.toLowerCase();
    const next = node.fixed.get(key) ?? newNode();
    node.fixed.set(key, next);
    return next;
  }
  const name = named[1] ?? '';
  const type = named[2] ?? 'text';
  const known = node.named.find((entry) => entry.name === name && entry.type === type);
  if (known !== undefined) return known.node;
  const added: Named = { name, type, node: newNode() };
  node.named.push(added);
  return added.node;
}

function find(node: Node, segments: readonly string[], at: number, params: ReadonlyMap<string, string>): RouteMatch | undefined {
  const segment = segments[at];
  if (segment === undefined) return node.route === undefined ? undefined : { code: node.route.code, alias: node.route.alias, params };
  const fixed = node.fixed.get(segment.toLowerCase());
  const found = fixed && find(fixed, segments, at + 1, params);
  if (found) return found;
  for (const { name, type, node: next } of node.named) {
    if (!SEGMENT_TYPES[type]?.test(segment)) continue;
    const match = find(next, segments, at + 1, new Map(params).set(name, segment));
    if (match) return match;
  }
  return undefined;
}
