import { describe, expect, it } from 'vitest';
import { ConfigError, isLoopback, readConfig } from '../../engine/config.ts';

describe('readConfig', () => {
  it('has defaults that serve this machine alone', () => {
    const config = readConfig({}, [], '/srv/app');
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      dataDir: '/srv/app/data',
      baseUrl: 'http://127.0.0.1:3000',
      isBlank: false,
    });
  });

  it('names every wrong variable at once', () => {
    const read = () =>
      readConfig(
        { PORT: '99999', LOG_LEVEL: 'loud', BASE_URL: 'orders.example.com', SMTP_URL: 'mail', PROCEDURE_TIMEOUT: '0' },
        ['--blnk'],
        '/',
      );
    expect(read).toThrow(ConfigError);
    try {
      read();
    } catch (error) {
      const { problems } = error as ConfigError;
      expect(problems.map((problem) => /^(unknown option --blnk|\w+)/.exec(problem)?.[0]).sort()).toEqual([
        'BASE_URL',
        'LOG_LEVEL',
        'PORT',
        'PROCEDURE_TIMEOUT',
        'SMTP_URL',
        'unknown option --blnk',
      ]);
    }
  });

  it('takes the public address without its last slash', () => {
    expect(readConfig({ BASE_URL: 'https://orders.example.com/app/' }, [], '/').baseUrl).toBe('https://orders.example.com/app');
  });
});

describe('isLoopback', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['localhost', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['10.0.0.1', false],
    ['127.evil.example', false],
  ])('%s: %s', (host, expected) => expect(isLoopback(host)).toBe(expected));
});
