// Runs a check: calls `chk_{code}` as the platform itself (@username is NULL, so nobody's own rows), once for each language that the
// procedure speaks, stores what it found and tells of what is new. One process runs a check at a time.

import type { CheckDefinition, Severity } from '../../metadata/kinds/check.ts';
import { severities } from '../../metadata/kinds/check.ts';
import { LANGUAGES, localText, t } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import { safeUrl } from '../../renderer/html.ts';
import { ProcedureMissing } from '../../sql/errors.ts';
import { callProcedure, cell } from '../../sql/procedures.ts';
import type { Row } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';
import type { App } from '../app.ts';
import { columnText } from '../form/values.ts';
import { runJob } from '../jobs.ts';
import type { Job } from '../jobs.ts';
import { enqueueRows } from '../outbox/enqueue.ts';
import { describe } from '../trace.ts';

export interface NamedCheck {
  readonly code: string;
  readonly definition: CheckDefinition;
}

export interface CheckOutcome {
  readonly violations: number;
  /** Those that the run before did not see. */
  readonly fresh: number;
}

/** What is kept of a violation in one language. */
export interface ViolationBody {
  readonly text: string;
  readonly columns: Readonly<Record<string, string>>;
}

interface Violation {
  readonly key: string;
  readonly itemID: string | null;
  readonly severity: Severity;
  readonly url: string | null;
  readonly body: Partial<Record<Lang, ViolationBody>>;
  readonly ord: number;
}

const LONGEST_KEY = 190;

/** The check as work for the clock or for a person (`startedBy`). */
export function checkJob(check: NamedCheck, startedBy: string | null, onEnd?: (outcome: CheckOutcome) => void): Job {
  return {
    code: `check.${check.code}`.slice(0, 64),
    async work(app) {
      const outcome = await runAndStore(app, check, startedBy);
      onEnd?.(outcome);
      return { rows: outcome.violations, message: outcome.fresh === 0 ? '' : `new: ${outcome.fresh}` };
    },
  };
}

/** Runs the check now; undefined when another process (or person) is running it. Throws when the procedure fails, after noting it. */
export async function runCheck(app: App, check: NamedCheck, startedBy: string): Promise<CheckOutcome | undefined> {
  let outcome: CheckOutcome | undefined;
  await runJob(
    app,
    checkJob(check, startedBy, (ended) => {
      outcome = ended;
    }),
  );
  return outcome;
}

/** With its schema: `dbo.chk_order-paid`. */
export function checkProcedure({ code, definition }: NamedCheck): string {
  return `${definition.schema}.${definition.procedure ?? `chk_${code}`}`;
}

async function runAndStore(app: App, check: NamedCheck, startedBy: string | null): Promise<CheckOutcome> {
  const { code } = check;
  const started = performance.now();
  // The lease is ours, so whoever began a run and did not end it is gone.
  const [made] = await runSql(
    app.db,
    `UPDATE platform.check_run SET status = 'failed', finished = SYSUTCDATETIME(), message = N'interrupted' WHERE code = @code AND status = 'running';
     INSERT INTO platform.check_run (code, startedBy) OUTPUT inserted.id VALUES (@code, @startedBy);`,
    { code, startedBy },
  );
  const runID = String(cell(made?.rows[0], 'id'));
  try {
    const { violations, total } = await findViolations(app, check);
    const [stored] = await runSql(app.db, 'EXEC platform.check_store @runID = @runID, @rows = @rows, @total = @total, @ms = @ms;', {
      runID,
      rows: JSON.stringify(violations),
      total,
      ms: Math.round(performance.now() - started),
    });
    const fresh = stored?.rows ?? [];
    if (fresh.length > 0) await notify(app, check, { fresh, startedBy });
    await app.events.publish(`check:${code}`, { violations: total });
    return { violations: total, fresh: fresh.length };
  } catch (error) {
    await runSql(
      app.db,
      "UPDATE platform.check_run SET finished = SYSUTCDATETIME(), status = 'failed', message = @message, ms = @ms WHERE id = @runID;",
      { runID, message: describe(error).slice(0, 1000), ms: Math.round(performance.now() - started) },
    );
    throw error;
  }
}

