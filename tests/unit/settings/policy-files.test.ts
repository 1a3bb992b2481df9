import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasContent } from '@/utils/invite/purpose';
import { CHROMIUM_ID, GECKO_ID, PUBLIC_KEY } from '@/utils/settings/extension-ids';
import { FEATURES, type Policy } from '@/utils/settings/policy';
import { POLICY_FILE_KINDS, type PolicyFileKind, writePolicyFile } from '@/utils/settings/policy-files';
import { readPolicy } from '@/utils/settings/read-policy';
import {
  ATTENTION_LIMITS,
  COBROWSE_SERVICES,
  ICON_OPENS,
  MAX_NOTICE_LENGTH,
  REGION_KEYS,
  TIMEOUT_MINUTES,
} from '@/utils/settings/settings';
import { type Read, readPropertyList, valueAt } from './property-list-file';
import { readRegistryFile } from './registry-file';

const IDS = { chromium: CHROMIUM_ID, gecko: GECKO_ID };
const EDGE = `HKEY_LOCAL_MACHINE\\Software\\Policies\\Microsoft\\Edge\\3rdparty\\extensions\\${CHROMIUM_ID}\\policy`;
const CHROME = `HKEY_LOCAL_MACHINE\\Software\\Policies\\Google\\Chrome\\3rdparty\\extensions\\${CHROMIUM_ID}\\policy`;

/**
 * Reads a file's bytes back as the system it is for does: every place in it that holds a policy.
 */
function placesIn(kind: PolicyFileKind, bytes: Uint8Array): unknown[] {
  const json = () => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  switch (kind) {
    case 'windows': {
      const keys = readRegistryFile(bytes);
      return [CHROME, EDGE].map((key) => keys.policyAt(key));
    }
    case 'chromium':
      return [json()['3rdparty'].extensions[CHROMIUM_ID]];
    case 'firefox':
      return [json().policies['3rdparty'].Extensions[GECKO_ID]];
    case 'google_admin':
      return [
        Object.fromEntries(
          Object.entries(json() as Record<string, { Value: unknown }>).map(([name, { Value }]) => [
            name,
            Value,
          ]),
        ),
      ];
    case 'macos':
      return MACOS_DOMAINS.map((domain, index) =>
        policyIn(domain, preferencesIn(readPropertyList(bytes), index, domain)),
      );
    case 'macos_chrome':
      return [policyIn(CHROME_DOMAIN, readPropertyList(bytes))];
    case 'macos_edge':
      return [policyIn(EDGE_DOMAIN, readPropertyList(bytes))];
    case 'macos_firefox':
      return [policyIn(FIREFOX_DOMAIN, readPropertyList(bytes))];
  }
}

const CHROME_DOMAIN = `com.google.Chrome.extensions.${CHROMIUM_ID}`;
const EDGE_DOMAIN = `com.microsoft.Edge.extensions.${CHROMIUM_ID}`;
const FIREFOX_DOMAIN = 'org.mozilla.firefox';
const MACOS_DOMAINS = [CHROME_DOMAIN, EDGE_DOMAIN, FIREFOX_DOMAIN];

/** What a profile puts in force for a domain. */
const preferencesIn = (profile: Read, payload: number, domain: string) =>
  valueAt(
    profile,
    'PayloadContent',
    payload,
    'PayloadContent',
    domain,
    'Forced',
    0,
    'mcx_preference_settings',
  );

/** What the browser of a domain hands to the extension. */
function policyIn(domain: string, preferences: Read): Read {
  if (domain !== FIREFOX_DOMAIN) return preferences;
  return valueAt(preferences, 'EnterprisePoliciesEnabled') === true
    ? valueAt(preferences, '3rdparty', 'Extensions', GECKO_ID)
    : {};
}

