// What a check has to say about a definition: where, how bad, and in clear words in both languages.

/** One remark of a check. `pointer` is a JSON pointer into the definition's body; '' is the whole. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly kind: string;
  readonly code: string;
  readonly pointer: string;
  readonly message: FindingMessage;
  /** The procedure that is missing: `dbo.fm_order_saveItem`. */
  readonly procedure?: string;
}

export interface FindingMessage {
  readonly en: string;
  readonly ru: string;
}

/** A remark before it is known whose definition it is about. */
export interface Problem {
  readonly pointer: string;
  readonly message: FindingMessage;
  readonly severity?: 'error' | 'warning';
}

export function toFinding(problem: Problem, of: { kind: string; code: string }): Finding {
  return { severity: problem.severity ?? 'error', ...of, pointer: problem.pointer, message: problem.message };
}

/** A step of a JSON pointer (RFC 6901). */
export function step(name: string | number): string {
  return `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** One line for a log: `form order /fields/2/code: …`. */
export function describeFinding(finding: Finding): string {
  return `${finding.kind} ${finding.code} ${finding.pointer || '/'}: ${finding.message.en}`;
}
