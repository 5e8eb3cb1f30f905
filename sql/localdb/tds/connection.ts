// One client's connection: its states from PRELOGIN to the end, one request after another, attention at any time.
//
// Promises: nothing that a client sends ends the server; before the login little memory and time is given; every
// message gets one response, an attention its own; however the connection ends, its session is closed once.

import type { Socket } from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';
import type { ClientSession, SessionHost } from '../execution/client.ts';
import { SqlError } from '../types/errors.ts';
import { BulkLoadReader } from './bulk-load-reader.ts';
import { authenticate, loginVersion, negotiatePacketSize, openSession, writeLoginAnswer, writeLoginFailure } from './login.ts';
import { readLogin7 } from './login7.ts';
import type { Login7 } from './login7.ts';
import { MessageAssembler, PACKET, PacketReader, STATUS } from './packet.ts';
import { PacketWriter } from './packet-writer.ts';
import { negotiateEncryption, preloginAnswer, readPrelogin } from './prelogin.ts';
import { EndOfData, ProtocolError } from './protocol-error.ts';
import { runBulkLoad, runRequest } from './requests.ts';
import { Response } from './response.ts';
import { secureSocket, TlsTransport } from './tls-transport.ts';
import { DONE_STATUS, TOKEN, writeDone, writeMessage } from './tokens.ts';
import type { TdsVersion } from './version.ts';
import { tds74 } from './version.ts';

export interface ConnectionOptions {
  readonly host: SessionHost;
  /** The password of `sa`. */
  readonly password: string;
  readonly tls: SecureContext | undefined;
  /** Largest request message in bytes. */
  readonly messageLimit: number;
  /** Milliseconds from the connection to the login's success. */
  readonly loginTimeout: number;
  readonly onClose: (connection: Connection) => void;
}

/** Largest message before the login. */
const LOGIN_MESSAGE_LIMIT = 128 * 1024;
/** How long a client that broke the protocol may take to fetch the error. */
const LINGER_MS = 500;

type State = 'prelogin' | 'login' | 'authenticating' | 'ready' | 'closing' | 'closed';

interface StartedRequest {
  readonly type: number;
  /** Status bits of its packets. */
  readonly flags: number;
  readonly bulkLoad?: BulkLoadReader;
}

interface RunningRequest {
  readonly response: Response;
  readonly bulkLoad: BulkLoadReader | undefined;
  /** The client sent an attention, which wants an answer of its own. */
  hasAttention: boolean;
}

