import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasContent } from '@/utils/invite/purpose';
import { CHROMIUM_ID, GECKO_ID, PUBLIC_KEY } from '@/utils/settings/extension-ids';
import { FEATURES, type Policy } from '@/utils/settings/policy';
import { POLICY_FILE_KINDS, type PolicyFileKind, writePolicyFile } from '@/utils/settings/policy-files';
import { readPolicy } from '@/utils/settings/read-policy';
import {
  COBROWSE_SERVICES,
  MAX_NOTICE_LENGTH,
  REGION_KEYS,
  TIMEOUT_MINUTES,
} from '@/utils/settings/settings';
import { readRegistryFile } from './registry-file';

const IDS = { chromium: CHROMIUM_ID, gecko: GECKO_ID };
const EDGE = `HKEY_LOCAL_MACHINE\\Software\\Policies\\Microsoft\\Edge\\3rdparty\\extensions\\${CHROMIUM_ID}\\policy`;
const CHROME = `HKEY_LOCAL_MACHINE\\Software\\Policies\\Google\\Chrome\\3rdparty\\extensions\\${CHROMIUM_ID}\\policy`;

/**
 * Reads a file's bytes back as the system it is for does: every place in it that holds a policy.
 */
function placesIn(kind: PolicyFileKind, bytes: Uint8Array): unknown[] {
  if (kind === 'windows') {
    const keys = readRegistryFile(bytes);
    return [CHROME, EDGE].map((key) => keys.policyAt(key));
  }
  const content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  return kind === 'chromium'
    ? [content['3rdparty'].extensions[CHROMIUM_ID]]
    : [content.policies['3rdparty'].Extensions[GECKO_ID]];
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
    noticeText: fc.oneof(
      fc
        .string({ maxLength: MAX_NOTICE_LENGTH, unit: 'grapheme' })
        // A notice without visible text counts as none.
        .filter((text) => text.length <= MAX_NOTICE_LENGTH && (text === '' || hasContent(text))),
      fc
        .string({
          maxLength: 40,
          unit: fc.constantFrom('"', '\\', '\n', '\r', '\t', '€', '😀', ']', '=', ';', ',', ' '),
        })
        .map((signs) => `${signs}A${signs}`),
    ),
    historyDays: fc.nat(100_000),
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

describe('the ids in policy files', () => {
  it('are those of the manifest: the Chromium one follows from its key', () => {
    const hash = createHash('sha256').update(Buffer.from(PUBLIC_KEY, 'base64')).digest('hex');
    const id = [...hash.slice(0, 32)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
    expect(id.join('')).toBe(CHROMIUM_ID);
  });
});
