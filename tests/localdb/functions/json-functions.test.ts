import { expect, test } from 'vitest';
import { jsonFunctions } from '../../../sql/localdb/functions/json-functions.ts';
import { SqlError } from '../../../sql/localdb/types/errors.ts';
import {
  bitType,
  datetime2Type,
  decimalType,
  floatType,
  moneyType,
  nvarcharType,
  typeDeclaration,
  varbinaryType,
} from '../../../sql/localdb/types/sql-type.ts';
import { errorNumber, literal, scalarCaller } from './bound-call.ts';
import type { Argument } from './bound-call.ts';

const call = scalarCaller(jsonFunctions);
const value = (name: string, ...args: (Argument | string | number | null)[]) => call(name, args).value;
const json = (text: string): Argument => ({ ...literal(text), isJson: true });
const message = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof SqlError) return error.message;
  }
  return '';
};

test('ISJSON takes objects and arrays only, without a second argument', () => {
  expect(
    ['{"a":1}', '[1,2]', ' [ ] ', '{bad}', '', '1', '"x"', 'null', '{"a":1}x', '{"a":01}', "{'a':1}", '{"a":1,}', '[1,]', '{"a":"\n"}'].map(
      (t) => value('ISJSON', t),
    ),
  ).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(value('ISJSON', null)).toBe(null);
  expect(errorNumber(() => value('ISJSON', 1))).toBe(8116);
});

test('ISJSON with a kind', () => {
  expect(
    [
      ['1', 'value'],
      ['true', 'value'],
      ['true', 'scalar'],
      ['"x"', 'scalar'],
      ['{}', 'array'],
      ['[]', 'array'],
      ['{}', 'object'],
    ].map(([t, k]) => value('ISJSON', t ?? '', k ?? '')),
  ).toEqual([1, 1, 0, 1, 0, 1, 1]);
});

