// Random queries over tables {a}, {b} and {c} (id, k, v, s, d, n), the same for the same seed: joins of every kind, conditions
// that indexes may answer, subqueries, grouping, and TOP in the order of an index.

export interface Query {
  readonly text: string;
  readonly isOrdered: boolean;
}

/** A stream of numbers from 0 below 1 (mulberry32). */
const randomNumbers = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

export const queryMaker = (seed: number, isLarge: boolean): (() => Query) => {
  const random = randomNumbers(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const number = (limit: number): number => Math.floor(random() * limit);
  const often = (chance: number): boolean => random() < chance;
  const domain = isLarge ? 500 : 9;

  const constantFor = (column: string): string => {
    switch (column) {
      case 'id':
        return String(number(isLarge ? 2700 : 50));
      case 'k':
        return String(number(domain + 2) - 1);
      case 'v':
        return String(number(21));
      case 's':
        return `N'${pick(['apple', 'Apple', 'b', 'band', 'ch', '', 'a b', 'zz'])}'`;
      case 'd':
        return `'2024${pick(['0101', '0115', '0201', '0210', '0301'])}'`;
      default:
        return pick(['0', '5.25', '10', '12.5', '24.75']);
    }
  };
  const column = (): string => pick(['id', 'k', 'k', 'v', 's', 'd', 'n']);

  const simple = (alias: string): string => {
    const c = column();
    const left = `${alias}.${c}`;
    switch (number(9)) {
      case 0:
        return `${left} IS ${often(0.5) ? 'NOT ' : ''}NULL`;
      case 1:
        return `${left} ${often(0.2) ? 'NOT ' : ''}IN (${[0, 1, 2].map(() => constantFor(c)).join(', ')}${often(0.2) ? ', NULL' : ''})`;
      case 2:
        return `${left} ${often(0.2) ? 'NOT ' : ''}BETWEEN ${constantFor(c)} AND ${constantFor(c)}`;
      case 3:
        return `${alias}.s ${often(0.2) ? 'NOT ' : ''}LIKE N'${pick(['a%', 'AP%', 'ban%', 'b_n%', '%e', "a''%", 'ch', 'a [a-c]%', '[ab]p%', ''])}'`;
      case 4:
        return `${left} > ${constantFor(c)} AND ${left} <= ${constantFor(c)}`;
      case 5:
        return `${alias}.k = ${constantFor('k')} AND ${alias}.v ${pick(['=', '<', '>='])} ${constantFor('v')}`;
      default:
        return `${left} ${pick(['=', '=', '<', '<=', '>', '>=', '<>'])} ${constantFor(c)}`;
    }
  };

  const subquery = (alias: string): string => {
    const table = pick(['{a}', '{b}', '{c}']);
    const key = pick(['k', 'k', 'id', 's', 'v']);
    const inner = often(0.5) ? ` AND ${simple('e')}` : '';
    switch (number(6)) {
      case 0:
      case 1:
        return `${often(0.4) ? 'NOT ' : ''}EXISTS (SELECT 1 FROM ${table} AS e WHERE e.${key} = ${alias}.${key}${inner})`;
      case 2:
        return `${alias}.${key} ${often(0.4) ? 'NOT ' : ''}IN (SELECT e.${key} FROM ${table} AS e WHERE ${simple('e')})`;
      case 3:
        return `${alias}.v ${pick(['=', '>', '<='])} (SELECT MAX(e.v) FROM ${table} AS e WHERE e.k = ${alias}.k${inner})`;
      case 4:
        return `${alias}.v ${pick(['>= ALL', '= ANY', '< ANY'])} (SELECT e.v FROM {c} AS e WHERE e.k = ${alias}.k${inner})`;
      default:
        return `${alias}.id ${often(0.4) ? 'NOT ' : ''}IN (SELECT e.id FROM ${table} AS e JOIN {c} AS g ON g.k = e.k WHERE ${simple('g')})`;
    }
  };

  const condition = (aliases: readonly string[], depth = 0): string => {
    const alias = pick(aliases);
    if (depth < 2 && often(0.25)) return `(${condition(aliases, depth + 1)} OR ${condition(aliases, depth + 1)})`;
    if (depth < 2 && often(0.2)) return `(${condition(aliases, depth + 1)} AND ${condition(aliases, depth + 1)})`;
    if (often(0.05)) return `NOT (${simple(alias)})`;
    if (aliases.length > 1 && often(0.15)) return `${aliases[0]}.v ${pick(['=', '<', '<>'])} ${aliases[1]}.v`;
    return often(isLarge ? 0.1 : 0.25) ? subquery(alias) : simple(alias);
  };

  const on = (left: readonly string[], right: string): string => {
    const l = pick(left);
    const joined = pick([
      `${l}.k = ${right}.k`,
      `${l}.id = ${right}.id`,
      `${l}.id = ${right}.k`,
      `${right}.id = ${l}.k`,
      `${l}.k = ${right}.k AND ${l}.v = ${right}.v`,
      `${l}.id = ${right}.id AND ${l}.s = ${right}.s`,
    ]);
    if (!isLarge && often(0.1)) return `${joined} OR ${l}.v = ${right}.v`;
    if (!isLarge && often(0.1)) return `${l}.d < ${right}.d AND ${l}.s = ${right}.s`;
    return often(0.3) ? `${joined} AND ${condition(often(0.3) ? [l] : [right])}` : joined;
  };

  const source = (alias: string): string => {
    const table = pick(['{a}', '{b}', '{c}']);
    switch (number(10)) {
      case 0:
        return `(SELECT * FROM ${table} AS q WHERE ${simple('q')}) AS ${alias}`;
      case 1:
        return `(SELECT q.id, q.k, q.v + 0 AS v, q.s, q.d, q.n FROM ${table} AS q) AS ${alias}`;
      case 2:
        return `(SELECT MAX(id) AS id, k, MIN(v) AS v, MAX(s) AS s, MAX(d) AS d, SUM(n) AS n FROM ${table} GROUP BY k) AS ${alias}`;
      default:
        return `${table} AS ${alias}`;
    }
  };

  const from = (): { text: string; aliases: string[] } => {
    const count = pick([1, 1, 2, 2, 2, 3, 3]);
    let text = source('x');
    const aliases = ['x'];
    for (let i = 1; i < count; i++) {
      const alias = ['x', 'y', 'z'][i] as string;
      const form = random();
      if (form < 0.1) {
        const l = pick(aliases);
        text += ` ${pick(['CROSS', 'OUTER'])} APPLY (SELECT TOP (2) e.* FROM {b} AS e WHERE e.k = ${l}.k ORDER BY e.v DESC, e.id) AS ${alias}`;
      } else if (form < 0.2 && count === 2) {
        text += ` ${pick(['LEFT', 'INNER'])} JOIN (${source(alias)} ${pick(['INNER', 'LEFT'])} JOIN {c} AS w ON w.k = ${alias}.k) ON ${on(aliases, alias)}`;
      } else text += ` ${pick(['INNER', 'INNER', 'LEFT', 'LEFT', 'RIGHT', 'FULL'])} JOIN ${source(alias)} ON ${on(aliases, alias)}`;
      aliases.push(alias);
    }
    return { text, aliases };
  };

  return () => {
    const { text, aliases } = from();
    const where = often(0.75) ? ` WHERE ${condition(aliases)}${often(0.3) ? ` AND ${condition(aliases)}` : ''}` : '';
    const ids = aliases.map((a) => `${a}.id`);
    switch (number(6)) {
      case 0:
        return {
          text: `SELECT x.k, COUNT(*), SUM(CAST(${pick(ids)} AS bigint)), COUNT(DISTINCT ${pick(ids)}) FROM ${text}${where} GROUP BY x.k`,
          isOrdered: false,
        };
      case 1: {
        const first = pick(['k', 'id', 's', 'd', 'v']);
        const direction = often(0.5) ? ' DESC' : '';
        const keys = ids.filter((i) => i !== `x.${first}`).map((i) => `${i}${often(0.3) ? ' DESC' : ''}`);
        const select = `x.${first} AS f, ${ids.map((i, n) => `${i} AS i${n}`).join(', ')}`;
        const order = `ORDER BY x.${first}${direction}${keys.length > 0 ? `, ${keys.join(', ')}` : ''}`;
        const body = `${select} FROM ${text}${where} ${order}`;
        return {
          text: often(0.7)
            ? `SELECT TOP (${1 + number(12)}) ${body}`
            : `SELECT ${body} OFFSET ${number(5)} ROWS FETCH NEXT ${1 + number(9)} ROWS ONLY`,
          isOrdered: true,
        };
      }
      case 2:
        return { text: `SELECT DISTINCT ${pick(['x.k', 'x.v', 'x.d', 'x.k, x.v'])} FROM ${text}${where}`, isOrdered: false };
      case 3:
        return {
          text: `SELECT COUNT(*), ${ids.map((i) => `SUM(CAST(${i} AS bigint)), MIN(${i}), MAX(${i})`).join(', ')} FROM ${text}${where}`,
          isOrdered: false,
        };
      default:
        return { text: `SELECT TOP (100000) ${ids.join(', ')} FROM ${text}${where}`, isOrdered: false };
    }
  };
};
