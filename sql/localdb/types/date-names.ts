// Names of months and weekdays in the languages that SET LANGUAGE knows here, as sys.syslanguages has them.

export interface DateNames {
  readonly months: readonly string[];
  readonly shortMonths: readonly string[];
  /** Monday first. */
  readonly days: readonly string[];
}

const words = (text: string): readonly string[] => text.split(' ');

const ENGLISH: DateNames = {
  months: words('January February March April May June July August September October November December'),
  shortMonths: words('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'),
  days: words('Monday Tuesday Wednesday Thursday Friday Saturday Sunday'),
};

const LANGUAGES: ReadonlyMap<string, DateNames> = new Map<string, DateNames>([
  ['us_english', ENGLISH],
  ['english', ENGLISH],
  ['british', ENGLISH],
  ['british english', ENGLISH],
  [
    'russian',
    {
      months: words('Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь'),
      shortMonths: words('янв фев мар апр май июн июл авг сен окт ноя дек'),
      days: words('понедельник вторник среда четверг пятница суббота воскресенье'),
    },
  ],
  [
    'русский',
    {
      months: words('Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь'),
      shortMonths: words('янв фев мар апр май июн июл авг сен окт ноя дек'),
      days: words('понедельник вторник среда четверг пятница суббота воскресенье'),
    },
  ],
  [
    'german',
    {
      months: words('Januar Februar März April Mai Juni Juli August September Oktober November Dezember'),
      shortMonths: words('Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez'),
      days: words('Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag'),
    },
  ],
  [
    'french',
    {
      months: words('janvier février mars avril mai juin juillet août septembre octobre novembre décembre'),
      shortMonths: words('janv févr mars avr mai juin juil août sept oct nov déc'),
      days: words('lundi mardi mercredi jeudi vendredi samedi dimanche'),
    },
  ],
  [
    'spanish',
    {
      months: words('Enero Febrero Marzo Abril Mayo Junio Julio Agosto Septiembre Octubre Noviembre Diciembre'),
      shortMonths: words('Ene Feb Mar Abr May Jun Jul Ago Sep Oct Nov Dic'),
      days: words('Lunes Martes Miércoles Jueves Viernes Sábado Domingo'),
    },
  ],
]);

/** The names of a language; English for one that is not known. */
export const dateNames = (language: string): DateNames => LANGUAGES.get(language) ?? ENGLISH;

/** The month (1 to 12) of a name or abbreviation, English or of the language, in any case; undefined when it is none. */
export const monthOfName = (word: string, language: string): number | undefined => {
  const wanted = word.toLowerCase();
  for (const names of new Set([dateNames(language), ENGLISH])) {
    for (let i = 0; i < 12; i++) {
      if (names.months[i]?.toLowerCase() === wanted || names.shortMonths[i]?.toLowerCase() === wanted) return i + 1;
    }
  }
  return undefined;
};
