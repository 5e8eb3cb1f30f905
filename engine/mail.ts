// Sending letters: over SMTP when SMTP_URL is given, else as `.eml` files in `DATA_DIR/mail`, so that a developer sees what would go out.

import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { SendMailOptions } from 'nodemailer';
import type { Logger } from 'pino';
import { plainText } from '../renderer/sanitize.ts';
import type { Config } from './config.ts';

export interface Mail {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly html: string;
  readonly from?: string | undefined;
  readonly replyTo?: string | undefined;
  readonly importance?: 'low' | 'normal' | 'high' | undefined;
  /** The same for every try, so that a letter that arrives twice can be told by its receiver. */
  readonly messageId?: string | undefined;
}

export interface Mailer {
  /** Throws MailRefused when the server says that it will never take the letter; any other error is worth another try. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

export class MailRefused extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'MailRefused';
  }
}

const CONNECT_MS = 10_000;
const ANSWER_MS = 20_000;

export function createMailer(config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'dataDir'>, log: Logger): Mailer {
  const { smtpUrl } = config;
  return smtpUrl === undefined ? fileMailer(config, log) : smtpMailer({ ...config, smtpUrl });
}

function smtpMailer(config: { smtpUrl: string; mailFrom: string }): Mailer {
  const transport = createTransport({
    url: config.smtpUrl,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail(message(mail, config.mailFrom));
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        throw isForGood(error) ? new MailRefused(`the mail server refused the letter: ${said}`, error) : error;
      }
    },
    close: () => transport.close(),
  };
}

/** 5xx about the letter or its receiver. A refused login is the installation's fault and may be put right. */
function isForGood(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error) || !('code' in error)) return false;
  return Number(error.responseCode) >= 500 && (error.code === 'EENVELOPE' || error.code === 'EMESSAGE');
}

/** Where letters go without a server. */
export function mailFolder({ dataDir }: Pick<Config, 'dataDir'>): string {
  return dataDir === ':memory:' ? join(tmpdir(), `peregrine-mail-${process.pid}`) : join(dataDir, 'mail');
}

function fileMailer(config: Pick<Config, 'mailFrom' | 'dataDir'>, log: Logger): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const folder = mailFolder(config);
  return {
    async send(mail) {
      const made = await transport.sendMail(message(mail, config.mailFrom));
      const file = join(folder, `${new Date().toISOString().replaceAll(':', '-')}-${randomBytes(3).toString('hex')}.eml`);
      await mkdir(folder, { recursive: true });
      await writeFile(file, made.message as Buffer);
      log.info({ to: mail.to.address, subject: mail.subject, file }, 'SMTP_URL is not set: the letter was written to a file');
    },
    close: () => transport.close(),
  };
}

function message(mail: Mail, from: string): SendMailOptions {
  return {
    from: mail.from ?? from,
    to: { name: oneLine(mail.to.name), address: mail.to.address },
    subject: oneLine(mail.subject),
    html: mail.html,
    text: letterText(mail.html),
    ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
    ...(mail.importance === undefined ? {} : { priority: mail.importance }),
    ...(mail.messageId === undefined ? {} : { messageId: mail.messageId }),
    // A template that names a file or an address must not make the server read it.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The text part of an HTML letter: one line a paragraph, addresses of links after their words. */
function letterText(markup: string): string {
  return markup
    .replace(/<(style|script|head)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<a\b[^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/gi, (_link, url: string, words: string) =>
      plainText(words) === plainText(url) ? words : `${words} (${url})`,
    )
    .split(/<br\s*\/?>|<\/(?:p|div|li|tr|h\d|table|ul|ol)>/i)
    .map((part) => plainText(part))
    .filter(Boolean)
    .join('\n\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