const POLICIES: fc.Arbitrary<Policy> = fc.record(
  {
    region: fc.constantFrom(...REGION_KEYS),
    customHost: fc.constantFrom('genesys.example.com', 'https://genesys.example.com:8443', 'localhost:4000'),
    clientId: fc.uuid(),
    cobrowseService: fc.constantFrom(...COBROWSE_SERVICES),
    allowRemoteControl: fc.boolean(),
    controlAllowed: fc.boolean(),
    timeoutInMinutes: fc.integer(TIMEOUT_MINUTES),
    maxTimeoutInMinutes: fc.integer(TIMEOUT_MINUTES),
    purposeRequired: fc.boolean(),
    tellMonitoredAgents: fc.boolean(),
    inviteWithStart: fc.boolean(),
    desktopAnchors: fc.uniqueArray(
      fc.constantFrom('[data-qa-id="bar"]', 'main > .toolbar', "[title='R&D']", '#bar'),
      { minLength: 1 },
    ),
    noticeText: fc.oneof(
      fc
        .string({ maxLength: MAX_NOTICE_LENGTH, unit: 'grapheme' })
        // A notice without visible text counts as none.
        .filter((text) => text.length <= MAX_NOTICE_LENGTH && (text === '' || hasContent(text))),
      fc
        .string({
          maxLength: 40,
          unit: fc.constantFrom(
            '"',
            '\\',
            '\n',
            '\r',
            '\t',
            '€',
            '😀',
            ']',
            '=',
            ';',
            ',',
            ' ',
            '&',
            '<',
            '>',
          ),
        })
        .map((signs) => `${signs}A${signs}`),
    ),
    historyDays: fc.nat(100_000),
    iconOpens: fc.constantFrom(...ICON_OPENS),
    attentionHoldSeconds: fc.oneof(fc.constant(0), fc.integer(ATTENTION_LIMITS.seconds)),
    attentionAlertingSeconds: fc.oneof(fc.constant(0), fc.integer(ATTENTION_LIMITS.seconds)),
    attentionHandledMinutes: fc.oneof(fc.constant(0), fc.integer(ATTENTION_LIMITS.minutes)),
    disabledFeatures: fc.uniqueArray(fc.constantFrom(...FEATURES), { minLength: 1 }),
  },
  { requiredKeys: [] },
);

