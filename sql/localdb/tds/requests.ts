// From a request's message to the session: batches, procedures, transactions, bulk loads.

import type { ClientSession, ResponseSink, RpcParameter, SessionHost } from '../execution/client.ts';
import { CURRENT_COMMAND } from '../execution/client.ts';
import { sqlError } from '../types/errors.ts';
import { skipAllHeaders } from './all-headers.ts';
import type { BulkLoadReader } from './bulk-load-reader.ts';
import { ByteReader } from './byte-reader.ts';
import { PACKET } from './packet.ts';
import { ProtocolError } from './protocol-error.ts';
import { readRpcCalls } from './rpc-request.ts';
import { readTransactionRequest } from './transaction-request.ts';
import type { TdsVersion } from './version.ts';

/** Our own procedure for `npm run localdb -- backup FILE`. */
export const BACKUP_PROCEDURE = 'localdb_backup';

export interface RequestContext {
  readonly session: ClientSession;
  readonly host: SessionHost;
  readonly version: TdsVersion;
  readonly isCancelled: () => boolean;
}

/** Runs a whole message's request. */
export const runRequest = async (type: number, message: Buffer, sink: ResponseSink, context: RequestContext): Promise<void> => {
  const from = new ByteReader(message);
  if (context.version.has72) skipAllHeaders(from);
  switch (type) {
    case PACKET.sqlBatch: {
      if (from.remaining % 2 !== 0) throw new ProtocolError(17836, 'a batch of half characters');
      return context.session.batch(from.ucs2(from.remaining / 2), sink);
    }
    case PACKET.rpc:
      for (const { name, parameters } of readRpcCalls(from, context.version)) {
        if (context.isCancelled()) return;
        if (name.toLowerCase() === BACKUP_PROCEDURE && context.host.backup !== undefined) await runBackup(context, parameters, sink);
        else await context.session.procedure(name, parameters, sink);
      }
      return;
    case PACKET.transactionManager:
      return context.session.transaction(readTransactionRequest(from), sink);
    default:
      throw new ProtocolError(17836, `packet type ${type} after the login`);
  }
};

const runBackup = async ({ host, session }: RequestContext, parameters: readonly RpcParameter[], sink: ResponseSink): Promise<void> => {
  // It writes any file that the server may write.
  if (!session.isSysadmin) throw sqlError(262, 'BACKUP DATABASE', session.database);
  const file = parameters[0]?.value;
  if (file?.kind !== 'scalar' || typeof file.value !== 'string') throw sqlError(201, BACKUP_PROCEDURE, '@file');
  await host.backup?.(file.value);
  sink.returnStatus(0);
  sink.done('procedure', undefined, false, CURRENT_COMMAND.none);
};

/** Runs a bulk load while its rows arrive; what the session leaves unread is dropped. */
export const runBulkLoad = async (reader: BulkLoadReader, sink: ResponseSink, session: ClientSession): Promise<void> => {
  try {
    await session.bulkLoad(await reader.load(), sink);
  } finally {
    await reader.discard();
  }
};