export class Connection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #out: PacketWriter;
  readonly #packets: PacketReader;
  readonly #message = new MessageAssembler();
  readonly #loginTimer: NodeJS.Timeout;
  readonly #isOpen = (): boolean => this.#state !== 'closing' && this.#state !== 'closed';
  #state: State = 'prelogin';
  #version: TdsVersion = tds74;
  #session: ClientSession | undefined;
  #running: RunningRequest | undefined;
  #transport: TlsTransport | undefined;
  #secure: TLSSocket | undefined;
  #isLoginEncryptedOnly = false;
  readonly #closed = Promise.withResolvers<void>();

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#out = new PacketWriter(socket);
    this.#packets = new PacketReader((type, status, payload) => this.#onPacket(type, status, payload));
    this.#loginTimer = setTimeout(() => this.destroy(), options.loginTimeout);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => this.destroy());
    socket.on('close', () => this.#onClosed());
  }

  /** Ends the connection at once. */
  destroy(): void {
    this.#socket.destroy();
    this.#onClosed();
  }

  /** Resolves when the session is closed too. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  #onClosed(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    clearTimeout(this.#loginTimer);
    this.#secure?.destroy();
    this.#transport?.destroy();
    this.#message.clear();
    const running = this.#running;
    running?.response.cancel();
    running?.bulkLoad?.fail(new EndOfData());
    this.#out.release();
    const ended = (): void => {
      this.#options.onClose(this);
      this.#closed.resolve();
    };
    (this.#session?.close() ?? Promise.resolve()).then(ended, ended);
  }

  #receive(chunk: Buffer): void {
    try {
      if (this.#transport !== undefined) this.#transport.receive(chunk);
      else this.#packets.feed(chunk, this.#isOpen);
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** A protocol error: the client is told if it still listens, and the connection ends. */
  #refuse(error: unknown): void {
    if (!this.#isOpen()) return;
    const running = this.#running;
    const failure = error instanceof SqlError ? error : new ProtocolError(17836, String(error));
    running?.response.cancel();
    running?.bulkLoad?.fail(failure);
    this.#session?.cancel();
    const { number, severity, state, message } = failure;
    writeMessage(this.#out, this.#version, TOKEN.error, { number, severity, state, text: message, line: 1, procedure: '' });
    writeDone(this.#out, this.#version, { token: TOKEN.done, status: DONE_STATUS.error, command: 0, rowCount: 0 });
    this.#out.endMessage();
    this.#end();
  }

  /** Sends what was written and ends; what the client still sends is not looked at. */
  #end(): void {
    this.#state = 'closing';
    this.#message.clear();
    (this.#secure ?? this.#socket).end();
    setTimeout(() => this.destroy(), LINGER_MS).unref();
  }

  #onPacket(type: number, status: number, payload: Buffer): void {
    if (type === PACKET.attention) {
      this.#onAttention();
      return;
    }
    if (type === PACKET.bulkLoad && this.#state === 'ready') {
      this.#onBulkLoadPacket(status, payload);
      return;
    }
    const limit = this.#state === 'ready' ? this.#options.messageLimit : LOGIN_MESSAGE_LIMIT;
    const message = this.#message.add(type, status, payload, limit);
    if (message === undefined) return;
    const flags = this.#message.status;
    this.#message.clear();
    if (this.#state === 'prelogin' && type === PACKET.prelogin) this.#onPrelogin(message);
    else if ((this.#state === 'prelogin' || this.#state === 'login') && type === PACKET.login7) this.#onLogin(message);
    else if (this.#state === 'ready' && type !== PACKET.login7 && type !== PACKET.prelogin) this.#onRequest(type, flags, message);
    else throw new ProtocolError(17836, `packet type ${type} in state ${this.#state}`);
  }

  #onPrelogin(message: Buffer): void {
    const { tls } = this.#options;
    const { mode, answer } = negotiateEncryption(readPrelogin(message).encryption, tls !== undefined);
    this.#out.bytes(preloginAnswer(answer));
    this.#out.endMessage();
    this.#state = 'login';
    if (mode !== 'none' && tls !== undefined) this.#startTls(tls, mode === 'login');
  }

  #startTls(context: SecureContext, isLoginOnly: boolean): void {
    const transport = new TlsTransport(this.#socket);
    const secure = secureSocket(transport, context);
    secure.on('data', (chunk) => {
      try {
        this.#packets.feed(chunk, this.#isOpen);
      } catch (error) {
        this.#refuse(error);
      }
    });
    secure.on('error', () => this.destroy());
    transport.on('error', () => this.destroy());
    secure.on('close', () => this.destroy());
    this.#transport = transport;
    this.#secure = secure;
    this.#isLoginEncryptedOnly = isLoginOnly;
    this.#out.redirect(secure);
  }

  /** After a login whose encryption was for the login alone, both sides go on in the clear. */
  #leaveTls(): void {
    if (!this.#isLoginEncryptedOnly) return;
    const secure = this.#secure;
    this.#transport = undefined;
    this.#secure = undefined;
    this.#out.redirect(this.#socket);
    // Not closed: closing would send an alert into the plain stream.
    secure?.removeAllListeners();
    secure?.on('error', () => {});
  }

  #onLogin(message: Buffer): void {
    const login = readLogin7(message);
    const version = loginVersion(login);
    this.#version = version;
    this.#leaveTls();
    this.#state = 'authenticating';
    this.#logIn(login, version).catch((error: unknown) => this.#refuse(error));
  }

  async #logIn(login: Login7, version: TdsVersion): Promise<void> {
    const { host, password } = this.#options;
    const context = { host, password, clientAddress: this.#socket.remoteAddress ?? '' };
    try {
      await authenticate(login, context);
      // The client may be gone by now.
      if (!this.#isOpen()) return;
      const session = openSession(login, context);
      this.#session = session;
      this.#out.sessionId = session.id;
      clearTimeout(this.#loginTimer);
      this.#state = 'ready';
      writeLoginAnswer(this.#out, version, login, session);
      this.#out.endMessage();
      this.#out.packetSize = negotiatePacketSize(login.packetSize);
    } catch (error) {
      if (!this.#isOpen()) return;
      if (!(error instanceof SqlError) || error instanceof ProtocolError) throw error;
      writeLoginFailure(this.#out, version, login, error);
      this.#out.endMessage();
      this.#end();
    }
  }

  #onAttention(): void {
    if (this.#state !== 'ready') throw new ProtocolError(17836, 'an attention before the login');
    // A message that was begun is given up.
    this.#message.clear();
    const running = this.#running;
    if (running === undefined) {
      this.#acknowledgeAttention();
      return;
    }
    running.hasAttention = true;
    this.#cancel(running);
  }

  #cancel(running: RunningRequest): void {
    running.response.cancel();
    this.#session?.cancel();
    running.bulkLoad?.fail(new EndOfData());
  }

  #acknowledgeAttention(): void {
    writeDone(this.#out, this.#version, { token: TOKEN.done, status: DONE_STATUS.attention, command: 0, rowCount: 0 });
    this.#out.endMessage();
  }

  #onRequest(type: number, flags: number, message: Buffer): void {
    if ((flags & STATUS.ignore) !== 0) {
      // Given up by the client, which still waits for a response.
      this.#start({ type, flags }, async (response) => response.cancel());
      return;
    }
    this.#start({ type, flags }, (response, session) =>
      runRequest(type, message, response, {
        session,
        host: this.#options.host,
        version: this.#version,
        isCancelled: () => response.isCancelled,
      }),
    );
  }

  #onBulkLoadPacket(status: number, payload: Buffer): void {
    let reader = this.#running?.bulkLoad;
    if (reader === undefined) {
      if (this.#running?.hasAttention === true) return;
      if (this.#message.type !== undefined) throw new ProtocolError(17836, 'a bulk load within another message');
      const created = new BulkLoadReader({
        version: this.#version,
        limit: this.#options.messageLimit,
        pause: () => this.#socket.pause(),
        resume: () => this.#socket.resume(),
      });
      reader = created;
      this.#start({ type: PACKET.bulkLoad, flags: status, bulkLoad: created }, (response, session) =>
        runBulkLoad(created, response, session),
      );
    }
    const running = this.#running;
    if ((status & STATUS.ignore) !== 0 && running !== undefined) this.#cancel(running);
    else reader.push(payload, (status & STATUS.endOfMessage) !== 0);
  }

  /** Runs a request and ends its response. A client that sends a second one meanwhile breaks the protocol: there is no MARS. */
  #start(request: StartedRequest, run: (response: Response, session: ClientSession) => Promise<void>): void {
    const session = this.#session;
    if (session === undefined || this.#running !== undefined) throw new ProtocolError(17836, 'a request before the end of another');
    const response = new Response(
      this.#out,
      this.#version,
      { onFatalError: () => this.#afterFatalError() },
      request.type === PACKET.rpc ? 'procedure' : 'done',
    );
    const running: RunningRequest = { response, bulkLoad: request.bulkLoad, hasAttention: false };
    this.#running = running;
    this.#run(running, request.flags, session, run).catch((error: unknown) => this.#refuse(error));
  }

  async #run(
    running: RunningRequest,
    flags: number,
    session: ClientSession,
    run: (response: Response, session: ClientSession) => Promise<void>,
  ): Promise<void> {
    const { response } = running;
    try {
      if ((flags & STATUS.resetConnectionKeepTransaction) !== 0) session.reset(true, response);
      else if ((flags & STATUS.resetConnection) !== 0) session.reset(false, response);
      await run(response, session);
    } catch (error) {
      if (error instanceof ProtocolError && !response.isCancelled) throw error;
      if (!response.isCancelled) response.fail(error);
    }
    if (!this.#isOpen()) return;
    response.finish();
    this.#running = undefined;
    if (running.hasAttention) this.#acknowledgeAttention();
  }

  #afterFatalError(): void {
    setImmediate(() => {
      if (this.#isOpen()) {
        this.#out.flushPartial();
        this.#end();
      }
    });
  }
}
