// SQL text that is run: batches, EXEC ('...'), sp_executesql and prepared statements. Compiled texts are kept, so that the
// same text with the same parameters is neither parsed nor bound again.

import type { Database } from '../catalog/database.ts';
import type { Parameter } from '../catalog/model.ts';
import { parseBatch, parseParameterList } from '../parser/parse.ts';
import type { ParameterDefinition, Statement } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import type { CallFrame, Running } from './frame.ts';
import { functionCompiler } from './function-compiler.ts';
import { CompiledModule } from './module.ts';
import { declareParameters } from './prepare.ts';
import { callModule, callText, checkTransactionCount } from './procedures.ts';
import type { GivenArgument } from './procedures.ts';
import { findUserType, resolveType } from './resolve-type-name.ts';
import { requireTableType } from './security/needs.ts';
import type { Session } from './session.ts';

interface CompiledText {
  readonly module: CompiledModule;
  readonly parameters: readonly Parameter[];
  readonly version: number;
}

const KEPT_TEXTS = 500;
const LONGEST_KEPT = 50_000;

/** Texts compiled lately, of one server. */
export class TextCache {
  private readonly entries = new Map<string, CompiledText>();
  get(key: string): CompiledText | undefined {
    const found = this.entries.get(key);
    if (found) {
      // The order of the map is the order of last use.
      this.entries.delete(key);
      this.entries.set(key, found);
    }
    return found;
  }
  set(key: string, value: CompiledText): void {
    this.entries.set(key, value);
    if (this.entries.size > KEPT_TEXTS) {
      const [oldest] = this.entries.keys();
      if (oldest !== undefined) this.entries.delete(oldest);
    }
  }
}

/** The module of a text with declared parameters ('' for none). Throws syntax errors. */
export const compileText = (session: Session, text: string, declaration: string): CompiledText => {
  const { database, options } = session;
  const key = `${database.id}\u0000${options.quotedIdentifier}\u0000${declaration}\u0000${text}`;
  const isKept = text.length <= LONGEST_KEPT;
  const known = isKept ? session.server.texts.get(key) : undefined;
  if (known && known.module.database === database && known.version === database.version) return known;
  const { statements } = parseBatch(text, { quotedIdentifier: options.quotedIdentifier });
  const module = new CompiledModule({
    catalog: session.server.catalog,
    database,
    defaultSchema: 'dbo',
    statements,
    name: '',
    text,
    functions: functionCompiler,
    quotedIdentifier: options.quotedIdentifier,
  });
  const parameters = declaration.trim() === '' ? [] : parseParameterList(declaration).map((p, i) => parameterOf(p, i, database));
  declareParameters(module, parameters);
  const made = { module, parameters, version: database.version };
  if (isKept && isReusable(statements) && !HOLDS_PASSWORD.test(text)) session.server.texts.set(key, made);
  return made;
};

/** Passwords of logins are not kept, not even in memory. */
const HOLDS_PASSWORD = /\bLOGIN\b[\s\S]*\bPASSWORD\s*=/i;

/** A text that changes what it is compiled against is compiled anew each time. */
const isReusable = (statements: readonly Statement[]): boolean =>
  !statements.some(
    (s) => s.kind === 'use' || s.kind === 'security' || s.kind.startsWith('create') || s.kind.startsWith('alter') || s.kind === 'drop',
  );

/** A written parameter as the catalogue has it. */
const parameterOf = (p: ParameterDefinition, index: number, database: Database): Parameter => {
  const base = {
    name: p.name,
    ordinal: index + 1,
    isOutput: p.output,
    isReadOnly: p.readOnly,
    ...(p.default ? { default: p.default } : {}),
  };
  if (p.type === 'cursor') return { ...base, type: 'cursor' };
  const module = { database, defaultSchema: 'dbo' };
  const user = findUserType(p.type, module);
  if (user?.table) return { ...base, type: { tableTypeId: user.id } };
  return {
    ...base,
    type: resolveType(p.type, module, { ordinal: index + 1 }),
    ...(user ? { aliasType: { schema: user.schema, name: user.name } } : {}),
  };
};

/** EXEC ('text'). */
export function* runText(text: string, parent: CallFrame): Running<void> {
  const { module } = compileText(parent.session, text, '');
  const before = parent.session.transactionCount;
  yield* callModule(module, parent, () => {});
  checkTransactionCount(module, before, parent.session);
}

/** sp_executesql and prepared statements; gives the return status. */
export function* runTextWithParameters(
  text: string,
  declaration: string,
  given: readonly GivenArgument[],
  parent: CallFrame,
): Running<number> {
  const { module, parameters } = compileText(parent.session, text, declaration);
  for (const { type } of parameters) {
    const tableType = typeof type !== 'string' && 'tableTypeId' in type ? module.database.entry(type.tableTypeId) : undefined;
    if (tableType?.kind === 'type') requireTableType(module.database, tableType, parent.session);
  }
  const missing = parameters.find(
    (p, i) => !given.some((g, j) => (g.name === '' ? i === j : g.name.toLowerCase() === p.name.toLowerCase())),
  );
  if (missing && !missing.default && typeof missing.type !== 'string' && 'name' in missing.type)
    throw sqlError(8178, `(${declaration})${text}`, missing.name);
  return yield* callText(module, parameters, given, parent);
}
