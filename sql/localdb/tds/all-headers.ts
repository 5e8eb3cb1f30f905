// ALL_HEADERS (MS-TDS 2.2.5.3), before every request from version 7.2 on. Without MARS a connection has one
// transaction at most, so the headers say nothing that the session doesn't know; they are checked and stepped over.

import type { ByteReader } from './byte-reader.ts';
import { ProtocolError } from './protocol-error.ts';

const TRANSACTION_DESCRIPTOR = 2;

export const skipAllHeaders = (from: ByteReader): void => {
  const start = from.position;
  const total = from.uint32();
  if (total < 4 || start + total > from.end) throw new ProtocolError(17836, `ALL_HEADERS of ${total} bytes`);
  const end = start + total;
  while (from.position < end) {
    const at = from.position;
    const length = from.uint32();
    const type = from.uint16();
    if (length < 6 || at + length > end) throw new ProtocolError(17836, `header of ${length} bytes`);
    if (type === TRANSACTION_DESCRIPTOR && length !== 18) throw new ProtocolError(17836, 'transaction descriptor header');
    from.position = at + length;
  }
};
