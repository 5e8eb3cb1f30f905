// Names of months and weekdays in the languages of SET LANGUAGE.

const ENGLISH = { locale: 'en-US', capital: false };
const LANGUAGES: Readonly<Record<string, { readonly locale: string; readonly capital: boolean }>> = {
  us_english: ENGLISH,
  english: ENGLISH,
  british: ENGLISH,
  'british english': ENGLISH,
  // The server's list has Russian and Spanish months with a capital letter, other than their usual spelling.
  russian: { locale: 'ru-RU', capital: true },
  русский: { locale: 'ru-RU', capital: true },
  spanish: { locale: 'es-ES', capital: true },
  español: { locale: 'es-ES', capital: true },
  german: { locale: 'de-DE', capital: false },
  deutsch: { locale: 'de-DE', capital: false },
  french: { locale: 'fr-FR', capital: false },
  français: { locale: 'fr-FR', capital: false },
  italian: { locale: 'it-IT', capital: false },
  italiano: { locale: 'it-IT', capital: false },
};

interface CalendarNames { readonly months: readonly string[]; readonly weekdays: readonly string[] }

const cache = new Map<string, CalendarNames>();

/** The names in a language (lower case); English where it is not known. `months[0]` is January, `weekdays[0]` Monday. */
export const calendarNames = (language: string): CalendarNames => {
  const known = cache.get(language);
  if (known) return known;
  const { locale, capital } = LANGUAGES[language] ?? ENGLISH;
  const month = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const names = {
    months: Array.from({ length: 12 }, (_, i) => month.format(Date.UTC(2024, i, 1))).map((m) => (capital ? m.charAt(0).toUpperCase() + m.slice(1) : m)),
    weekdays: Array.from({ length: 7 }, (_, i) => weekday.format(Date.UTC(2024, 0, 1 + i))),
  };
  cache.set(language, names);
  return names;
};