async function findViolations(app: App, check: NamedCheck): Promise<{ violations: readonly Violation[]; total: number }> {
  const name = checkProcedure(check);
  const signature = await app.db.signatures.signatureOf(name);
  if (signature === undefined) throw new ProcedureMissing(name);
  const speaks = signature.parameters.some((parameter) => ['lang', 'langid'].includes(parameter.name.toLowerCase()));
  const found = new Map<string, Violation>();
  let total = 0;
  for (const lang of speaks ? LANGUAGES : (['en'] as const)) {
    const result = await callProcedure(app.db, {
      name,
      values: { username: null, lang, langID: lang },
      context: { username: '', userID: null, roles: '', traceID: '' },
      isRead: true,
      timeoutMs: check.definition.timeLimitSeconds * 1000,
    });
    const rows = result.sets[0]?.rows ?? [];
    if (lang === 'en') total = rows.length;
    addRows(found, rows.slice(0, check.definition.maxRows), { check, lang });
  }
  return { violations: [...found.values()], total };
}

/** Texts of a further language join the violation that is known; one that came meanwhile waits for the next run. */
function addRows(found: Map<string, Violation>, rows: readonly Row[], { check, lang }: { check: NamedCheck; lang: Lang }): void {
  const times = new Map<string, number>();
  rows.forEach((row, ord) => {
    const text = (name: string): string => columnText(cell(row, name)).trim();
    const base = (text('key') || text('itemID') || text('text')).toLowerCase().slice(0, LONGEST_KEY);
    const time = (times.get(base) ?? 0) + 1;
    times.set(base, time);
    const key = time === 1 ? base : `${base}#${time}`;
    const columns = Object.fromEntries(check.definition.columns.map((column) => [column.code, text(column.code)]));
    const body = { [lang]: { text: text('text').slice(0, 2000), columns } };
    const known = found.get(key);
    if (known !== undefined) found.set(key, { ...known, body: { ...known.body, ...body } });
    else if (lang === 'en') {
      const own = text('severity');
      const url = safeUrl(text('url'));
      found.set(key, {
        key,
        itemID: text('itemID').slice(0, 64) || null,
        severity: Object.hasOwn(severities, own) ? (own as Severity) : check.definition.severity,
        url: url === '' || url === '#' ? null : url.slice(0, 1000),
        body,
        ord,
      });
    }
  });
}

/** One notification for all that is new, with the first of them by name. */
async function notify(
  app: App,
  { code, definition }: NamedCheck,
  { fresh, startedBy }: { fresh: readonly Row[]; startedBy: string | null },
): Promise<void> {
  const { notify: rule } = definition;
  if (rule === undefined) return;
  const texts = fresh.slice(0, 2).map((row) => bodyOf(cell(row, 'body'), rule.lang).text);
  const text = t(rule.lang, 'check.fresh', {
    title: localText(rule.lang, definition.title),
    count: fresh.length,
    texts: texts.join('; ') + (fresh.length > texts.length ? '…' : ''),
  });
  const row = {
    type: 'notification',
    to: rule.to,
    text,
    typeCode: rule.type ?? '',
    url: rule.url ?? '',
    except: startedBy ?? '',
    additional: JSON.stringify({ check: code, count: String(fresh.length) }),
  };
  await enqueueRows(app, [row], { createdBy: null, traceID: null });
}

/** The stored body in the language, else in the other one. */
export function bodyOf(stored: unknown, lang: Lang): ViolationBody {
  const parsed = JSON.parse(typeof stored === 'string' ? stored : '{}') as Violation['body'];
  return parsed[lang] ?? parsed[lang === 'ru' ? 'en' : 'ru'] ?? { text: '', columns: {} };
}
