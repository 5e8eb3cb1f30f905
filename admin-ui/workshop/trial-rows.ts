// Rows that a developer enters for the table-valued parameters of a trial: what its form asks for, and whether each value fits the column
// that it is for. The same binding decides as in the call itself.

import type { App } from '../../engine/app.ts';
import { ParameterConversionError } from '../../sql/errors.ts';
import { typeText } from '../../sql/declared-type.ts';
import { bindValue } from '../../sql/parameter-types.ts';
import type { SignatureParameter, TableTypeColumn } from '../../sql/signatures.ts';
import { isDictionaryParameter } from '../../sql/table-values.ts';
import type { ModuleName } from './modules.ts';
import { objectName } from './names.ts';
import { describeObject } from './objects.ts';

export const MOST_TRIAL_ROWS = 200;

/** A parameter as the form asks for it. */
export interface TrialParameter {
  /** With `@`. */
  readonly name: string;
  readonly type: string;
  readonly kind: 'value' | 'dictionary' | 'rows';
  /** Of `rows`; none when the type has columns that fill themselves, for such a type the driver cannot send rows. */
  readonly columns: readonly TrialColumn[];
}

export interface TrialColumn {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

/** Cells in the order of the columns; null is NULL. */
export type TrialRows = readonly (readonly (string | null)[])[];

export interface CellError {
  /** With `@`. */
  readonly parameter: string;
  /** From 0. */
  readonly row: number;
  /** From 0. */
  readonly column: number;
  readonly problem: 'missing' | ParameterConversionError['reason'];
  readonly type: string;
}

/** The parameters of a procedure in order; undefined when there is no such procedure. */
export async function trialParameters(app: App, module: ModuleName): Promise<TrialParameter[] | undefined> {
  const signature = await app.db.signatures.signatureOf(objectName(module));
  if (signature === undefined) return undefined;
  return Promise.all(
    signature.parameters.map(async (parameter): Promise<TrialParameter> => {
      const { tableType, type } = parameter;
      const name = `@${parameter.name}`;
      if (tableType === undefined) return { name, type: typeText(type), kind: 'value', columns: [] };
      const kind = isDictionaryParameter(parameter.name, tableType) ? 'dictionary' : 'rows';
      return { name, type: `${tableType.schema}.${tableType.name}`, kind, columns: kind === 'rows' ? await columnsOf(app, parameter) : [] };
    }),
  );
}

async function columnsOf(app: App, { tableType }: SignatureParameter): Promise<TrialColumn[]> {
  if (tableType === undefined) return [];
  const details = await describeObject(app, tableType);
  if (details?.columns.length !== tableType.columns.length) return [];
  const isNullable = new Map(details.columns.map((column) => [column.name, column.isNullable]));
  return tableType.columns.map(({ name, type }) => ({ name, type: typeText(type), isNullable: isNullable.get(name) ?? true }));
}

/** Every value that does not fit. */
export async function checkTrialRows(
  app: App,
  { module, tables }: { module: ModuleName; tables: Readonly<Record<string, TrialRows>> },
): Promise<CellError[]> {
  const signature = await app.db.signatures.signatureOf(objectName(module));
  const errors = await Promise.all(
    (signature?.parameters ?? []).map(async (parameter) => {
      const rows = tables[parameter.name] ?? [];
      if (parameter.tableType === undefined || rows.length === 0) return [];
      const shown = await columnsOf(app, parameter);
      return rows.flatMap(
        (row, at) =>
          parameter.tableType?.columns.flatMap((column, index): CellError[] => {
            const problem = problemOf(row[index] ?? null, { column, isNullable: shown[index]?.isNullable ?? true });
            return problem === undefined
              ? []
              : [{ parameter: `@${parameter.name}`, row: at, column: index, problem, type: typeText(column.type) }];
          }) ?? [],
      );
    }),
  );
  return errors.flat();
}

function problemOf(
  value: string | null,
  { column, isNullable }: { column: TableTypeColumn; isNullable: boolean },
): CellError['problem'] | undefined {
  try {
    const bound = bindValue(value, { parameter: column.name, type: column.type });
    return bound.value === null && !isNullable ? 'missing' : undefined;
  } catch (error) {
    if (error instanceof ParameterConversionError) return error.reason;
    throw error;
  }
}
