// The session settings that conversions between text and dates depend on.

export interface ConversionSession {
  /** SET DATEFORMAT: order of day, month and year in ambiguous dates; default 'mdy'. */
  readonly dateFormat: 'mdy' | 'dmy' | 'ymd' | 'ydm' | 'myd' | 'dym';
  /** SET LANGUAGE, lower case, e.g. 'us_english', 'russian'. */
  readonly language: string;
  /** SET ANSI_WARNINGS OFF: text and binaries too long for a column are cut. */
  readonly cutsLongValues?: boolean;
}
