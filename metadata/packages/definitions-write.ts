// Writing and deleting definitions of an import, set-based: a solution of hundreds of definitions is three statements.

import type { SqlSession } from '../../sql/query.ts';
import { formatBody } from '../format.ts';
import { isKindName } from '../kinds.ts';
import type { PlannedItem } from './plan.ts';

interface Writing {
  readonly items: readonly PlannedItem[];
  readonly shouldDelete: boolean;
  readonly username: string;
  readonly comment: string;
}

export async function writeDefinitions(session: SqlSession, { items, shouldDelete, username, comment }: Writing): Promise<void> {
  const definitions = items.filter(({ type }) => type === 'definition');
  const saved = definitions.filter(({ change }) => change !== 'deleted').map(rowOf);
  const deleted = shouldDelete ? definitions.filter(({ change }) => change === 'deleted').map(rowOf) : [];
  if (saved.length + deleted.length === 0) return;
  await sign(session, comment);
  if (saved.length > 0) await session.run(SAVE_SQL, { json: JSON.stringify(await withOwnSecrets(session, saved)), username });
  if (deleted.length > 0) {
    await session.run(
      `DELETE d
       FROM platform.definition AS d
       JOIN OPENJSON(@json) WITH (kind varchar(32), code nvarchar(64)) AS p ON p.kind = d.kind AND p.code = d.code;`,
      { json: JSON.stringify(deleted) },
    );
  }
  await sign(session, null);
}

interface DefinitionRow {
  readonly kind: string;
  readonly code: string;
  readonly body: string;
}

function rowOf({ name, after = '' }: PlannedItem): DefinitionRow {
  const [kind = '', ...code] = name.split('/');
  return { kind, code: code.join('/'), body: after.trimEnd() };
}

/** A package does not carry the default of a secret setting, so the one that is here stays. */
async function withOwnSecrets(session: SqlSession, rows: readonly DefinitionRow[]): Promise<DefinitionRow[]> {
  if (!rows.some(({ kind }) => kind === 'setting')) return [...rows];
  const [set] = await session.run(`SELECT code, body FROM platform.definition WHERE kind = 'setting';`);
  const here = new Map(
    (set?.rows ?? []).map((row) => [String(row.code).toLowerCase(), JSON.parse(String(row.body)) as Record<string, unknown>]),
  );
  return rows.map((row) => {
    const own = here.get(row.code.toLowerCase())?.default;
    const body = JSON.parse(row.body) as Record<string, unknown>;
    if (row.kind !== 'setting' || !isKindName(row.kind) || body.isSecret !== true || own === undefined) return row;
    return { ...row, body: formatBody(row.kind, { ...body, default: own }) };
  });
}

/** What the trigger writes into the history. */
async function sign(session: SqlSession, comment: string | null): Promise<void> {
  await session.run(`EXEC sys.sp_set_session_context @key = N'definition.comment', @value = @comment;`, { comment });
}

const SAVE_SQL = `
UPDATE d
SET body = p.body, draft = NULL, draftBy = NULL, draftAt = NULL, updatedBy = @username
FROM platform.definition AS d
JOIN OPENJSON(@json) WITH (kind varchar(32), code nvarchar(64), body nvarchar(max)) AS p ON p.kind = d.kind AND p.code = d.code;
INSERT INTO platform.definition (kind, code, body, updatedBy)
SELECT p.kind, p.code, p.body, @username
FROM OPENJSON(@json) WITH (kind varchar(32), code nvarchar(64), body nvarchar(max)) AS p
WHERE NOT EXISTS (SELECT 1 FROM platform.definition AS d WHERE d.kind = p.kind AND d.code = p.code);`;
