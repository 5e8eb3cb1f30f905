// Letters that the platform has put into the outbox for an address, as the tests read them.

import type { Database } from '../../../sql/connection.ts';
import { runSql } from '../../../sql/query.ts';

export interface WaitingLetter {
  readonly subject: string;
  readonly body: string;
  /** The first address in the letter that leads to this path. */
  link(path: string): string;
}

const PATIENCE_MS = 5000;
const STEP_MS = 25;

/** Letters to the address, oldest first, once there are at least `least`. */
export async function lettersTo(db: Database, address: string, least = 1): Promise<WaitingLetter[]> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const [set] = await runSql(db, "SELECT payload FROM platform.outbox WHERE JSON_VALUE(payload, '$.to') = @address ORDER BY id;", {
      address: `mailto:${address}`,
    });
    const rows = set?.rows ?? [];
    if (rows.length >= least || Date.now() > until) return rows.map((row) => letter(String(row.payload)));
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}

function letter(payload: string): WaitingLetter {
  const { subject, body } = JSON.parse(payload) as { subject: string; body: string };
  return {
    subject,
    body,
    link(path) {
      const found = [...body.matchAll(/href="([^"]+)"/g)].map(([, url]) => url ?? '').find((url) => new URL(url).pathname.startsWith(path));
      if (found === undefined) throw new Error(`the letter "${subject}" has no link to ${path}: ${body}`);
      return found;
    },
  };
}
