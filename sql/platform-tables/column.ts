// Kinds of columns that tables of all areas have.

import type { ColumnType } from 'kysely';

/** A column with a default that is written only when its value is known. */
export type Created = ColumnType<Date, Date | undefined, Date>;
