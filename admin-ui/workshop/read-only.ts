// Whether a script can do nothing but read: then it runs without the password. When in doubt it cannot.

import { splitBatches } from '../../sql/migration-files.ts';
import { tokensOf } from './tokens.ts';

const BEGINNINGS: ReadonlySet<string> = new Set(['SELECT', 'WITH', 'DECLARE', 'SET', 'PRINT', 'IF', ';']);

const CHANGING: ReadonlySet<string> = new Set(
  `INSERT UPDATE DELETE MERGE INTO TRUNCATE CREATE ALTER DROP EXEC EXECUTE GRANT REVOKE DENY BACKUP RESTORE COMMIT ROLLBACK SAVE TRAN
   TRANSACTION KILL SHUTDOWN DBCC BULK OPENROWSET OPENQUERY OPENDATASOURCE WRITETEXT UPDATETEXT RECONFIGURE ENABLE DISABLE USE REVERT
   RECEIVE SEND CHECKPOINT NEXT SP_EXECUTESQL XP_CMDSHELL WAITFOR DENY ADD RENAME GOTO CALL`.split(/\s+/),
);

/** True for scripts of SELECT, DECLARE, SET, PRINT and IF alone. */
export function isReadOnlyScript(text: string): boolean {
  return splitBatches(text).every((batch) => {
    const tokens = tokensOf(batch.text);
    const first = tokens[0];
    if (first === undefined) return true;
    return BEGINNINGS.has(first.value) && tokens.every(({ kind, value }) => kind !== 'word' || !CHANGING.has(value));
  });
}
