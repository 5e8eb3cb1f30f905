// Encrypted secrets: opened only with the same key for the same subject, never when changed.

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fingerprint, seal, unseal } from '../../../engine/auth/secret-box.ts';

const folder = mkdtempSync(join(tmpdir(), 'peregrine-secrets-'));
const source = { dataDir: folder };
afterAll(() => rmSync(folder, { recursive: true }));

test('what was sealed is opened, two seals of one text differ', () => {
  const sealed = seal(source, { subject: 'totp:1', text: 'секрет' });
  expect(unseal(source, { subject: 'totp:1', sealed })).toBe('секрет');
  expect(seal(source, { subject: 'totp:1', text: 'секрет' })).not.toBe(sealed);
});

test('another subject, another key and a changed byte are refused', () => {
  const sealed = seal(source, { subject: 'totp:1', text: 'secret' });
  const bytes = Buffer.from(sealed.slice('v1:'.length), 'base64');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  const changed = `v1:${bytes.toString('base64')}`;
  expect(() => unseal(source, { subject: 'totp:2', sealed })).toThrow();
  expect(() => unseal({ ...source, secretKey: 'another' }, { subject: 'totp:1', sealed })).toThrow();
  expect(() => unseal(source, { subject: 'totp:1', sealed: changed })).toThrow();
  expect(() => unseal(source, { subject: 'totp:1', sealed: 'plain' })).toThrow(/format/);
});

test('the key file is made once and is its owner’s alone', () => {
  seal(source, { subject: 's', text: 't' });
  expect(statSync(join(folder, 'secret.key')).mode & 0o077).toBe(0);
});

test('with SECRET_KEY two folders open the same and no file is made', () => {
  const [a, b] = [
    { dataDir: '/nowhere/a', secretKey: 'k' },
    { dataDir: '/nowhere/b', secretKey: 'k' },
  ];
  expect(unseal(b, { subject: 's', sealed: seal(a, { subject: 's', text: 't' }) })).toBe('t');
  expect(fingerprint(a, 'code')).toBe(fingerprint(b, 'code'));
  expect(fingerprint(a, 'code')).not.toBe(fingerprint({ ...a, secretKey: 'other' }, 'code'));
});
