import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostProblemText } from '@/components/settings-form/host-problem';
import { environmentPatterns, parseCustomHost, resolveEnvironment } from '@/utils/environment/environment';

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
    ['xn--bcher-kva.example', 'https://xn--bcher-kva.example'],
    ['proxy.genesys.example.com', 'https://proxy.genesys.example.com'],
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
    ['plain http to a name that leads to loopback', 'http://127.0.0.1.nip.io'],
    ['plain http to a name with loopback in it', 'http://localhost.evil'],
    ['plain http to loopback with a dot at the end', 'http://localhost.'],
    ['plain http to loopback by address, version 6', 'http://[::1]:4000'],
    ['an address, version 6', 'https://[::ffff:127.0.0.1]'],
    ['a dot at the end', 'genesys.example.com.'],
    ['a dot too many', 'genesys..example.com'],
    ['every host', '*'],
    ['every host of a domain', '*.example.com'],
    ['every host by its encoding', '%2a.example.com'],
    ['a label that ends with a dash', 'genesys-.example.com'],
    ['a host of 300 characters', `${'a'.repeat(60)}.`.repeat(5).slice(0, 300)],
    ['a name of Genesys Cloud that somebody else owns', 'https://apps.mypurecloud.ie.evil'],
    ['a name of Genesys Cloud below somebody else', 'login.usw2.pure.cloud.evil.example'],
    ['letters that look like others', 'apps.mypureclоud.ie'],
    ['wide letters', 'ａpps.example.com'],
    ['an international name as it is read', 'bücher.example'],
    ['a backslash before another host', 'genesys.example.com\\@evil.example'],
    ['a line break inside', 'genesys.exam\nple.com'],
    ['a tab inside', 'genesys.exam\tple.com'],
    ['a data address', 'data:text/html,x'],
    ['a file', 'file:///etc/passwd'],
  ])('refuses %s with a sentence for the field', (_what, typed) => {
    const read = parseCustomHost(typed);
    expect(read.ok ? 'accepted' : hostProblemText(read)).toMatch(/^[A-Z].*\.$/);
  });

  it('takes a host that only begins like loopback as any other, by https', () => {
    expect(parseCustomHost('localhost.example.com')).toEqual({
      ok: true,
      origin: 'https://localhost.example.com',
    });
  });
});

describe('match patterns of what is accepted', () => {
  const LETTERS = [...'aA0-_.*:/@%[]\\ ?#'];
  it('name one host each, whatever is typed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LETTERS), { maxLength: 30 }), (letters) => {
        const environment = resolveEnvironment({ kind: 'custom', host: letters.join('') });
        for (const pattern of environment ? environmentPatterns(environment) : [])
          expect(pattern).toMatch(/^https?:\/\/[a-z0-9._-]+\/\*$/);
      }),
      { numRuns: 3_000 },
    );
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