describe('a policy file', () => {
  it.each(POLICY_FILE_KINDS)('for %s says the same policy again when it is read', (kind) => {
    fc.assert(
      fc.property(POLICIES, (policy) => {
        for (const managed of placesIn(kind, writePolicyFile(kind, policy, IDS).bytes))
          expect(readPolicy(managed as Record<string, unknown>)).toEqual(policy);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['quotes', 'You are “observed” by "us".'],
    ['back slashes', 'See \\\\server\\rules\\'],
    ['line breaks', 'First line.\r\nSecond line.\nThird.'],
    ['other scripts', 'Größe ≠ 日本語 😀'],
    ['what looks like another value', '"\r\n"controlAllowed"=dword:00000001'],
    ['what looks like another key', '"\r\n[HKEY_LOCAL_MACHINE\\Software\\Policies]'],
    ['what looks like XML', '</string><key>controlAllowed</key><true/><!-- ]]> &amp; &#13; &'],
    ['nothing', ''],
  ])('carries a notice with %s letter by letter, and nothing else through it', (_what, noticeText) => {
    const policy: Policy = { noticeText, controlAllowed: false };
    for (const kind of POLICY_FILE_KINDS) {
      for (const managed of placesIn(kind, writePolicyFile(kind, policy, IDS).bytes))
        expect(readPolicy(managed as Record<string, unknown>), kind).toEqual(policy);
    }
  });

  it('for Windows is what regedit reads: its heading, UTF-16 with its mark, and lines that end as there', () => {
    const policy: Policy = {
      region: 'eu_west_1',
      controlAllowed: false,
      maxTimeoutInMinutes: 480,
      noticeText: 'C:\\rules "today"',
      disabledFeatures: ['practice', 'history-export'],
    };
    const { name, text, bytes } = writePolicyFile('windows', policy, IDS);
    expect(name).toMatch(/\.reg$/);
    expect([...bytes.slice(0, 4)]).toEqual([0xff, 0xfe, 'W'.charCodeAt(0), 0]);
    expect(new TextDecoder('utf-16le').decode(bytes)).toBe(text);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text.split('\r\n').slice(0, 13)).toEqual([
      'Windows Registry Editor Version 5.00',
      '',
      `[-${CHROME}]`,
      '',
      `[${CHROME}]`,
      '"region"="eu_west_1"',
      '"controlAllowed"=dword:00000000',
      '"maxTimeoutInMinutes"=dword:000001e0',
      '"noticeText"="C:\\\\rules \\"today\\""',
      '',
      `[${CHROME}\\disabledFeatures]`,
      '"1"="practice"',
      '"2"="history-export"',
    ]);
    expect(text).toContain(`[${EDGE}]`);
  });

  it('for macOS leaves out what XML cannot contain, and stays readable', () => {
    const [managed] = placesIn(
      'macos_chrome',
      writePolicyFile('macos_chrome', { noticeText: 'A\u0000B\u001b[1mC\uffffD\ud800E' }, IDS).bytes,
    );
    expect(managed).toEqual({ noticeText: 'AB[1mCD\ufffdE' });
  });

  it('for one browser on macOS is named after the preference domain that it is for', () => {
    const names = (['macos_chrome', 'macos_edge', 'macos_firefox'] as const).map(
      (kind) => writePolicyFile(kind, {}, IDS).name,
    );
    expect(names).toEqual(MACOS_DOMAINS.map((domain) => `${domain}.plist`));
  });

  it('has nothing in it that is no policy, whatever else it is handed', () => {
    const { chromium } = IDS;
    const managed = { ...readPolicy({ clientId: chromium, clientSecret: 's3cret', region: 'eu_west_1' }) };
    for (const kind of POLICY_FILE_KINDS) {
      const { text } = writePolicyFile(kind, managed, IDS);
      expect(text).not.toContain('s3cret');
      expect(text).not.toContain('clientId');
    }
  });
});

describe('the configuration profile for macOS', () => {
  const profile = (policy: Policy, ids = IDS) =>
    readPropertyList(writePolicyFile('macos', policy, ids).bytes);
  const payloadsOf = (read: Read) => MACOS_DOMAINS.map((_, index) => valueAt(read, 'PayloadContent', index));
  const identityOf = (read: Read) =>
    [read, ...payloadsOf(read)].map((part) => ({
      identifier: valueAt(part, 'PayloadIdentifier'),
      uuid: valueAt(part, 'PayloadUUID'),
    }));

  it('has what macOS requires of a profile and of each payload', () => {
    const read = profile({ region: 'eu_west_1' });
    expect(read).toMatchObject({
      PayloadType: 'Configuration',
      PayloadScope: 'System',
      PayloadVersion: 1,
      PayloadDisplayName: 'Cobrowse for Genesys Cloud',
    });
    for (const payload of payloadsOf(read))
      expect(payload).toMatchObject({
        PayloadType: 'com.apple.ManagedClient.preferences',
        PayloadVersion: 1,
        PayloadEnabled: true,
      });
    expect(valueAt(read, 'PayloadContent')).toHaveLength(MACOS_DOMAINS.length);
  });

  it('replaces an earlier one: its identifiers and UUIDs stay, whatever the policy says', () => {
    const before = identityOf(profile({ region: 'eu_west_1' }));
    expect(identityOf(profile({ region: 'us_east_1', controlAllowed: false }))).toEqual(before);
    const uuids = before.map(({ uuid }) => uuid);
    expect(new Set(uuids).size).toBe(uuids.length);
    for (const uuid of uuids)
      expect(uuid).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-A[0-9A-F]{3}-[0-9A-F]{12}$/);
  });

  it('of an extension with another id stands beside it', () => {
    const all = [IDS, { ...IDS, chromium: 'a'.repeat(32) }].flatMap((ids) => identityOf(profile({}, ids)));
    expect(new Set(all.map(({ identifier }) => identifier)).size).toBe(all.length);
    expect(new Set(all.map(({ uuid }) => uuid)).size).toBe(all.length);
  });
});

describe('the ids in policy files', () => {
  it('are those of the manifest: the Chromium one follows from its key', () => {
    const hash = createHash('sha256').update(Buffer.from(PUBLIC_KEY, 'base64')).digest('hex');
    const id = [...hash.slice(0, 32)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
    expect(id.join('')).toBe(CHROMIUM_ID);
  });
});
