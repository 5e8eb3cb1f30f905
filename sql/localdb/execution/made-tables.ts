// The temporary tables that a batch or module makes itself. Its statements mean those, and not what a caller has under the same
// name; and it may make each only once, as in SQL Server, even in different branches.

import type { Statement } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { locate } from './errors-at-run.ts';
import type { CompiledModule } from './module.ts';

/** Names in lower case with the #. Throws 2714 for one that is made twice. */
export const madeTables = (module: CompiledModule): ReadonlySet<string> | undefined => {
  let made: Set<string> | undefined;
  for (const s of everyStatement(module.statements)) {
    const name = madeBy(s);
    if (!name?.startsWith('#') || name.startsWith('##')) continue;
    const key = name.toLowerCase();
    made ??= new Set();
    if (made.has(key)) throw locate(sqlError(2714, name), s.line, module.name);
    made.add(key);
  }
  return made;
};

const madeBy = (s: Statement): string | undefined => {
  if (s.kind === 'createTable') return s.name.at(-1);
  return s.kind === 'select' && s.query.kind === 'query' ? s.query.into?.at(-1) : undefined;
};

/** The statements with those inside blocks, branches, loops and handlers, in written order. */
function* everyStatement(list: readonly Statement[]): Generator<Statement> {
  for (const s of list) {
    yield s;
    switch (s.kind) {
      case 'block':
        yield* everyStatement(s.statements);
        break;
      case 'if':
        yield* everyStatement(s.otherwise ? [s.then, s.otherwise] : [s.then]);
        break;
      case 'while':
        yield* everyStatement([s.body]);
        break;
      case 'tryCatch':
        yield* everyStatement(s.body);
        yield* everyStatement(s.handler);
        break;
      default:
    }
  }
}
