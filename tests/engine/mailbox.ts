// A mail server for tests: speaks SMTP, keeps what it takes, refuses when it is told to.

import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface TestMailServer {
  readonly url: string;
  /** Taken letters as they came over the wire. */
  readonly letters: readonly { readonly to: readonly string[]; readonly source: string }[];
  /** What the server says to the next recipients: a code such as 451 or 550, or undefined to take them. */
  refuse(code: number | undefined): void;
  readonly refused: () => number;
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<TestMailServer> {
  const letters: { to: string[]; source: string }[] = [];
  let code: number | undefined;
  let refusals = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(_address, _session, done) {
      if (code === undefined) return done();
      refusals++;
      done(Object.assign(new Error('not now'), { responseCode: code }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        letters.push({ to: session.envelope.rcptTo.map(({ address }) => address), source: Buffer.concat(chunks).toString('utf8') });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    refuse: (next) => {
      code = next;
    },
    refused: () => refusals,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The words of a quoted-printable or base64 letter. */
export function wordsOf(source: string): string {
  return source
    .split(/\r?\n\r?\n/)
    .map((part) =>
      /^[A-Za-z0-9+/=\r\n]+$/.test(part) && part.length > 20 ? Buffer.from(part, 'base64').toString('utf8') : fromQuoted(part),
    )
    .join('\n\n');
}

function fromQuoted(text: string): string {
  const bytes = text
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_sign, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
