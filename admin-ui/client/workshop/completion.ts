// Completion from the catalogue: objects by what the place asks for, columns of the tables that the statement names, parameters of the
// procedure that it calls, variables of the text, and the names that the platform reads in answers.

import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { columnName } from '../../workshop/names.ts';
import { load } from './model.ts';
import type { CompletionCatalogue } from './model.ts';
import { tablesIn } from './named-tables.ts';
import type { Columns } from './named-tables.ts';

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
  const parameters = /[\s,]$/.test(before) && !/=\s*$/.test(before) ? parametersOfCall(before, catalogue) : [];
  if (parameters.length > 0) return parameters;
  const last = /([a-z]+)\s+$/i.exec(before)?.[1]?.toUpperCase() ?? '';
  if (last === 'EXEC' || last === 'EXECUTE') return routines(catalogue, ['P']);
  if (['FROM', 'JOIN', 'APPLY', 'INTO', 'UPDATE', 'TABLE', 'MERGE', 'USING'].includes(last))
    return [...localTables(text), ...tables(catalogue), ...routines(catalogue, ['IF', 'TF'])];
  const named = tablesIn(statementAround(before, text), { text, catalogue });
  return [
    ...columnOptions(
      named.flatMap(({ columns }) => columns),
      2,
    ),
    ...ANSWER_NAMES.map((label): Completion => ({ label, type: 'constant', boost: -1 })),
    ...tables(catalogue),
    ...routines(catalogue, ['FN', 'IF', 'TF', 'P']),
    ...catalogue.types.map(([schema, name]): Completion => ({ label: `${schema}.${name}`, type: 'type' })),
  ];
}

function qualified(qualifier: string, { before, text, catalogue }: Pick<Place, 'before' | 'text' | 'catalogue'>): Completion[] {
  const wanted = qualifier.toLowerCase();
  const named = tablesIn(statementAround(before, text), { text, catalogue }).find(({ alias }) => alias.toLowerCase() === wanted);
  if (named !== undefined) return columnOptions(named.columns, 0);
  return [
    ...catalogue.tables
      .filter(([schema]) => schema.toLowerCase() === wanted)
      .map(([, name]): Completion => ({ label: name, apply: columnName(name), type: 'class' })),
    ...catalogue.routines
      .filter(([schema]) => schema.toLowerCase() === wanted)
      .map(
        ([, name, type, parameters]): Completion => ({
          label: name,
          apply: columnName(name),
          detail: parameters.slice(0, 80),
          type: type.trim() === 'P' ? 'function' : 'method',
        }),
      ),
    ...catalogue.types.filter(([schema]) => schema.toLowerCase() === wanted).map(([, name]): Completion => ({ label: name, type: 'type' })),
  ];
}

/** Each name once, however many tables have it. */
function columnOptions(columns: Columns, boost: number): Completion[] {
  const byName = new Map(columns.map(([label, detail]) => [label.toLowerCase(), { label, detail }]));
  return [...byName.values()].map(({ label, detail }) => ({ label, detail, apply: columnName(label), type: 'property', boost }));
}

function tables({ tables: all }: CompletionCatalogue): Completion[] {
  return all.map(([schema, name]) => ({ label: `${schema}.${name}`, apply: `${schema}.${columnName(name)}`, type: 'class' }));
}

function routines({ routines: all }: CompletionCatalogue, types: readonly string[]): Completion[] {
  return all
    .filter(([, , type]) => types.includes(type.trim()))
    .map(([schema, name, , parameters]) => ({
      label: `${schema}.${name}`,
      apply: `${schema}.${columnName(name)}`,
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
  // Without a semicolon the next statement looks like an argument.
  if (/\b(?:select|insert|update|delete|merge|set|if|begin|end|declare|return|exec|print|throw)\b/.test(given)) return [];
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

/** Temporary tables and the names of common table expressions. */
function localTables(text: string): Completion[] {
  const named = [...text.matchAll(/(?:\bWITH|,)\s+([\p{L}_][\p{L}\p{N}_]*)\s*(?:\([^()]*\)\s*)?AS\s*\(\s*SELECT\b/giu)].map(
    ([, name = '']) => name,
  );
  const temporary = text.match(/#[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
  return [...new Set([...named, ...temporary])].map((label) => ({ label, type: 'class', boost: 1 }));
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
