import { describe, expect, it } from 'vitest';
import type { QuerySpecification } from '../../../sql/localdb/parser/ast/index.ts';
import { parseSelect } from '../../../sql/localdb/parser/parse.ts';

const specification = (text: string): QuerySpecification => {
  const { query } = parseSelect(text);
  if (query.kind !== 'query') throw new Error(`${text} is a ${query.kind}`);
  return query;
};
const from = (text: string): unknown => specification(`SELECT * FROM ${text}`).from;

describe('select list', () => {
  it('takes aliases in every form', () => {
    const { items } = specification(`SELECT a b, c AS d, e = f, 'g' = h, i 'j', k [l m], n "o", p AS 'q', [r] = s FROM t`);
    expect(items.map((i) => (i.kind === 'expression' ? i.alias : i.kind))).toEqual(['b', 'd', 'e', 'g', 'j', 'l m', 'o', 'q', 'r']);
  });
  it('takes stars with qualifiers', () => {
    const { items } = specification('SELECT *, t.*, db..t.* FROM t');
    expect(items).toMatchObject([{ qualifier: [] }, { qualifier: ['t'] }, { qualifier: ['db', '', 't'] }]);
  });
  it('takes TOP with and without parentheses', () => {
    expect(specification('SELECT TOP 5 * FROM t').top).toMatchObject({ count: { value: 5 }, percent: false });
    const { top } = specification('SELECT DISTINCT TOP (@n + 1) PERCENT a FROM t');
    expect(top).toMatchObject({ count: { kind: 'binary' }, percent: true });
  });
  it('lets every word that is not reserved be a name', () => {
    const words = `date status name type value count rows year level state description path action text code id number password role
      owner result data offset next first last row apply output using matched source target zone time window precision scale throw`;
    const names = words.split(/\s+/);
    expect(specification(`SELECT ${names.join(', ')} FROM t`).items).toHaveLength(names.length);
    expect(specification(`SELECT ${names.map((n) => `1 ${n}`).join(', ')}`).items).toMatchObject(names.map((alias) => ({ alias })));
  });
});

describe('table sources', () => {
  it('joins left to right, and to the right where ON comes later', () => {
    expect(from('a JOIN b ON 1 = 1 LEFT JOIN c ON 2 = 2')).toMatchObject([
      { type: 'left', left: { type: 'inner' }, right: { name: ['c'] } },
    ]);
    expect(from('a LEFT JOIN b JOIN c ON 1 = 1 ON 2 = 2')).toMatchObject([
      { type: 'left', left: { name: ['a'] }, right: { type: 'inner' } },
    ]);
    expect(from('a INNER HASH JOIN (b CROSS JOIN c) ON 1 = 1')).toMatchObject([{ hint: 'HASH', right: { type: 'cross' } }]);
    expect(from('a CROSS APPLY f(1) x OUTER APPLY (SELECT 1 y) z')).toMatchObject([
      {
        type: 'outerApply',
        left: { type: 'crossApply', right: { kind: 'tableFunction', alias: 'x' } },
        right: { kind: 'derived', alias: 'z' },
      },
    ]);
  });
  it('tells what a parenthesis holds', () => {
    expect(from('((SELECT 1 a) UNION (SELECT 2)) x')).toMatchObject([{ kind: 'derived', query: { query: { kind: 'setOperation' } } }]);
    expect(from('((SELECT 1 a) x CROSS JOIN b)')).toMatchObject([{ kind: 'join', left: { kind: 'derived', alias: 'x' } }]);
    expect(from('(VALUES (1, 2), (3, 4)) v (a, b)')).toMatchObject([
      {
        kind: 'values',
        rows: [
          [{}, {}],
          [{}, {}],
        ],
        columns: ['a', 'b'],
      },
    ]);
    expect(from('(DELETE t OUTPUT deleted.a) d')).toMatchObject([{ kind: 'dml', statement: { kind: 'delete' }, alias: 'd' }]);
  });
  it('takes hints in the new and the old form', () => {
    expect(from('a WITH (NOLOCK, INDEX(ix, 0), INDEX = i2), b x (UPDLOCK, HOLDLOCK), dbo.f(nolock_) y')).toMatchObject([
      { hints: [{ name: 'NOLOCK' }, { name: 'INDEX', arguments: ['ix', 0] }, { name: 'INDEX', arguments: ['i2'] }] },
      { alias: 'x', hints: [{ name: 'UPDLOCK' }, { name: 'HOLDLOCK' }] },
      { kind: 'tableFunction' },
    ]);
  });
  it('takes OPENJSON with its columns', () => {
    expect(from(`OPENJSON(@j, '$.a') WITH (id int '$.id', x nvarchar(max) AS JSON) AS o`)).toMatchObject([
      {
        alias: 'o',
        schema: [
          { name: 'id', path: '$.id', asJson: false },
          { name: 'x', asJson: true },
        ],
      },
    ]);
  });
  it('takes PIVOT and UNPIVOT', () => {
    expect(from('(SELECT a, b FROM t) s PIVOT (SUM(s.a) FOR b IN ([1], x)) p UNPIVOT (v FOR n IN (x, y)) u')).toMatchObject([
      {
        kind: 'unpivot',
        valueColumn: 'v',
        nameColumn: 'n',
        columns: ['x', 'y'],
        alias: 'u',
        source: { kind: 'pivot', aggregate: { name: 'SUM', argument: ['s', 'a'] }, column: ['b'], values: ['1', 'x'], alias: 'p' },
      },
    ]);
  });
});

