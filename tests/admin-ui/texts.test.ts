// The catalogues of the developer's cabinet: both languages say the same things.

import { describe, expect, it } from 'vitest';
import { kinds } from '../../metadata/kinds.ts';
import { hasIcon } from '../../renderer/icons.ts';
import { sections } from '../../admin-ui/sections.ts';
import { catalogues, findText } from '../../admin-ui/texts.ts';

function keys(catalogue: Readonly<Record<string, Readonly<Record<string, string>>>>): string[] {
  const plain = Object.entries(catalogue).flatMap(([area, texts]) =>
    Object.keys(texts).map((key) => `${area}.${key.replace(/_(?:one|few|many|other)$/, '_*')}`),
  );
  return [...new Set(plain)].sort();
}

describe('texts of the developer’s cabinet', () => {
  it('have the same keys in both languages', () => {
    expect(keys(catalogues.ru)).toEqual(keys(catalogues.en));
  });

  it('have every plural form that the language needs', () => {
    for (const [catalogue, forms] of [
      [catalogues.en, ['one', 'other']],
      [catalogues.ru, ['one', 'few', 'many', 'other']],
    ] as const) {
      for (const texts of Object.values(catalogue) as Readonly<Record<string, string>>[]) {
        for (const key of Object.keys(texts).filter((name) => name.endsWith('_other'))) {
          for (const form of forms) expect(texts, key).toHaveProperty(key.replace(/_other$/, `_${form}`));
        }
      }
    }
  });

  it('name every section, and every icon of a section and of a kind exists', () => {
    for (const { code, icon } of sections) {
      for (const lang of ['en', 'ru'] as const) expect(findText(lang, `sections.${code || 'overview'}`), code).toBeDefined();
      expect(hasIcon(icon), icon).toBe(true);
    }
    for (const kind of Object.values(kinds)) expect(hasIcon(kind.icon), kind.icon).toBe(true);
  });
});
