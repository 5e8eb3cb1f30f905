import { expect, test } from 'vitest';
import { forXml } from '../../../sql/localdb/functions/for-xml.ts';
import type { ForXmlOptions } from '../../../sql/localdb/functions/for-xml.ts';
import { xmlTextValue } from '../../../sql/localdb/functions/xml-text.ts';
import { bitType, dateType, floatType, intType, nvarcharType, varbinaryType, xmlType } from '../../../sql/localdb/types/sql-type.ts';
import type { SqlType, Value } from '../../../sql/localdb/types/sql-type.ts';
import { errorNumber } from './bound-call.ts';

const text = nvarcharType(50);
type Column = readonly [name: string, type?: SqlType, source?: number, alias?: string];

const xml = (options: Partial<ForXmlOptions>, columns: readonly Column[], rows: readonly Value[][]): string | null => {
  const writer = forXml(
    columns.map(([name, type = intType, source = 0, alias = 't']) => ({ name, type, source, alias })),
    { mode: 'path', elements: false, xsinil: false, ...options },
    't',
  );
  for (const row of rows) writer.add(row);
  return writer.result();
};

test("PATH('') strings text together with entities", () => {
  expect(xml({ element: '' }, [['', text]], [[', Стол'], [', A & B <x>'], [null]])).toBe(', Стол, A &amp; B &lt;x&gt;');
  expect(xml({ element: '' }, [['', text]], [])).toBe(null);
  expect(xml({ element: '' }, [['data()', text]], [['a'], [null], ['b'], ['c']])).toBe('a b c');
  expect(xml({ element: '' }, [['x', text]], [['a'], ['b']])).toBe('<x>a</x><x>b</x>');
});

test('PATH takes names as paths', () => {
  expect(
    xml(
      { element: 'p' },
      [['@id'], ['name', text], ['a/b'], ['a/c'], ['text()', text]],
      [
        [1, 'x', 2, null, 't'],
        [2, null, null, null, null],
      ],
    ),
  ).toBe('<p id="1"><name>x</name><a><b>2</b></a>t</p><p id="2"/>');
  expect(xml({}, [['a/@k'], ['a', text]], [[1, 'v']])).toBe('<row><a k="1">v</a></row>');
  expect(xml({ element: 'tr' }, [['td'], ['', text], ['td']], [[1, '', 2]])).toBe('<tr><td>1</td><td>2</td></tr>');
  expect(xml({}, [['x'], ['x']], [[10, 20]])).toBe('<row><x>1020</x></row>');
  expect(
    xml(
      {},
      [
        ['kids', xmlType],
        ['', xmlType],
      ],
      [['<c/>', '<d/>']],
    ),
  ).toBe('<row><kids><c/></kids><d/></row>');
  expect(xml({}, [['e', text]], [['']])).toBe('<row><e></e></row>');
});

test('PATH: ROOT, XSINIL and what is refused', () => {
  expect(xml({ root: 'r' }, [['a']], [[1]])).toBe('<r><row><a>1</a></row></r>');
  const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  expect(xml({ elements: true, xsinil: true }, [['a']], [[null]])).toBe(`<row ${xsi}><a xsi:nil="true"/></row>`);
  expect(xml({ elements: true, xsinil: true, root: 'r' }, [['a']], [[null]])).toBe(`<r ${xsi}><row><a xsi:nil="true"/></row></r>`);
  const number = (options: Partial<ForXmlOptions>, ...columns: Column[]) => errorNumber(() => xml(options, columns, []));
  expect([
    number({ element: '' }, ['@a']),
    number({}, ['a'], ['@b']),
    number({}, ['a//b']),
    number({}, ['a b']),
    number({ root: '' }, ['a']),
    number({}, ['@x', xmlType]),
    number({ mode: 'explicit' }, ['a']),
  ]).toEqual([6864, 6852, 6849, 6850, 6861, 6851, 40000]);
});

test('RAW makes attributes or elements', () => {
  expect(xml({ mode: 'raw' }, [['id'], ['a b', text], ['n', text]], [[1, '"x" <&>\t', null]])).toBe(
    '<row id="1" a_x0020_b="&quot;x&quot; &lt;&amp;&gt;&#x09;"/>',
  );
  expect(
    xml(
      { mode: 'raw', element: 'o', elements: true, root: 'root' },
      [['id'], ['n', text]],
      [
        [1, 'x'],
        [2, null],
      ],
    ),
  ).toBe('<root><o><id>1</id><n>x</n></o><o><id>2</id></o></root>');
  expect(errorNumber(() => xml({ mode: 'raw' }, [['']], []))).toBe(6809);
});

test('AUTO nests tables', () => {
  const columns: Column[] = [
    ['name', text, 0, 'c'],
    ['id', intType, 1, 'o'],
  ];
  const rows = [
    ['x', 1],
    ['x', 2],
    ['y', null],
  ];
  expect(xml({ mode: 'auto' }, columns, rows)).toBe('<c name="x"><o id="1"/><o id="2"/></c><c name="y"><o/></c>');
  expect(xml({ mode: 'auto', elements: true }, columns, rows)).toBe(
    '<c><name>x</name><o><id>1</id></o><o><id>2</id></o></c><c><name>y</name><o/></c>',
  );
});

test('values', () => {
  expect(
    xml(
      {},
      [
        ['a', bitType],
        ['b', dateType],
        ['c', floatType],
        ['d', varbinaryType(2)],
        ['e', text],
      ],
      [[1, 738_949, 1.5, Buffer.from('AB'), 'a\rb']],
    ),
  ).toBe('<row><a>1</a><b>2024-03-05</b><c>1.500000000000000e+000</c><d>QUI=</d><e>a&#x0D;b</e></row>');
});

test('the text of XML', () => {
  expect(xmlTextValue(', A &amp; B &lt;x&gt;&#x0D;&#65;')).toBe(', A & B <x>\rA');
  expect(xmlTextValue('<a k="&gt;">1<b>2</b></a><!-- no --><![CDATA[<3>]]>')).toBe('12<3>');
});
