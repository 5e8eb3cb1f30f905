// Logging in: the checks of the protocol and the password, and the answer that opens the session.

import { createHash, timingSafeEqual } from 'node:crypto';
import type { ClientSession, SessionHost } from '../execution/client.ts';
import { isSa } from '../catalog/security/logins.ts';
import type { SqlError } from '../types/errors.ts';
import { notSupported, sqlError } from '../types/errors.ts';
import type { Login7 } from './login7.ts';
import { FEATURE } from './login7.ts';
import { DEFAULT_PACKET_SIZE, LARGEST_PACKET_SIZE, SMALLEST_PACKET_SIZE } from './packet.ts';
import type { PacketWriter } from './packet-writer.ts';
import { ProtocolError } from './protocol-error.ts';
import {
  DONE_STATUS,
  ENVIRONMENT,
  TOKEN,
  writeCollationChange,
  writeDone,
  writeFeaturesAcknowledged,
  writeLoginAcknowledged,
  writeMessage,
  writeTextChange,
} from './tokens.ts';
import type { TdsVersion } from './version.ts';
import { negotiateVersion } from './version.ts';

export interface LoginContext {
  /** The password of `sa`; the other logins are the host's. */
  readonly password: string;
  readonly host: SessionHost;
  readonly clientAddress: string;
}

/** The version to speak; throws for clients before 7.1. */
export const loginVersion = (login: Login7): TdsVersion => {
  const version = negotiateVersion(login.tdsVersion);
  if (version === undefined) throw new ProtocolError(17832, `TDS version 0x${login.tdsVersion.toString(16)}`);
  return version;
};

/** Throws 18456 for a login that is not there, is disabled, or has another password: the client is not told which. */
export const authenticate = async (login: Login7, { password, host }: LoginContext): Promise<void> => {
  if (login.isIntegrated) throw sqlError(18452);
  const isRight = isSa(login.user) ? isSameText(login.password, password) : await host.verify?.(login.user, login.password);
  if (!isRight) throw sqlError(18456, login.user);
};

/** Opens the session of a login that is who it says, or throws what the client is to be told. */
export const openSession = (login: Login7, context: LoginContext): ClientSession => {
  if (login.wantsPasswordChange) throw notSupported('Changing the password at login');
  if (login.attachDatabaseFile !== '') throw notSupported('Attaching a database file at login');
  return context.host.login({
    user: login.user,
    database: login.database,
    language: login.language,
    hostName: login.hostName,
    applicationName: login.applicationName,
    clientAddress: context.clientAddress,
  });
};

const isSameText = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf16le').digest();

/** The size of packets from the login on. */
export const negotiatePacketSize = (requested: number): number =>
  requested === 0 ? DEFAULT_PACKET_SIZE : Math.min(LARGEST_PACKET_SIZE, Math.max(SMALLEST_PACKET_SIZE, requested));

/** The answer to a login that succeeded, in the order of SQL Server. */
export const writeLoginAnswer = (out: PacketWriter, version: TdsVersion, login: Login7, session: ClientSession): void => {
  const info = (number: 5701 | 5703, value: string): void =>
    writeMessage(out, version, TOKEN.info, {
      number,
      severity: 0,
      state: 1,
      text: sqlError(number, value).message,
      line: 1,
      procedure: '',
    });
  writeTextChange(out, ENVIRONMENT.database, session.database, 'master');
  info(5701, session.database);
  writeCollationChange(out);
  writeTextChange(out, ENVIRONMENT.language, session.language, '');
  info(5703, session.language);
  writeLoginAcknowledged(out, version);
  // An acknowledgement of nothing would be a protocol error to clients.
  if (version.has74 && login.features.includes(FEATURE.utf8Support)) {
    writeFeaturesAcknowledged(out, [[FEATURE.utf8Support, Uint8Array.of(1)]]);
  }
  writeTextChange(out, ENVIRONMENT.packetSize, String(negotiatePacketSize(login.packetSize)), String(DEFAULT_PACKET_SIZE));
  writeDone(out, version, { token: TOKEN.done, status: DONE_STATUS.final, command: 0, rowCount: 0 });
};

/** The answer to a login that failed: SQL Server follows any other reason with 18456. */
export const writeLoginFailure = (out: PacketWriter, version: TdsVersion, login: Login7, error: SqlError): void => {
  const errors = error.number === 4060 || error.number === 4064 ? [error, sqlError(18456, login.user)] : [error];
  for (const { number, severity, state, message } of errors) {
    writeMessage(out, version, TOKEN.error, { number, severity, state, text: message, line: 1, procedure: '' });
  }
  writeDone(out, version, { token: TOKEN.done, status: DONE_STATUS.error, command: 0, rowCount: 0 });
};
