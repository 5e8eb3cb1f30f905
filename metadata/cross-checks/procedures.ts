// Procedures that definitions need: there, with parameters that the platform can give, returning the columns that are shown.

import type { Catalogue, CatalogueProcedure } from '../catalogue.ts';
import type { Finding } from '../findings.ts';
import { displayFieldTypes } from '../kinds/form-field.ts';
import { proceduresOf } from '../procedure-needs.ts';
import type { NamedDefinition, NeededProcedure } from '../procedure-needs.ts';
import { problem, remark } from './checked-set.ts';
import type { CheckedSet, Place } from './checked-set.ts';

const dictionaryTypes = new Set(['crudfilterparameter', 'dictionaryparameter', 'extendeddictionaryparameter']);

export function checkProcedures(set: CheckedSet, catalogue: Catalogue): Finding[] {
  return set.definitions.flatMap((named) =>
    proceduresOf(named).flatMap((needed) => {
      const place = { kind: named.kind, code: named.code, pointer: needed.pointer };
      const procedure = catalogue.procedures.get(needed.name.toLowerCase());
      if (procedure === undefined) return needed.isRequired ? [missing(place, needed.name)] : [];
      if (procedure.isUnread) return [];
      return [...ofParameters(place, { needed, procedure }), ...ofColumns(named, procedure)];
    }),
  );
}

function missing(place: Place, name: string): Finding {
  return { ...problem(place, { en: `The procedure ${name} does not exist.`, ru: `Процедуры ${name} нет.` }), procedure: name };
}

function ofParameters(place: Place, { needed, procedure }: { needed: NeededProcedure; procedure: CatalogueProcedure }): Finding[] {
  const declared = new Map(procedure.parameters.map((parameter) => [parameter.name.toLowerCase(), parameter]));
  // A procedure that no option uses may be of another time; it does no harm.
  const lacking = (needed.isRequired ? needed.essential : []).filter((name) => !declared.has(name.toLowerCase()));
  const findings = lacking.map((name) =>
    problem(place, { en: `${procedure.name} does not take @${name}.`, ru: `${procedure.name} не принимает @${name}.` }),
  );
  for (const parameter of procedure.parameters) {
    if (!parameter.isTable || dictionaryTypes.has(parameter.type.toLowerCase())) continue;
    findings.push(
      problem(place, {
        en: `${procedure.name} takes @${parameter.name} of the table type ${parameter.type}, which the platform cannot fill.`,
        ru: `${procedure.name} принимает @${parameter.name} табличного типа ${parameter.type}, платформа не может его заполнить.`,
      }),
    );
  }
  if (needed.parameters.includes('username') && !declared.has('username')) {
    findings.push(
      remark(place, {
        en: `${procedure.name} does not take @username, so it cannot restrict rows by user.`,
        ru: `${procedure.name} не принимает @username и не может ограничить строки по пользователю.`,
      }),
    );
  }
  return findings;
}

/** Only where the server could tell the columns. */
function ofColumns(named: NamedDefinition, procedure: CatalogueProcedure): Finding[] {
  if (procedure.columns === undefined) return [];
  const returned = new Set(procedure.columns.map((column) => column.toLowerCase()));
  const lower = procedure.name.toLowerCase();
  if (named.kind === 'table' && lower.endsWith('_getitems')) {
    const { columns, keyColumn } = named.definition;
    const shown = columns.map(({ code }, index) => ({ code, pointer: `/columns/${index}/code` }));
    return absent(named, { returned, procedure, expected: [{ code: keyColumn, pointer: '/keyColumn' }, ...shown] });
  }
  if (named.kind === 'form' && lower.endsWith('_getitem')) {
    const expected = named.definition.fields.flatMap(({ code, type }, index) =>
      displayFieldTypes.has(type) ? [] : [{ code, pointer: `/fields/${index}/code` }],
    );
    return absent(named, { returned, procedure, expected }).map((finding) => ({ ...finding, severity: 'warning' }));
  }
  return [];
}

interface Expectation {
  readonly returned: ReadonlySet<string>;
  readonly procedure: CatalogueProcedure;
  readonly expected: readonly { readonly code: string; readonly pointer: string }[];
}

function absent({ kind, code }: NamedDefinition, { returned, procedure, expected }: Expectation): Finding[] {
  return expected
    .filter((column) => !returned.has(column.code.toLowerCase()))
    .map((column) =>
      problem(
        { kind, code, pointer: column.pointer },
        { en: `${procedure.name} returns no column "${column.code}".`, ru: `${procedure.name} не возвращает столбец «${column.code}».` },
      ),
    );
}
