// Completion from the catalogue: objects by what the place asks for, columns of the tables that the statement names, parameters of the
// procedure that it calls, variables of the text, and the names that the platform reads in answers.

import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { load } from './model.ts';
import type { CompletionCatalogue } from './model.ts';

let loading: Promise<CompletionCatalogue> | undefined;

/** Reads the catalogue again with the next completion. */
export function forgetCatalogue(): void {
  loading = undefined;
}

export const catalogueCompletion: Extension = EditorState.languageData.of(() => [{ autocomplete: complete }]);

/** Columns by which procedures speak to the platform. */
const ANSWER_NAMES =
  'Result Msg Field itemID SuccessUrl RedirectUrl RefreshContainer HideFormAfterSubmit EnableSaveAlert StatusCode Title Description type Value Text Group Color Icon total HideTitleCount EnableExcelExport EnablePrint readonly saveBtnText link_ color_ desc_ badge_ icon_ barPercent_ backcolor_ class_'.split(
    ' ',
  );

const MOST_BEFORE = 20_000;

async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const word = context.matchBefore(/[\p{L}\p{N}_@#$[\]-]*/u);
  if (
    word === null ||
    (word.from === word.to && !context.explicit && !/[.@]$/.test(context.state.sliceDoc(Math.max(0, word.from - 1), word.from)))
  )
    return null;
  loading ??= load<CompletionCatalogue>('catalogue.json', {}, { isQuiet: true });
  const catalogue = await loading.catch(() => undefined);
  if (catalogue === undefined) {
    loading = undefined;
    return null;
  }
  const before = context.state.sliceDoc(Math.max(0, word.from - MOST_BEFORE), word.from);
  const text = context.state.doc.toString();
  const options = optionsAt({ before, typed: word.text, text, catalogue });
  return options.length === 0 ? null : { from: word.from, options, validFor: /^[\p{L}\p{N}_@#$[\]-]*$/u };
}

interface Place {
  readonly before: string;
  readonly typed: string;
  readonly text: string;
  readonly catalogue: CompletionCatalogue;
}

function optionsAt({ before, typed, text, catalogue }: Place): Completion[] {
  if (typed.startsWith('@')) return [...parametersOfCall(before, catalogue), ...variablesOf(text)];
  const qualifier = /([\p{L}\p{N}_#$]+|\[[^\]]+\])\.$/u.exec(before)?.[1]?.replace(/^\[|\]$/g, '');
  if (qualifier !== undefined) return qualified(qualifier, { before, text, catalogue });
  const last = /([a-z]+)\s+$/i.exec(before)?.[1]?.toUpperCase() ?? '';
  if (last === 'EXEC' || last === 'EXECUTE') return routines(catalogue, ['P']);
  if (['FROM', 'JOIN', 'APPLY', 'INTO', 'UPDATE', 'TABLE', 'MERGE', 'USING'].includes(last))
    return [...tables(catalogue), ...routines(catalogue, ['IF', 'TF'])];
  const named = tablesIn(statementAround(before, text), catalogue);
  return [
    ...named.flatMap(({ columns }) => columns.map(([label, detail]): Completion => ({ label, detail, type: 'property', boost: 2 }))),
    ...ANSWER_NAMES.map((label): Completion => ({ label, type: 'constant', boost: -1 })),
    ...tables(catalogue),
    ...routines(catalogue, ['FN', 'IF', 'TF', 'P']),
    ...catalogue.types.map(([schema, name]): Completion => ({ label: `${schema}.${name}`, type: 'type' })),
  ];
}

function qualified(qualifier: string, { before, text, catalogue }: Pick<Place, 'before' | 'text' | 'catalogue'>): Completion[] {
  const wanted = qualifier.toLowerCase();
  const named = tablesIn(statementAround(before, text), catalogue).find(({ alias }) => alias.toLowerCase() === wanted);
  if (named !== undefined) return named.columns.map(([label, detail]) => ({ label, detail, type: 'property' }));
  return [
    ...catalogue.tables
      .filter(([schema]) => schema.toLowerCase() === wanted)
      .map(([, name]): Completion => ({ label: name, apply: bracketed(name), type: 'class' })),
    ...catalogue.routines
      .filter(([schema]) => schema.toLowerCase() === wanted)
      .map(
        ([, name, type, parameters]): Completion => ({
          label: name,
          apply: bracketed(name),
          detail: parameters.slice(0, 80),
          type: type.trim() === 'P' ? 'function' : 'method',
        }),
      ),
    ...catalogue.types.filter(([schema]) => schema.toLowerCase() === wanted).map(([, name]): Completion => ({ label: name, type: 'type' })),
  ];
}

function tables({ tables: all }: CompletionCatalogue): Completion[] {
  return all.map(([schema, name]) => ({ label: `${schema}.${name}`, apply: `${schema}.${bracketed(name)}`, type: 'class' }));
}

function routines({ routines: all }: CompletionCatalogue, types: readonly string[]): Completion[] {
  return all
    .filter(([, , type]) => types.includes(type.trim()))
    .map(([schema, name, , parameters]) => ({
      label: `${schema}.${name}`,
      apply: `${schema}.${bracketed(name)}`,
      detail: parameters.slice(0, 80),
      type: 'function',
    }));
}

/** `EXEC dbo.x @` offers the parameters of x that are not there yet. */
function parametersOfCall(before: string, { routines: all }: CompletionCatalogue): Completion[] {
  const call = /\bEXEC(?:UTE)?\s+(?:@\w+\s*=\s*)?(?:(?:\[([^\]]+)\]|(\w+))\.)?(?:\[([^\]]+)\]|(\w+))([^;]*)$/i.exec(before);
  if (call === null) return [];
  const name = (call[3] ?? call[4] ?? '').toLowerCase();
  const given = (call[5] ?? '').toLowerCase();
  const found = all.find(([, routine]) => routine.toLowerCase() === name);
  if (found === undefined) return [];
  return found[3]
    .split(', @')
    .filter(Boolean)
    .map((part) => (part.startsWith('@') ? part : `@${part}`).split(' '))
    .filter(([parameter = '']) => !given.includes(`${parameter.toLowerCase()} `))
    .map(([parameter = '', ...type]) => ({
      label: parameter,
      apply: `${parameter} = `,
      detail: type.join(' '),
      type: 'variable',
      boost: 3,
    }));
}

function variablesOf(text: string): Completion[] {
  return [...new Set(text.match(/@[\p{L}\p{N}_]+/gu) ?? [])].map((label) => ({ label, type: 'variable' }));
}

/** From the last end of a statement to the next. */
function statementAround(before: string, text: string): string {
  const start = Math.max(before.lastIndexOf(';'), before.search(/\bGO\s*$/im)) + 1;
  const rest = text.slice(text.indexOf(before) + before.length);
  const end = rest.indexOf(';');
  return before.slice(start) + (end < 0 ? rest.slice(0, 5000) : rest.slice(0, end));
}

interface NamedTable {
  readonly alias: string;
  readonly columns: readonly (readonly [name: string, type: string])[];
}

function tablesIn(statement: string, { tables: all }: CompletionCatalogue): NamedTable[] {
  const found: NamedTable[] = [];
  const pattern =
    /\b(?:FROM|JOIN|UPDATE|INTO|MERGE|APPLY|USING)\s+(?:(?:\[([^\]]+)\]|(\w+))\.)?(?:\[([^\]]+)\]|(\w+))(?:\s+(?:AS\s+)?(?:\[([^\]]+)\]|(\w+)))?/gi;
  for (const [, quotedSchema, plainSchema, quotedName, plainName, quotedAlias, plainAlias] of statement.matchAll(pattern)) {
    const schema = (quotedSchema ?? plainSchema ?? 'dbo').toLowerCase();
    const name = quotedName ?? plainName ?? '';
    const table = all.find(([ofSchema, ofName]) => ofSchema.toLowerCase() === schema && ofName.toLowerCase() === name.toLowerCase());
    if (table !== undefined)
      found.push({ alias: quotedAlias ?? plainAlias ?? name, columns: table[2] }, { alias: name, columns: table[2] });
  }
  return found.filter((one, index) => found.findIndex(({ alias }) => alias === one.alias) === index);
}

function bracketed(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? name : `[${name.replaceAll(']', ']]')}]`;
}
