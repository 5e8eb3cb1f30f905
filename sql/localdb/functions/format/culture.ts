// Cultures as .NET has them on Windows: separators, patterns, and names of months and days. The cultures in daily use
// are written out; any other one that the platform's locale data knows is derived from that (culture-from-locale.ts).

import { sqlError } from '../../types/errors.ts';
import { cultureFromLocale } from './culture-from-locale.ts';

/** Patterns with n for the number and $ for the currency symbol. */
export interface Culture {
  readonly name: string;
  readonly decimal: string;
  readonly group: string;
  readonly currency: string;
  readonly currencyPositive: string;
  readonly currencyNegative: string;
  readonly percentPositive: string;
  readonly percentNegative: string;
  readonly dateSeparator: string;
  readonly timeSeparator: string;
  readonly am: string;
  readonly pm: string;
  readonly shortDate: string;
  readonly longDate: string;
  readonly shortTime: string;
  readonly longTime: string;
  readonly monthDay: string;
  readonly yearMonth: string;
  /** January to December. */
  readonly months: readonly string[];
  /** In the form that stands beside a day: "марта". */
  readonly monthsWithDay: readonly string[];
  readonly shortMonths: readonly string[];
  /** Monday to Sunday. */
  readonly days: readonly string[];
  readonly shortDays: readonly string[];
}

const words = (text: string): readonly string[] => text.split(' ');

const ENGLISH_MONTHS = words('January February March April May June July August September October November December');
const ENGLISH = {
  months: ENGLISH_MONTHS,
  monthsWithDay: ENGLISH_MONTHS,
  shortMonths: words('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'),
  days: words('Monday Tuesday Wednesday Thursday Friday Saturday Sunday'),
  shortDays: words('Mon Tue Wed Thu Fri Sat Sun'),
};

export const invariantCulture: Culture = {
  ...ENGLISH,
  name: '',
  decimal: '.',
  group: ',',
  currency: '¤',
  currencyPositive: '$n',
  currencyNegative: '($n)',
  percentPositive: 'n %',
  percentNegative: '-n %',
  dateSeparator: '/',
  timeSeparator: ':',
  am: 'AM',
  pm: 'PM',
  shortDate: 'MM/dd/yyyy',
  longDate: 'dddd, dd MMMM yyyy',
  shortTime: 'HH:mm',
  longTime: 'HH:mm:ss',
  monthDay: 'MMMM dd',
  yearMonth: 'yyyy MMMM',
};

const americanCulture: Culture = {
  ...invariantCulture,
  name: 'en-US',
  currency: '$',
  percentPositive: 'n%',
  percentNegative: '-n%',
  shortDate: 'M/d/yyyy',
  longDate: 'dddd, MMMM d, yyyy',
  shortTime: 'h:mm tt',
  longTime: 'h:mm:ss tt',
  monthDay: 'MMMM d',
  yearMonth: 'MMMM yyyy',
};

const britishCulture: Culture = {
  ...americanCulture,
  name: 'en-GB',
  currency: '£',
  currencyNegative: '-$n',
  shortDate: 'dd/MM/yyyy',
  longDate: 'dd MMMM yyyy',
  shortTime: 'HH:mm',
  longTime: 'HH:mm:ss',
  monthDay: 'd MMMM',
};

/** No-break space: what Windows puts between groups of digits. */
const NBSP = '\u00a0';

const continental = {
  decimal: ',',
  currencyPositive: 'n $',
  currencyNegative: '-n $',
  percentPositive: 'n %',
  percentNegative: '-n %',
  timeSeparator: ':',
  am: '',
  pm: '',
  shortTime: 'HH:mm',
  longTime: 'HH:mm:ss',
  yearMonth: 'MMMM yyyy',
};

const russianCulture: Culture = {
  ...continental,
  name: 'ru-RU',
  group: NBSP,
  currency: '₽',
  dateSeparator: '.',
  shortDate: 'dd.MM.yyyy',
  longDate: "d MMMM yyyy 'г.'",
  shortTime: 'H:mm',
  longTime: 'H:mm:ss',
  monthDay: 'd MMMM',
  months: words('Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь'),
  monthsWithDay: words('января февраля марта апреля мая июня июля августа сентября октября ноября декабря'),
  shortMonths: words('янв фев мар апр май июн июл авг сен окт ноя дек'),
  days: words('понедельник вторник среда четверг пятница суббота воскресенье'),
  shortDays: words('Пн Вт Ср Чт Пт Сб Вс'),
};

const GERMAN_MONTHS = words('Januar Februar März April Mai Juni Juli August September Oktober November Dezember');
const germanCulture: Culture = {
  ...continental,
  name: 'de-DE',
  group: '.',
  currency: '€',
  dateSeparator: '.',
  shortDate: 'dd.MM.yyyy',
  longDate: 'dddd, d. MMMM yyyy',
  monthDay: 'd. MMMM',
  months: GERMAN_MONTHS,
  monthsWithDay: GERMAN_MONTHS,
  shortMonths: words('Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez'),
  days: words('Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag'),
  shortDays: words('Mo Di Mi Do Fr Sa So'),
};

const FRENCH_MONTHS = words('janvier février mars avril mai juin juillet août septembre octobre novembre décembre');
const frenchCulture: Culture = {
  ...continental,
  name: 'fr-FR',
  group: NBSP,
  currency: '€',
  dateSeparator: '/',
  shortDate: 'dd/MM/yyyy',
  longDate: 'dddd d MMMM yyyy',
  monthDay: 'd MMMM',
  months: FRENCH_MONTHS,
  monthsWithDay: FRENCH_MONTHS,
  shortMonths: words('janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.'),
  days: words('lundi mardi mercredi jeudi vendredi samedi dimanche'),
  shortDays: words('lun. mar. mer. jeu. ven. sam. dim.'),
};

const CULTURES = new Map<string, Culture>(
  [invariantCulture, americanCulture, britishCulture, russianCulture, germanCulture, frenchCulture].map((c) => [c.name.toLowerCase(), c]),
);
for (const [language, culture] of Object.entries({ en: americanCulture, ru: russianCulture, de: germanCulture, fr: frenchCulture })) {
  CULTURES.set(language, culture);
}

/** The culture of a name such as `ru-RU`, in any case; 9818 if there is none. */
export const cultureOf = (name: string): Culture => {
  const key = name.trim().toLowerCase();
  const known = CULTURES.get(key);
  if (known !== undefined) return known;
  const derived = cultureFromLocale(key);
  if (derived === undefined) throw sqlError(9818, name);
  CULTURES.set(key, derived);
  return derived;
};

const LANGUAGES: Readonly<Record<string, string>> = {
  us_english: 'en-US',
  english: 'en-US',
  british: 'en-GB',
  'british english': 'en-GB',
  russian: 'ru-RU',
  русский: 'ru-RU',
  german: 'de-DE',
  deutsch: 'de-DE',
  french: 'fr-FR',
  français: 'fr-FR',
  spanish: 'es-ES',
  español: 'es-ES',
  italian: 'it-IT',
  italiano: 'it-IT',
  polish: 'pl-PL',
  polski: 'pl-PL',
};

/** The culture that a session's language stands for. */
export const cultureOfLanguage = (language: string): Culture => cultureOf(LANGUAGES[language] ?? 'en-US');
