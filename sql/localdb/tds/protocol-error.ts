// The one class for a client that breaks the protocol: the connection gets an error token of severity 20 and is closed.
// Bad values inside a well-formed message are not this but `InvalidWireValue`, which ends only their request.

import type { ErrorNumber } from '../types/errors.ts';
import { ERRORS, SqlError } from '../types/errors.ts';

/** The byte stream can't be followed any further. */
export class ProtocolError extends SqlError {
  /** What was wrong, for the server's own eyes; the client gets SQL Server's text. */
  readonly detail: string;
  constructor(number: ErrorNumber, detail: string) {
    super(number, 20, 1, ERRORS[number][1]);
    this.name = 'ProtocolError';
    this.detail = detail;
  }
}

/** A read beyond the end of a message, or, while a bulk load arrives, beyond what has arrived. */
export class EndOfData extends ProtocolError {
  constructor() {
    super(17836, 'the message ends within a value');
    this.name = 'EndOfData';
  }
}

export type InvalidWireReason = 'type' | 'length' | 'value';

/** A type or value that SQL Server refuses; whoever knows the parameter or column makes the client's error of it. */
export class InvalidWireValue extends Error {
  readonly reason: InvalidWireReason;
  /** The type's byte in TYPE_INFO. */
  readonly typeId: number;
  readonly typeName: string;
  constructor(reason: InvalidWireReason, typeId: number, typeName = '') {
    super(`invalid ${reason} of wire type 0x${typeId.toString(16)}`);
    this.name = 'InvalidWireValue';
    this.reason = reason;
    this.typeId = typeId;
    this.typeName = typeName;
  }
}
