// The languages that SET LANGUAGE takes, with their ids, date formats and first days of the week.

import type { SessionOptions } from '../session.ts';

export interface Language {
  /** @@LANGID. */
  readonly id: number;
  /** @@LANGUAGE, and the name that clients are told. */
  readonly name: string;
  /** SessionOptions.language: lower case, by which dates find their names. */
  readonly key: string;
  readonly dateFormat: SessionOptions['dateFormat'];
  readonly dateFirst: number;
}

const language = (
  id: number,
  name: string,
  alias: string,
  dateFormat: Language['dateFormat'],
  dateFirst: number,
): readonly [string, Language] => [
  alias.toLowerCase(),
  { id, name, key: id === 0 ? 'us_english' : alias.toLowerCase(), dateFormat, dateFirst },
];

const BY_ALIAS: ReadonlyMap<string, Language> = new Map([
  language(0, 'us_english', 'English', 'mdy', 7),
  language(1, 'Deutsch', 'German', 'dmy', 1),
  language(2, 'Français', 'French', 'dmy', 1),
  language(5, 'Español', 'Spanish', 'dmy', 1),
  language(21, 'русский', 'Russian', 'dmy', 1),
  language(23, 'British', 'British English', 'dmy', 1),
]);

const ALL: readonly Language[] = [...BY_ALIAS.values()];

/** Languages of SQL Server that this server does not have. */
export const OTHER_LANGUAGES: ReadonlySet<string> = new Set([
  'japanese',
  'danish',
  'italian',
  'dutch',
  'norwegian',
  'portuguese',
  'finnish',
  'swedish',
  'czech',
  'hungarian',
  'polish',
  'romanian',
  'croatian',
  'slovak',
  'slovenian',
  'greek',
  'bulgarian',
  'turkish',
  'estonian',
  'latvian',
  'lithuanian',
  'brazilian',
  'traditional chinese',
  'korean',
  'simplified chinese',
  'arabic',
  'thai',
]);

/** The language of a name or alias; undefined for one that this server has no names of months for. */
export const findLanguage = (name: string): Language | undefined => {
  const key = name.trim().toLowerCase();
  return BY_ALIAS.get(key) ?? ALL.find((l) => l.name.toLowerCase() === key || l.key === key);
};
