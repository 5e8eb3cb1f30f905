// The switch that lets a session change rows by hand: off by itself after half an hour.

import type { RequestContext } from '../../engine/request-context.ts';
import { runSql } from '../../sql/query.ts';

const LASTS_MINUTES = 30;

export async function isEditOn({ app, visitor }: RequestContext): Promise<boolean> {
  const [set] = await runSql(
    app.db,
    'SELECT 1 AS isOn FROM platform.session WHERE id = @id AND revokedAt IS NULL AND dataEditUntil > SYSUTCDATETIME();',
    {
      id: visitor.sessionID,
    },
  );
  return (set?.rows.length ?? 0) > 0;
}

export async function setEdit({ app, visitor }: RequestContext, isOn: boolean): Promise<void> {
  await runSql(
    app.db,
    'UPDATE platform.session SET dataEditUntil = CASE WHEN @isOn = 1 THEN DATEADD(minute, @minutes, SYSUTCDATETIME()) END WHERE id = @id;',
    { id: visitor.sessionID, isOn, minutes: LASTS_MINUTES },
  );
}
