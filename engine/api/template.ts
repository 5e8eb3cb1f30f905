// Templates of outgoing calls: `{name}` is a value, `{setting:CODE}` a setting. Each value is escaped for its place, so that none can become
// another part of the address, another header or another property.

import { ActionRefused } from '../outbox/action.ts';

export interface TemplateValues {
  /** Names in lower case. */
  readonly values: ReadonlyMap<string, string>;
  /** Codes in lower case. */
  readonly settings: ReadonlyMap<string, string>;
}

export type Place = 'url' | 'header' | 'json' | 'form' | 'text';

const TOKEN = /\{(setting:)?([A-Za-z_][A-Za-z0-9_-]*)\}/g;

/** Codes of settings in the templates. */
export function settingsIn(templates: readonly string[]): string[] {
  return [
    ...new Set(
      templates.flatMap((template) => [...template.matchAll(TOKEN)].flatMap(([, isSetting, code = '']) => (isSetting ? [code] : []))),
    ),
  ];
}

/** A setting that is not set is a mistake; a value that is not given is empty. */
export function fill(template: string, { values, settings }: TemplateValues, place: Place): string {
  return template.replace(TOKEN, (_token, isSetting: string | undefined, name: string, at: number) => {
    const value = isSetting === undefined ? (values.get(name.toLowerCase()) ?? '') : settings.get(name.toLowerCase());
    if (value === undefined) throw new ActionRefused(`the setting "${name}" of the call is not set`);
    return escaped(value, place, { isQuoted: isInString(template.slice(0, at)) });
  });
}

function escaped(value: string, place: Place, { isQuoted }: { isQuoted: boolean }): string {
  switch (place) {
    case 'url':
    case 'form':
      return encodeURIComponent(value);
    case 'header':
      if (/[\r\n\0]/.test(value)) throw new ActionRefused('a value of a header has more than one line');
      return value;
    case 'json':
      if (isQuoted) return JSON.stringify(value).slice(1, -1);
      // Outside quotes only what is JSON by itself and no list or object can stand.
      return /^(?:-?\d{1,30}(?:\.\d{1,30})?|true|false|null)$/.test(value) ? value : JSON.stringify(value);
    default:
      return value;
  }
}

/** Whether JSON that begins so is inside a text. */
function isInString(before: string): boolean {
  return [...before.replace(/\\./g, '').matchAll(/"/g)].length % 2 === 1;
}
