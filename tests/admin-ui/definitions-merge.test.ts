// Two changes of one definition brought together, and the places of findings in a text.

import { describe, expect, test } from 'vitest';
import { differences, merged } from '../../admin-ui/client/editor/three-way.ts';
import { placesIn, syntaxErrorPlace } from '../../admin-ui/definitions/places.ts';

describe('bringing two changes together', () => {
  const base = { title: 'Visit', fields: [{ code: 'a' }, { code: 'b', width: 6 }, { code: 'c' }] };

  test('changes of different places both stay', () => {
    const mine = { title: 'Visit', fields: [{ code: 'b', width: 6 }, { code: 'a', required: true }, { code: 'c' }] };
    const theirs = { title: 'Tour', fields: [{ code: 'a' }, { code: 'b', width: 6 }, { code: 'x' }, { code: 'c' }] };
    const places = differences({ base, mine, theirs });
    expect(places.filter(({ changedBy }) => changedBy === 'both')).toEqual([]);
    expect(merged({ base, mine, theirs }, new Map())).toEqual({
      title: 'Tour',
      fields: [{ code: 'b', width: 6 }, { code: 'x' }, { code: 'a', required: true }, { code: 'c' }],
    });
  });

  test('the same place changed twice is for somebody to decide', () => {
    const mine = { title: 'Mine', fields: [{ code: 'a' }, { code: 'c' }] };
    const theirs = { title: 'Theirs', fields: [{ code: 'a' }, { code: 'b', width: 12 }, { code: 'c' }] };
    const both = differences({ base, mine, theirs }).filter(({ changedBy }) => changedBy === 'both');
    expect(both.map(({ key }) => key)).toEqual(['/title', '/fields/b']);
    expect(
      merged(
        { base, mine, theirs },
        new Map([
          ['/title', 'theirs'],
          ['/fields/b', 'mine'],
        ]),
      ),
    ).toEqual({ title: 'Theirs', fields: [{ code: 'a' }, { code: 'c' }] });
    expect(merged({ base, mine, theirs }, new Map([['/fields/b', 'theirs']]))).toEqual({ ...theirs, title: 'Mine' });
  });

  test('the place where a text stops being JSON is found', () => {
    const places = ['{"a": 1,\n}', '[1\n2]', '{"a"\n"b"}', '{\n"a": tru}', '[1,\n"x', '{}\n{}', '{"a":\n[}'].map(syntaxErrorPlace);
    expect(places.map((place) => place?.line)).toEqual([2, 2, 2, 2, 2, 2, 2]);
    expect(syntaxErrorPlace('{"a": [1, {"b": "}"}, []], "c": {}}')).toBeUndefined();
  });

  test('a pointer is found at its key, list entries at their beginning', () => {
    const place = placesIn('{\n  "a": 1,\n  "b": [\n    10,\n    {"c": "}"}\n  ]\n}');
    expect(['/a', '/b/0', '/b/1/c', '/b/1/absent'].map((pointer) => place(pointer).line)).toEqual([2, 4, 5, 5]);
  });
});
