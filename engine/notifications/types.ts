// What the definition of a notification's type says of it: by which channels it goes to a user, its text, its address.

import type { DefinitionCache } from '../../metadata/cache.ts';
import { channels } from '../../metadata/kinds/notification-type.ts';
import type { Channel, NotificationTypeDefinition } from '../../metadata/kinds/notification-type.ts';
import { localText } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';

/** A notification as the database keeps it, as far as its looks are concerned. */
export interface NotificationFacts {
  readonly typeCode: string;
  readonly text: string;
  readonly url: string | null;
  readonly additional: string | null;
}

/** What a user chose for one type, by channel; absent where nothing was chosen. */
export type Choices = ReadonlyMap<string, boolean>;

/** The definition of a type; undefined for codes without one (or with a broken one), which are shown in the cabinet only. */
export function typeOf(definitions: DefinitionCache, code: string): NotificationTypeDefinition | undefined {
  const found = definitions.get('notificationType', code);
  return found === undefined || 'findings' in found ? undefined : found.definition;
}

/** The channels that a notification of the type takes to a user: fixed ones always, others by the user's choice, else by the type. */
export function channelsFor(type: NotificationTypeDefinition | undefined, choices: Choices): ReadonlySet<Channel> {
  const initial = new Set<string>(type?.channels ?? ['inApp']);
  const locked = new Set<string>(type?.lockedChannels ?? []);
  const all = Object.keys(channels) as Channel[];
  return new Set(all.filter((channel) => locked.has(channel) || (choices.get(channel) ?? initial.has(channel))));
}

/** The text in a language: as sent, or by the type's template with `{text}`, `{url}` and the keys of `additional`. */
export function notificationText(lang: Lang, type: NotificationTypeDefinition | undefined, facts: NotificationFacts): string {
  const template = localText(lang, type?.body);
  if (template === '') return facts.text;
  const values = { ...additionalValues(facts.additional), text: facts.text, url: facts.url ?? '' } as Readonly<Record<string, string>>;
  return template.replace(/\{(\w+)\}/g, (_token, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? '') : ''));
}

/** Where it leads: the sender's address, else the type's, its `{name}`s filled; '' for nowhere. */
export function notificationUrl(type: NotificationTypeDefinition | undefined, facts: NotificationFacts): string {
  if (facts.url !== null && facts.url !== '') return facts.url;
  const values = additionalValues(facts.additional);
  return (type?.url ?? '').replace(/\{(\w+)\}/g, (_token, name: string) =>
    encodeURIComponent(Object.hasOwn(values, name) ? (values[name] ?? '') : ''),
  );
}

/** The keys of a JSON object as text; anything else has none. */
export function additionalValues(additional: unknown): Readonly<Record<string, string>> {
  let data = additional;
  if (typeof additional === 'string') {
    try {
      data = JSON.parse(additional);
    } catch {
      return {};
    }
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return {};
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );
}
