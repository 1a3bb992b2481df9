import { describe, expect, it } from 'vitest';
import { parseCustomHost, resolveEnvironment } from '@/utils/environment/environment';

describe('parseCustomHost', () => {
  it.each([
    ['genesys.example.com', 'https://genesys.example.com'],
    ['  genesys.example.com  ', 'https://genesys.example.com'],
    ['GENESYS.Example.COM', 'https://genesys.example.com'],
    ['genesys.example.com/', 'https://genesys.example.com'],
    ['genesys.example.com:8443', 'https://genesys.example.com:8443'],
    ['genesys.example.com:443', 'https://genesys.example.com'],
    ['https://genesys.example.com', 'https://genesys.example.com'],
    ['HTTPS://genesys.example.com/', 'https://genesys.example.com'],
    ['bücher.example', 'https://xn--bcher-kva.example'],
    ['localhost', 'http://localhost'],
    ['localhost:4000', 'http://localhost:4000'],
    ['127.0.0.1:4000', 'http://127.0.0.1:4000'],
    ['http://localhost:4000', 'http://localhost:4000'],
    ['http://127.0.0.1', 'http://127.0.0.1'],
    ['https://localhost:4000', 'https://localhost:4000'],
  ])('reads “%s” as %s', (typed, origin) => {
    expect(parseCustomHost(typed)).toEqual({ ok: true, origin });
  });

  it.each([
    ['nothing', ''],
    ['blanks', '   '],
    ['plain http to another machine', 'http://genesys.example.com'],
    ['plain http to a machine of the local network', 'http://192.168.0.10:4000'],
    ['plain http to a host that begins like loopback', 'http://localhost.example.com'],
    ['plain http to a host that begins like a loopback address', 'http://127.0.0.1.example.com'],
    ['a path', 'genesys.example.com/directory'],
    ['a query', 'genesys.example.com?x=1'],
    ['a fragment', 'https://genesys.example.com/#/home'],
    ['a user name', 'https://dana@genesys.example.com'],
    ['a password', 'https://dana:secret@genesys.example.com'],
    ['a host behind an @', 'genesys.example.com@evil.example'],
    ['another scheme', 'ftp://genesys.example.com'],
    ['a script', 'javascript:alert(1)'],
    ['blanks inside', 'genesys example.com'],
    ['a port that is none', 'genesys.example.com:99999'],
    ['a scheme alone', 'https://'],
  ])('refuses %s with a sentence for the field', (_what, typed) => {
    expect(parseCustomHost(typed)).toEqual({ ok: false, problem: expect.stringMatching(/^[A-Z].*\.$/) });
  });

  it('takes a host that only begins like loopback as any other, by https', () => {
    expect(parseCustomHost('localhost.example.com')).toEqual({
      ok: true,
      origin: 'https://localhost.example.com',
    });
  });
});

describe('resolveEnvironment for a custom host', () => {
  it('makes one origin of all four and of the key', () => {
    const origin = 'https://genesys.example.com:8443';
    expect(resolveEnvironment({ kind: 'custom', host: 'genesys.example.com:8443' })).toEqual({
      key: origin,
      apiOrigin: origin,
      loginOrigin: origin,
      appsOrigin: origin,
      joinOrigin: origin,
    });
  });

  it('is null for a host that is not accepted', () => {
    expect(resolveEnvironment({ kind: 'custom', host: 'http://genesys.example.com' })).toBeNull();
  });
});
