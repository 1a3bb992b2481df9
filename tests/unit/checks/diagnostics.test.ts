import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateChecks } from '@/utils/checks/checks';
import { type DiagnosticsInput, diagnosticsText } from '@/utils/checks/diagnostics';
import { PROBES } from '@/utils/checks/model';
import { browserOf } from '@/utils/checks/versions';
import { ERROR_CODES } from '@/utils/errors/codes';
import type { Failure } from '@/utils/errors/failure';
import { readPolicy } from '@/utils/settings/read-policy';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { answered, answers, facts, inputs, refused } from './facts';

const NOW = Date.UTC(2026, 2, 4, 10, 0, 0);
const CORRELATION_ID = 'da7b8348-c0d6-4954-ae06-dd96ca69647d';

function input(changes: Partial<DiagnosticsInput> = {}): DiagnosticsInput {
  return {
    versions: { extension: '1.2.3', browser: 'Chrome 140', system: 'linux' },
    settings: DEFAULT_SETTINGS,
    policy: {},
    signedIn: true,
    checks: evaluateChecks(facts()),
    failures: [],
    counts: { conversations: 12, sessions: 1 },
    now: NOW,
    ...changes,
  };
}

describe('the diagnostics', () => {
  it('contain what support needs to know', () => {
    const text = diagnosticsText(
      input({
        policy: { noticeText: 'Our own words', maxTimeoutInMinutes: 30 },
        checks: evaluateChecks(
          facts({
            probes: answers({
              queues: refused({
                code: 'permission-denied',
                status: 403,
                apiCode: 'missing.permissions',
                correlationId: CORRELATION_ID,
              }),
              person: answered({ permissions: ['cobrowse:*:*', 'conversation:*:*'] }),
            }),
          }),
        ),
        failures: [{ code: 'no-agent' }],
      }),
    );
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        'Time: 2026-03-04T10:00:00.000Z',
        'Extension: 1.2.3',
        'Browser: Chrome 140',
        'System: linux',
        'Environment: us_east_1',
        'Sign-in: pkce, signed in',
        'Cobrowse service: auto',
        'Policy sets: maxTimeoutInMinutes, noticeText',
        'Conversations: 12, sessions: 1',
        'good: environment',
        'warning: permissions',
        '  warning: routing:queue:view',
        `warning: sources (permission-denied, 403, missing.permissions, ${CORRELATION_ID})`,
        'no-agent',
      ]),
    );
  });

  it('name what could not be read of a policy, and never its values or foreign names', () => {
    const policy = readPolicy({
      controlAllowed: 'maybe',
      clientId: 's3cret',
      maxTimeoutInMinutes: 9_999,
      disabledFeatures: ['acme-feature'],
      'genesys.acme.example': 1,
    });
    const text = diagnosticsText(input({ policy }));
    expect(text).toContain(
      'Policy problems: clientId unreadable, unknown-name, controlAllowed unreadable, ' +
        'maxTimeoutInMinutes corrected, disabledFeatures unknown-item',
    );
    expect(text).not.toMatch(/s3cret|acme|maybe|9999/);
    expect(diagnosticsText(input())).toContain('Policy problems: none');
  });

  it('call a custom host nothing else', () => {
    const settings = { ...DEFAULT_SETTINGS, environment: { kind: 'custom' as const, host: 'acme.example' } };
    const text = diagnosticsText(input({ settings }));
    expect(text).toContain('Environment: custom host');
    expect(text).not.toContain('acme');
  });

  it('leave out a code or a correlation id that does not look like one', () => {
    const failures: Failure[] = [
      { code: 'server-error', apiCode: 'Anna Smith', correlationId: 'anna@example.com' },
    ];
    const text = diagnosticsText(input({ failures }));
    expect(text).toContain('\nserver-error');
    expect(text).not.toMatch(/anna/i);
  });

  it('never hold a name, an id, a token or a host, whatever they are made of', () => {
    // Long enough that no word of the text is one by chance, of everything that such a thing may be
    // written in.
    const canary = fc.oneof(
      fc.uuid(),
      fc.string({ unit: 'grapheme', minLength: 12, maxLength: 40 }).filter((text) => text.trim().length > 11),
      fc.base64String({ minLength: 16, maxLength: 64 }),
      fc.domain().map((domain) => `private-${domain}`),
      fc.emailAddress(),
    );
    fc.assert(
      fc.property(
        fc.array(canary, { minLength: 16, maxLength: 16 }),
        fc.constantFrom(...ERROR_CODES),
        fc.subarray([...PROBES]),
        (canaries, code, failing) => {
          const [name = '', email = '', host = '', client = '', user = '', notice = ''] = canaries;
          const [, , , , , , subject = '', apiMessage = '', call = '', field = '', pattern = ''] = canaries;
          const [, , , , , , , , , , , organization = '', scope = '', permission = '', shortcut = ''] =
            canaries;
          const failure: Failure = {
            code,
            subject,
            apiMessage,
            call: `GET /api/v2/${call}`,
            fieldPath: field,
            // The two values that may be included are included only if they have the platform's
            // format.
            apiCode: `${apiMessage} `,
            correlationId: `${subject}!`,
          };
          const probes = answers({
            token: answered({ scopes: [scope], organization, clockAheadMs: 90_000 }),
            person: answered({ permissions: [permission] }),
            ...Object.fromEntries(failing.map((probe) => [probe, refused(failure)])),
          });
          const known = facts({
            inputs: inputs({
              environmentName: host,
              clientId: client,
              personName: name,
              personHint: email,
            }),
            browser: {
              hostAccess: true,
              shortcuts: [{ name: shortcut, shortcut: '' }],
              scriptPatterns: [pattern],
              wantedScriptPattern: host,
              unanchored: [],
            },
            probes,
          });
          const text = diagnosticsText(
            input({
              settings: {
                ...DEFAULT_SETTINGS,
                environment: { kind: 'custom', host },
                signIn: {
                  method: 'pkce',
                  clientId: client,
                  supervisorUserId: user,
                  rememberSecret: false,
                },
                invite: { askPurpose: true, notice },
              },
              policy: { clientId: client, customHost: host, noticeText: notice },
              checks: evaluateChecks(known),
              failures: [failure],
            }),
          );
          for (const one of canaries) expect(text).not.toContain(one);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the browser', () => {
  const chromium = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)';
  it.each([
    [`${chromium} Chrome/140.0.0.0 Safari/537.36`, 'Chrome 140'],
    [`${chromium} HeadlessChrome/140.0.0.0 Safari/537.36`, 'Chrome 140'],
    [`${chromium} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.1.2`, 'Edge 140'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0', 'Firefox 141'],
    ['curl/8.0 for Anna', 'another browser'],
  ])('of “%s” is %s', (userAgent, name) => {
    expect(browserOf(userAgent)).toBe(name);
  });
});
