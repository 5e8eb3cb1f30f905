// Versions of the protocol: which one a client gets, and what is in it.

export interface TdsVersion {
  /** As LOGINACK gives it, most significant byte first. */
  readonly acknowledged: number;
  /** 7.2: row counts of 8 bytes, ALL_HEADERS, PLP types, xml, 4-byte user types and line numbers. */
  readonly has72: boolean;
  /** 7.3: date, time, datetime2, datetimeoffset, table-valued parameters. */
  readonly has73: boolean;
  /** 7.3B: rows with a null bitmap. */
  readonly hasNullBitmap: boolean;
  /** 7.4: feature extensions. */
  readonly has74: boolean;
}

const version = (acknowledged: number, level: number): TdsVersion => ({
  acknowledged,
  has72: level >= 2,
  has73: level >= 3,
  hasNullBitmap: level >= 4,
  has74: level >= 5,
});

const tds71 = version(0x71000001, 1);
const tds72 = version(0x72090002, 2);
const tds73a = version(0x730a0003, 3);
const tds73b = version(0x730b0003, 4);
export const tds74 = version(0x74000004, 5);

/** The version to speak with a client that asks for `requested` (LOGIN7's TDSVersion); undefined below 7.1. */
export const negotiateVersion = (requested: number): TdsVersion | undefined => {
  if (requested >= 0x74000000) return tds74;
  if (requested >= 0x730b0000) return tds73b;
  if (requested >= 0x73000000) return tds73a;
  if (requested >= 0x72000000) return tds72;
  if (requested >= 0x71000000) return tds71;
  return undefined;
};