test('JSON_VALUE gives scalars as text, numbers as written', () => {
  const document =
    '{"id":15,"client":{"name":"Анна","phones":["111","222"]},"total":99.50,"paid":true,"note":null,"delivery date":"2024-03-05","e":"a\\"\\u0041\\n"}';
  const path = (p: string) => value('JSON_VALUE', document, p);
  expect(typeDeclaration(call('JSON_VALUE', [document, '$.id']).type)).toBe('nvarchar(4000)');
  expect(['$.id', '$.client.name', '$.client.phones[1]', '$.total', '$.paid', '$.note', '$."delivery date"', '$.e'].map(path)).toEqual([
    '15',
    'Анна',
    '222',
    '99.50',
    'true',
    null,
    '2024-03-05',
    'a"A\n',
  ]);
  expect(['$.missing', '$.client', '$.ID', '$.client.phones[5]', '$[0]', '$.id.x', 'lax $.missing'].map(path)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(['strict $.missing', 'strict $.client', 'strict $.client.phones[7]'].map((p) => errorNumber(() => path(p)))).toEqual([
    13608, 13623, 13608,
  ]);
});

test('the first of members with the same name is taken', () => {
  expect(value('JSON_VALUE', '{"a":1,"a":2}', '$.a')).toBe('1');
  expect(value('JSON_VALUE', '{"a":{"z":1},"a":2}', '$.a')).toBe(null);
  expect(value('JSON_MODIFY', '{"a":1,"a":2}', '$.a', 9)).toBe('{"a":9,"a":2}');
});

test('reading stops at the answer; what cannot be read is 13609 at its position', () => {
  expect(value('JSON_VALUE', '{"a":1}extra', '$.a')).toBe('1');
  expect(value('JSON_VALUE', '{"a":1', '$.a')).toBe('1');
  const text = (t: string, p = '$.b') => message(() => value('JSON_VALUE', t, p));
  const wrong = (c: string, at: number) => `JSON text is not properly formatted. Unexpected character '${c}' is found at position ${at}.`;
  expect(text('not json')).toBe(wrong('n', 0));
  expect(text('')).toBe(wrong('.', 0));
  expect(text('{"a":1', '$.b')).toBe(wrong('.', 6));
  expect(text('{"a":1x}')).toBe(wrong('1', 5));
  expect(text('{"a":"x')).toBe(wrong('"', 5));
  expect(text('{"a":1}extra')).toBe(wrong('e', 7));
});

test('paths that are not well formed are 13607', () => {
  const wrong = (p: string) => message(() => value('JSON_VALUE', '{"a":1}', p));
  expect(wrong('a')).toBe("JSON path is not properly formatted. Unexpected character 'a' is found at position 0.");
  expect(wrong('$.a-b')).toBe("JSON path is not properly formatted. Unexpected character '-' is found at position 3.");
  expect(wrong('$.')).toBe("JSON path is not properly formatted. Unexpected character '.' is found at position 2.");
  expect(errorNumber(() => value('JSON_VALUE', '{}', 'append $.a'))).toBe(13607);
});

test('JSON_VALUE of more than 4000 characters is NULL or, strictly, 13625', () => {
  const document: Argument = { type: nvarcharType(-1), value: `{"a":"${'x'.repeat(4001)}"}` };
  expect(value('JSON_VALUE', document, '$.a')).toBe(null);
  expect(errorNumber(() => value('JSON_VALUE', document, 'strict $.a'))).toBe(13625);
});

test('JSON_QUERY gives objects and arrays as written', () => {
  const document = '{"id":1,"lines":[{"sku": "A"},{"sku":"B"}],"n":null}';
  expect(['$.lines', '$.lines[0]', '$.id', '$.none', '$.n', 'strict $.n', '$'].map((p) => value('JSON_QUERY', document, p))).toEqual([
    '[{"sku": "A"},{"sku":"B"}]',
    '{"sku": "A"}',
    null,
    null,
    null,
    null,
    document,
  ]);
  expect(value('JSON_QUERY', '  {"a" : 1}  ')).toBe('{"a" : 1}');
  expect(['strict $.id', 'strict $.none'].map((p) => errorNumber(() => value('JSON_QUERY', document, p)))).toEqual([13624, 13608]);
});

test('JSON_PATH_EXISTS never fails for the document', () => {
  expect(
    [
      ['{"a":[1]}', '$.a[0]'],
      ['{"a":[1]}', '$.b'],
      ['{"a":[1]}', 'strict $.b'],
      ['{"a":1}extra', '$.a'],
      ['x', '$.a'],
      ['{"a":null}', '$.a'],
    ].map(([d, p]) => value('JSON_PATH_EXISTS', d ?? '', p ?? '')),
  ).toEqual([1, 0, 0, 0, 0, 1]);
});

test('JSON_MODIFY replaces, inserts, deletes and appends in the text as written', () => {
  const document = '{"id":1,"status":"new","tags":["a"]}';
  const modified = (path: string, v: Argument | string | number | null, d = document) => value('JSON_MODIFY', d, path, v);
  expect(modified('$.status', 'paid')).toBe('{"id":1,"status":"paid","tags":["a"]}');
  expect(modified('$.total', 15)).toBe('{"id":1,"status":"new","tags":["a"],"total":15}');
  expect(modified('append $.tags', 'b')).toBe('{"id":1,"status":"new","tags":["a","b"]}');
  expect(modified('append $.more', 'b')).toBe('{"id":1,"status":"new","tags":["a"],"more":["b"]}');
  expect(modified('append $', 3, '[]')).toBe('[3]');
  expect(modified('$.tags', json('["x","y"]'))).toBe('{"id":1,"status":"new","tags":["x","y"]}');
  expect(modified('$.status', null)).toBe('{"id":1,"tags":["a"]}');
  expect(modified('$.id', null)).toBe('{"status":"new","tags":["a"]}');
  expect(modified('$.id', null, '{"id":1}')).toBe('{}');
  expect(modified('strict $.status', null)).toBe('{"id":1,"status":null,"tags":["a"]}');
  expect(modified('$.tags[0]', null)).toBe('{"id":1,"status":"new","tags":[null]}');
  expect(modified('$.tags[3]', 'z')).toBe(document);
  expect(modified('$.x.y', 'z')).toBe(document);
  expect(modified('$.a', 2, '  {"a" : 1}  ')).toBe('  {"a" : 2}  ');
  expect(modified('$.b', 2, '{ "a" : 1 }')).toBe('{ "a" : 1 ,"b":2}');
  expect(modified('$.status', 'a/b"')).toBe('{"id":1,"status":"a\\/b\\"","tags":["a"]}');
  expect(modified('$.status', { type: bitType, value: 1 })).toBe('{"id":1,"status":true,"tags":["a"]}');
});

test('JSON_MODIFY in strict mode and with paths it cannot take', () => {
  const number = (path: string, d = '{"a":1}') => errorNumber(() => value('JSON_MODIFY', d, path, 2));
  expect(['strict $.b', 'append strict $.a', '$', 'strict $.a.b'].map((p) => number(p))).toEqual([13608, 13621, 13619, 13608]);
  expect(number('$.a', '{"a":1}extra')).toBe(13609);
  expect(value('JSON_MODIFY', null, '$.a', 1)).toBe(null);
});

test('JSON_OBJECT and JSON_ARRAY write values in their JSON form and embed JSON', () => {
  expect(value('JSON_OBJECT', 'name', 'Анна', 'qty', 2, 'x', null, 'o', json('{"a":1}'), 't', '{"a":1}')).toBe(
    '{"name":"Анна","qty":2,"x":null,"o":{"a":1},"t":"{\\"a\\":1}"}',
  );
  expect(value('JSON_OBJECT_ABSENT', 'a', 1, 'x', null)).toBe('{"a":1}');
  expect(value('JSON_OBJECT')).toBe('{}');
  expect(value('JSON_ARRAY', 1, null, 'a', json('[2]'))).toBe('[1,"a",[2]]');
  expect(value('JSON_ARRAY_NULL', 1, null)).toBe('[1,null]');
  expect(value('JSON_ARRAY')).toBe('[]');
  expect(errorNumber(() => value('JSON_OBJECT', null, 1))).toBe(13638);
});

test('values in JSON', () => {
  const written = (argument: Argument) => value('JSON_ARRAY', argument);
  expect(written({ type: decimalType(9, 2), value: 50 })).toBe('[0.50]');
  expect(written({ type: moneyType, value: -5000 })).toBe('[-0.5000]');
  expect(written({ type: floatType, value: 1.5 })).toBe('[1.500000000000000e+000]');
  expect(written({ type: varbinaryType(2), value: Buffer.from('AB') })).toBe('["QUI="]');
  expect(written({ type: datetime2Type(7), value: 5_000_000 })).toBe('["2010-01-01T00:00:00.5000000"]');
  expect(written({ type: datetime2Type(7), value: 0 })).toBe('["2010-01-01T00:00:00"]');
  expect(written(literal('\u0001\t/'))).toBe('["\\u0001\\t\\/"]');
});

test('reading large documents takes linear time', () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => `{"id":${i},"name":"n${i}"}`).join();
  const document: Argument = { type: nvarcharType(-1), value: `{"rows":[${rows}],"last":1}` };
  expect(value('JSON_VALUE', document, '$.last')).toBe('1');
  expect(value('JSON_VALUE', document, '$.rows[99999].name')).toBe('n99999');
});
