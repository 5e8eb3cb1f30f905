// A plan as the browser gets it: every text that will run, the remarks in the reader's language at their places, and a stamp by which the
// server knows that what runs is what was shown.

import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { localText } from '../../metadata/local-text.ts';
import type { Lang } from '../../renderer/locale.ts';
import { sendRefused } from '../answers.ts';
import { findText } from '../texts.ts';
import type { PlanFailed } from './apply.ts';
import type { Plan } from './plan.ts';
import type { SpecFinding } from './spec.ts';

export interface ShownFinding {
  readonly severity: 'error' | 'warning';
  readonly place: string;
  readonly text: string;
}

export interface ShownPlan {
  readonly findings: readonly ShownFinding[];
  readonly statements: readonly string[];
  readonly modules: readonly {
    readonly name: string;
    readonly sql: string;
    readonly present?: string;
    readonly missed?: readonly string[];
  }[];
  readonly definitions: readonly { readonly kind: string; readonly code: string; readonly isNew: boolean; readonly body: string }[];
  readonly stamp: string;
}

export interface ShownFailure {
  readonly part: string;
  readonly index: number;
  readonly line?: number | undefined;
  readonly message: string;
}

function isReady({ findings, problems }: Plan): boolean {
  return problems.length === 0 && !findings.some(({ severity }) => severity === 'error');
}

export function showPlan(plan: Plan, lang: Lang): ShownPlan {
  return {
    findings: [
      ...plan.findings.map((finding) => ({ severity: finding.severity, place: finding.place, text: findingText(finding, lang) })),
      ...plan.problems.map(({ kind, code, pointer, message }) => ({
        severity: 'error' as const,
        place: '',
        text: `${kind} ${code} ${pointer}: ${localText(message, lang)}`,
      })),
    ],
    statements: plan.statements,
    modules: plan.modules.map(({ name, sql, present, missed }) => ({
      name,
      sql,
      ...(present !== undefined && { present }),
      ...(missed !== undefined && { missed: missed.map((lines) => lines.join('\n')) }),
    })),
    definitions: plan.definitions.map(({ kind, code, expectedVersion, body }) => ({ kind, code, isNew: expectedVersion === 0, body })),
    stamp: stampOf(plan),
  };
}

/** Changes with anything that would run. */
function stampOf({ statements, modules, definitions }: Pick<Plan, 'statements' | 'modules' | 'definitions'>): string {
  const texts = [
    statements,
    modules.map(({ name, sql }) => [name, sql]),
    definitions.map(({ kind, code, body, expectedVersion }) => [kind, code, expectedVersion, body]),
  ];
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 32);
}

/** 422 when there is something to put right, 409 when the plan is not the one that was shown. */
export function refusePlan(reply: FastifyReply, plan: Plan, { lang, stamp }: { lang: Lang; stamp: string }): FastifyReply | undefined {
  if (!isReady(plan)) return sendRefused(reply, { status: 422, data: { plan: showPlan(plan, lang) } });
  if (stampOf(plan) !== stamp) return sendRefused(reply, { status: 409, data: { plan: showPlan(plan, lang), isChanged: true } });
  return undefined;
}

export function refuseFailure(reply: FastifyReply, { part, index, line, message, isConflict }: PlanFailed, lang: Lang): FastifyReply {
  const text = isConflict ? (findText(lang, 'wizard.changedMeanwhile', { name: message }) ?? message) : message;
  const failure: ShownFailure = { part, index, line, message: text };
  return sendRefused(reply, { status: isConflict ? 409 : 422, data: { failure } });
}

function findingText({ text, params }: SpecFinding, lang: Lang): string {
  return findText(lang, `wizard.finding_${text}`, params) ?? text;
}