describe('clauses', () => {
  it('groups in every form', () => {
    const groupBy = (text: string): unknown => specification(`SELECT 1 FROM t GROUP BY ${text}`).groupBy;
    expect(groupBy('a, ROLLUP(b, (c, d)), ()')).toMatchObject({
      elements: [{ kind: 'expression' }, { kind: 'rollup', items: [[{}], [{}, {}]] }, { kind: 'sets', sets: [[]] }],
    });
    expect(groupBy('GROUPING SETS ((a, b), a, (), CUBE(c))')).toMatchObject({
      elements: [{ sets: [[{}, {}], [{}], [], [{ kind: 'cube' }]] }],
    });
    expect(groupBy('a, b WITH CUBE')).toMatchObject({ elements: [{ kind: 'cube', items: [[{}], [{}]] }] });
    expect(groupBy('(a), (a + b) * 2')).toMatchObject({ elements: [{}, { expression: { operator: '*' } }] });
  });
  it('binds INTERSECT tighter than UNION and EXCEPT', () => {
    expect(parseSelect('SELECT 1 UNION ALL SELECT 2 INTERSECT SELECT 3 EXCEPT SELECT 4 ORDER BY 1')).toMatchObject({
      query: { operator: 'except', left: { operator: 'unionAll', right: { operator: 'intersect' } } },
      orderBy: [{}],
    });
  });
  it('takes OFFSET, FOR and OPTION at the end', () => {
    const text = `SELECT a FROM t ORDER BY a OFFSET @o ROWS FETCH NEXT 5 ROWS ONLY FOR JSON PATH, ROOT, WITHOUT_ARRAY_WRAPPER
      OPTION (MAXRECURSION 10, OPTIMIZE FOR (@a = 1), HASH JOIN)`;
    expect(() => parseSelect(text)).toThrow(/ROOT option/);
    expect(parseSelect(text.replace('ROOT, WITHOUT_ARRAY_WRAPPER', "ROOT('x'), INCLUDE_NULL_VALUES"))).toMatchObject({
      offset: { name: '@o' },
      fetch: { value: 5 },
      forClause: { kind: 'json', mode: 'path', root: 'x', includeNullValues: true },
      options: [{ name: 'MAXRECURSION', value: 10 }, { name: 'OPTIMIZE FOR' }, { name: 'HASH JOIN' }],
    });
    expect(parseSelect("SELECT a FROM t FOR XML PATH('r'), ROOT, TYPE, ELEMENTS XSINIL").forClause).toMatchObject({
      kind: 'xml',
      mode: 'path',
      element: 'r',
      root: 'root',
      type: true,
      xsinil: true,
    });
  });
  it('takes WITH and WINDOW', () => {
    expect(parseSelect('WITH a AS (SELECT 1 x), b (y) AS (SELECT x FROM a) SELECT y FROM b').with).toMatchObject([
      { name: 'a' },
      { name: 'b', columns: ['y'] },
    ]);
    expect(specification('SELECT SUM(a) OVER w FROM t WINDOW w AS (ORDER BY a)').windows).toMatchObject([{ name: 'w' }]);
  });
});
