import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveEnvironment } from '@/utils/environment/environment';
import { DEFAULT_APPEARANCE } from '@/utils/settings/appearance';
import { keepOwnSettings, locksOf } from '@/utils/settings/locks';
import {
  applyPolicy,
  blockingNames,
  FEATURES,
  limitSession,
  NO_POLICY,
  type Policy,
  policySchema,
} from '@/utils/settings/policy';
import { readPolicy } from '@/utils/settings/read-policy';
import { DEFAULT_SETTINGS, type Settings } from '@/utils/settings/settings';

const OWN_CLIENT = '3f2a9c1e-5b7d-4e8f-9a0b-1c2d3e4f5a6b';
const THEIR_CLIENT = '7d1e0b52-0000-4000-8000-1c2d3e4f5a6b';
const FORGED_CLIENT = '00000000-0000-4000-8000-000000000000';

/** What a supervisor has chosen, all of it different from the defaults. */
const OWN: Settings = {
  version: 1,
  environment: { kind: 'region', region: 'ap_south_1' },
  signIn: {
    method: 'client-credentials',
    clientId: OWN_CLIENT,
    supervisorUserId: OWN_CLIENT,
    rememberSecret: true,
  },
  session: { allowRemoteControl: true, timeoutInMinutes: 60 },
  history: { keepForDays: 365 },
  cobrowseService: 'sessions',
  invite: { askPurpose: false, notice: 'My own.' },
  appearance: DEFAULT_APPEARANCE,
  iconOpens: 'popup',
  notices: { kinds: ['help'], names: 'agent' },
  attention: { holdSeconds: 60, alertingSeconds: 20, handledMinutes: 30 },
};

/** Everything an organization can set. */
const STRICT: Policy = {
  region: 'eu_west_1',
  clientId: THEIR_CLIENT,
  cobrowseService: 'platform',
  allowRemoteControl: false,
  controlAllowed: false,
  timeoutInMinutes: 20,
  maxTimeoutInMinutes: 30,
  purposeRequired: true,
  inviteWithStart: false,
  noticeText: 'Theirs.',
  historyDays: 30,
  iconOpens: 'side-panel',
  disabledFeatures: ['client-credentials', 'notifications'],
  attentionHoldSeconds: 180,
  attentionAlertingSeconds: 0,
  attentionHandledMinutes: 45,
};

describe('readPolicy', () => {
  it('takes what cannot be read for the safe side, and says so, value by value', () => {
    const { problems, ...policy } = readPolicy({
      region: 'moon_1',
      customHost: 'http://genesys.example.com',
      clientId: 7,
      cobrowseService: 'none',
      allowRemoteControl: 'maybe',
      controlAllowed: {},
      timeoutInMinutes: 'soon',
      maxTimeoutInMinutes: [],
      purposeRequired: 'perhaps',
      inviteWithStart: 'now and then',
      tellMonitoredAgents: 'sometimes',
      noticeText: 7,
      historyDays: 'long',
      desktopAnchors: 5,
      iconOpens: 'a drawer',
      attentionHoldSeconds: 'long',
      attentionAlertingSeconds: -1,
      attentionHandledMinutes: {},
      disabledFeatures: 5,
      unheardOf: true,
    });
    expect(policy).toEqual({
      allowRemoteControl: false,
      controlAllowed: false,
      timeoutInMinutes: 15,
      maxTimeoutInMinutes: 15,
      purposeRequired: true,
      inviteWithStart: false,
      tellMonitoredAgents: true,
      noticeText: '',
      historyDays: 90,
      desktopAnchors: [],
      iconOpens: 'popup',
      attentionHoldSeconds: 120,
      attentionAlertingSeconds: 30,
      attentionHandledMinutes: 0,
      disabledFeatures: FEATURES,
    });
    const told = new Set(problems?.map(({ name }) => name));
    expect(told).toEqual(new Set([...Object.keys(policySchema.shape), 'unheardOf']));
    expect(blockingNames({ problems })).toEqual(['region', 'customHost', 'clientId', 'cobrowseService']);
  });

  it.each<[string, unknown[], Policy]>([
    [
      'controlAllowed',
      ['false', 'FALSE', ' False ', 0, '0', 'no', 'off', 'ｆａｌｓｅ'],
      { controlAllowed: false },
    ],
    ['controlAllowed', ['true', 'True', 1, '1', 'yes', 'on'], { controlAllowed: true }],
    ['allowRemoteControl', ['true', 1], { allowRemoteControl: true }],
    ['purposeRequired', ['0', 'no'], { purposeRequired: false }],
    ['tellMonitoredAgents', ['0', 'no'], { tellMonitoredAgents: false }],
    ['cobrowseService', ['Screen', ' SCREEN '], { cobrowseService: 'screen' }],
    ['maxTimeoutInMinutes', ['10', ' 10 ', 10, '10.0', '+10', '010'], { maxTimeoutInMinutes: 10 }],
    ['timeoutInMinutes', [' 15 ', '15'], { timeoutInMinutes: 15 }],
    ['historyDays', ['30', 30], { historyDays: 30 }],
    ['iconOpens', ['side-panel', 'Side Panel', ' sidePanel '], { iconOpens: 'side-panel' }],
    ['historyDays', ['0', 0], { historyDays: 0 }],
    ['attentionHoldSeconds', ['90', '90 s', 90], { attentionHoldSeconds: 90 }],
    ['attentionHandledMinutes', ['0', 0], { attentionHandledMinutes: 0 }],
    ['region', ['eu-west-1', 'EU_WEST_1', ' eu west 1 ', 'mypurecloud.ie'], { region: 'eu_west_1' }],
    ['cobrowseService', ['Sessions', ' SESSIONS '], { cobrowseService: 'sessions' }],
    ['clientId', [`{${THEIR_CLIENT}}`, ` ${THEIR_CLIENT} `], { clientId: THEIR_CLIENT }],
    [
      'disabledFeatures',
      ['desktop-button', 'Desktop_Button', ['desktopButton'], '["desktop-button"]', { 1: 'desktop-button' }],
      { disabledFeatures: ['desktop-button'] },
    ],
    [
      'disabledFeatures',
      ['practice, history-export', 'PRACTICE;History Export', 'practice\nhistory-export'],
      { disabledFeatures: ['practice', 'history-export'] },
    ],
    [
      'desktopAnchors',
      [
        ['.bar', 'div[data-qa-id="a, b"]  >  .c'],
        '.bar\ndiv[data-qa-id="a, b"] > .c\n',
        '[".bar", "div[data-qa-id=\\"a, b\\"] > .c"]',
        { 1: '.bar', 2: 'div[data-qa-id="a, b"] > .c' },
      ],
      { desktopAnchors: ['.bar', 'div[data-qa-id="a, b"] > .c'] },
    ],
    ['disabledFeatures', ['all', '*', ['ALL']], { disabledFeatures: [...FEATURES] }],
    ['disabledFeatures', ['', []], { disabledFeatures: [] }],
  ])('understands plain forms of %s: %j', (name, values, policy) => {
    for (const value of values) expect(readPolicy({ [name]: value }), JSON.stringify(value)).toEqual(policy);
  });

  it.each([
    ['maxTimeoutInMinutes', 0, 1],
    ['maxTimeoutInMinutes', -5, 1],
    ['maxTimeoutInMinutes', 481, 480],
    ['maxTimeoutInMinutes', '100000', 480],
    ['maxTimeoutInMinutes', 10.9, 10],
    ['timeoutInMinutes', '9999', 480],
    ['historyDays', 0.5, 1],
  ])('corrects %s %j to %j', (name, value, corrected) => {
    const policy = readPolicy({ [name]: value });
    expect(policy).toMatchObject({ [name]: corrected });
    expect(policy.problems).toEqual([
      { name, kind: 'corrected', given: JSON.stringify(value), taken: String(corrected), blocks: false },
    ]);
  });

  it.each(['10 min', '10 minutes', '10min.'])('reads the limit %j with its unit', (value) => {
    expect(readPolicy({ maxTimeoutInMinutes: value })).toEqual({ maxTimeoutInMinutes: 10 });
    expect(readPolicy({ historyDays: '7 days' })).toEqual({ historyDays: 7 });
  });

  it.each(['desktop-button|practice', 'desktop-button practice', ['desktop-button,practice']])(
    'switches off several features in one item: %j',
    (value) => {
      expect(readPolicy({ disabledFeatures: value }).disabledFeatures).toEqual([
        'desktop-button',
        'practice',
      ]);
    },
  );

  it.each(['10 d', 'PT10M', '1e3', '0x10', '', 'unlimited', true, Number.NaN, Number.POSITIVE_INFINITY, {}])(
    'takes the limit %j for the default, never for no limit',
    (value) => {
      expect(readPolicy({ maxTimeoutInMinutes: value }).maxTimeoutInMinutes).toBe(15);
    },
  );

  it('is never less strict for what cannot be read, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        if (value === null || value === undefined) return;
        const word = String(typeof value === 'object' ? '' : value)
          .trim()
          .toLowerCase();
        if (!['true', '1', 'yes', 'on'].includes(word))
          expect(readPolicy({ controlAllowed: value }).controlAllowed).toBe(false);
        const { maxTimeoutInMinutes } = readPolicy({ maxTimeoutInMinutes: value });
        expect(maxTimeoutInMinutes).toBeGreaterThanOrEqual(1);
        expect(maxTimeoutInMinutes).toBeLessThanOrEqual(480);
        const { region, problems } = readPolicy({ region: value });
        if (region === undefined) expect(blockingNames({ problems })).toEqual(['region']);
      }),
    );
  });

  it('counts known items of a list beside unknown ones, which are told', () => {
    const { disabledFeatures, problems } = readPolicy({ disabledFeatures: ['practice', 'time-travel', 7] });
    expect(disabledFeatures).toEqual(['practice']);
    expect(problems?.map(({ kind, given }) => [kind, given])).toEqual([
      ['unknown-item', '"time-travel"'],
      ['unknown-item', '7'],
    ]);
  });

  it('takes selectors only, and no more than ten', () => {
    const { desktopAnchors, problems } = readPolicy({ desktopAnchors: ['.bar', 'body{}', 7, '<img>'] });
    expect(desktopAnchors).toEqual(['.bar']);
    expect(problems?.map(({ kind, given }) => [kind, given])).toEqual([
      ['unknown-item', '"body{}"'],
      ['unknown-item', '7'],
      ['unknown-item', '"<img>"'],
    ]);
    const many = readPolicy({ desktopAnchors: Array.from({ length: 30 }, (_, index) => `.bar-${index}`) });
    expect(many.desktopAnchors).toHaveLength(10);
    expect(many.problems).toMatchObject([{ name: 'desktopAnchors', kind: 'corrected' }]);
  });

  it('knows names in any spelling, and the right spelling first', () => {
    expect(readPolicy({ ControlAllowed: false })).toEqual({ controlAllowed: false });
    expect(readPolicy({ max_timeout_in_minutes: 10 })).toEqual({ maxTimeoutInMinutes: 10 });
    const both = readPolicy({ noticetext: 'one', noticeText: 'two' });
    expect(both.noticeText).toBe('two');
    expect(both.problems).toMatchObject([{ name: 'noticetext', kind: 'unknown-name' }]);
  });

  it('tells agents if two spellings disagree about it', () => {
    for (const [first, second] of [
      [true, false],
      [false, true],
    ])
      expect(readPolicy({ tellMonitoredAgents: first, 'tell-monitored-agents': second })).toEqual({
        tellMonitoredAgents: true,
      });
  });

  it('of a limit in two spellings takes the stricter', () => {
    expect(readPolicy({ controlallowed: true, controlAllowed: false }).controlAllowed).toBe(false);
    expect(readPolicy({ controlAllowed: true, ControlAllowed: false }).controlAllowed).toBe(false);
    const limits = { maxTimeoutInMinutes: 20, max_timeout_in_minutes: 10 };
    expect(readPolicy(limits).maxTimeoutInMinutes).toBe(10);
    const features = { disabledFeatures: ['practice'], 'disabled-features': ['desktop-button'] };
    expect(readPolicy(features).disabledFeatures).toEqual(['practice', 'desktop-button']);
  });

  it('quotes nothing that could be a secret, and nothing long', () => {
    const secret = 's3cret-of-the-organization';
    const long = 'x'.repeat(500);
    const text = JSON.stringify(
      readPolicy({
        clientId: secret,
        customHost: `https://user:${secret}@host`,
        noticeText: { secret },
        clientSecret: secret,
        controlAllowed: long,
        [long]: 1,
      }).problems,
    );
    expect(text).not.toContain('s3cret');
    expect(text).not.toContain('x'.repeat(60));
  });

  it('shortens a notice that is too long, and takes one that nobody can see for none', () => {
    expect(readPolicy({ noticeText: 'x'.repeat(301) })).toMatchObject({ noticeText: 'x'.repeat(300) });
    for (const text of ['\u3164', '\u2800', '\u034f\u{e0041}']) {
      const policy = readPolicy({ noticeText: text });
      expect(policy).toMatchObject({ noticeText: '', problems: [{ kind: 'unreadable' }] });
    }
  });

  it('is not blocked by a custom host beside a region that counts', () => {
    expect(blockingNames(readPolicy({ region: 'eu_west_1', customHost: 'http://x' }))).toEqual([]);
    expect(blockingNames(readPolicy({ region: 'moon', customHost: 'genesys.example.com' }))).toEqual([
      'region',
    ]);
  });

  it('tells what blocks before many names that mean nothing', () => {
    const junk = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`junk${index}`, 1]));
    expect(blockingNames(readPolicy({ ...junk, region: 'moon' }))).toEqual(['region']);
  });

  it('reads nothing as no policy', () => {
    expect(readPolicy({})).toEqual(NO_POLICY);
    expect(readPolicy({ region: null, clientId: undefined })).toEqual(NO_POLICY);
  });
});

describe('applyPolicy', () => {
  it('leaves the user’s settings alone where there is none', () => {
    expect(applyPolicy(OWN, NO_POLICY)).toEqual(OWN);
  });

  it.each(['region', 'customHost', 'clientId', 'cobrowseService'])(
    'leaves no environment to reach where %s cannot be read, and locks the choice',
    (name) => {
      const policy = readPolicy({ [name]: '?' });
      expect(resolveEnvironment(applyPolicy(OWN, policy).environment)).toBeNull();
      expect(locksOf(policy).environment).toBe(true);
      // Corrected or lifted, it gives the user's own choice back.
      expect(keepOwnSettings(applyPolicy(OWN, policy), OWN, policy)).toEqual(OWN);
    },
  );

  it('prefers each of the organization’s values over the user’s', () => {
    expect(applyPolicy(OWN, STRICT)).toEqual({
      version: 1,
      environment: { kind: 'region', region: 'eu_west_1' },
      signIn: { ...OWN.signIn, method: 'pkce', clientId: THEIR_CLIENT },
      session: { allowRemoteControl: false, timeoutInMinutes: 20 },
      history: { keepForDays: 30 },
      cobrowseService: 'platform',
      invite: { askPurpose: true, notice: 'Theirs.', withStart: false },
      appearance: DEFAULT_APPEARANCE,
      iconOpens: 'side-panel',
      notices: { kinds: [], names: 'agent' },
      attention: { holdSeconds: 180, alertingSeconds: null, handledMinutes: 45 },
    });
  });

  it.each<[string, Policy, Partial<Settings>]>([
    [
      'a custom host',
      { customHost: 'genesys.example.com' },
      // The user's own client is one of their own environment.
      {
        environment: { kind: 'custom', host: 'genesys.example.com' },
        signIn: { ...OWN.signIn, clientId: '' },
      },
    ],
    [
      'a region before a custom host',
      { customHost: 'genesys.example.com', region: 'eu_west_1' },
      { environment: { kind: 'region', region: 'eu_west_1' }, signIn: { ...OWN.signIn, clientId: '' } },
    ],
    ['0 days as for ever', { historyDays: 0 }, { history: { keepForDays: null } }],
    [
      'a default above the limit as the limit',
      { timeoutInMinutes: 60, maxTimeoutInMinutes: 10 },
      { session: { allowRemoteControl: true, timeoutInMinutes: 10 } },
    ],
    ['an empty notice as none', { noticeText: '' }, { invite: { askPurpose: false, notice: '' } }],
  ])('takes %s', (_what, policy, part) => {
    expect(applyPolicy(OWN, policy)).toEqual({ ...OWN, ...part });
  });
});

describe('limitSession', () => {
  const asked = { allowRemoteControl: true, timeoutInMinutes: 480 };

  it.each<[Policy, typeof asked]>([
    [NO_POLICY, asked],
    [{ controlAllowed: true }, asked],
    [{ controlAllowed: false }, { allowRemoteControl: false, timeoutInMinutes: 480 }],
    [{ maxTimeoutInMinutes: 30 }, { allowRemoteControl: true, timeoutInMinutes: 30 }],
    // Defaults are no limits.
    [{ allowRemoteControl: false, timeoutInMinutes: 5 }, asked],
  ])('under %j', (policy, given) => {
    expect(limitSession(asked, policy)).toEqual(given);
  });
});

describe('keepOwnSettings', () => {
  /** What a forged message would ask for. */
  const FORGED: Settings = {
    ...applyPolicy(OWN, STRICT),
    environment: { kind: 'custom', host: 'evil.example' },
    signIn: { ...OWN.signIn, method: 'client-credentials', clientId: FORGED_CLIENT },
    session: { allowRemoteControl: true, timeoutInMinutes: 480 },
    history: { keepForDays: null },
    cobrowseService: 'auto',
    invite: { askPurpose: false, notice: 'Forged.' },
    attention: { holdSeconds: null, alertingSeconds: 600, handledMinutes: 1 },
  };

  it('stores nothing of what is locked, whoever asks', () => {
    expect(keepOwnSettings(FORGED, OWN, STRICT)).toEqual(OWN);
  });

  it('keeps the user’s own values below a page that shows the organization’s, for when the policy is lifted', () => {
    expect(keepOwnSettings(applyPolicy(OWN, STRICT), OWN, STRICT)).toEqual(OWN);
  });

  it('stores what is changed beside the locks', () => {
    const shown = applyPolicy(OWN, { region: 'eu_west_1', maxTimeoutInMinutes: 30 });
    const wanted: Settings = {
      ...shown,
      session: { allowRemoteControl: false, timeoutInMinutes: 10 },
      invite: { askPurpose: true, notice: 'New.' },
    };
    expect(keepOwnSettings(wanted, OWN, { region: 'eu_west_1', maxTimeoutInMinutes: 30 })).toEqual({
      ...wanted,
      environment: OWN.environment,
      signIn: OWN.signIn,
    });
  });

  it('changes nothing where there is no policy', () => {
    expect(keepOwnSettings(FORGED, OWN, NO_POLICY)).toEqual(FORGED);
  });
});

describe('locksOf', () => {
  it('locks nothing without a policy, and everything under one that sets everything', () => {
    expect(Object.values(locksOf(NO_POLICY))).not.toContain(true);
    expect(Object.values(locksOf(STRICT))).not.toContain(false);
  });

  it('takes a limit for no lock: below it everybody chooses', () => {
    expect(locksOf({ maxTimeoutInMinutes: 30, controlAllowed: true })).toEqual(locksOf(NO_POLICY));
  });

  it('locks exactly what the policy changes', () => {
    for (const [key, value] of Object.entries(STRICT)) {
      const policy = readPolicy({ [key]: value });
      const changed =
        JSON.stringify(applyPolicy(DEFAULT_SETTINGS, policy)) !== JSON.stringify(DEFAULT_SETTINGS);
      if (changed) expect(Object.values(locksOf(policy)), key).toContain(true);
    }
  });
});

describe('a custom host in a policy', () => {
  it.each<[string, Policy]>([
    ['apps.mypurecloud.ie', { region: 'eu_west_1' }],
    ['https://login.euw2.pure.cloud', { region: 'eu_west_2' }],
    ['genesys.example.com', { customHost: 'genesys.example.com' }],
    [
      'login.pure.cloud.evil.example',
      { problems: [{ name: 'customHost', kind: 'unreadable', given: null, taken: null, blocks: true }] },
    ],
  ])('%s reads as %j', (customHost, policy) => {
    expect(readPolicy({ customHost })).toEqual(policy);
  });

  it('that is the platform’s own leaves a region that is set beside it', () => {
    expect(readPolicy({ customHost: 'apps.mypurecloud.ie', region: 'us_west_2' })).toEqual({
      region: 'us_west_2',
    });
  });
});

describe('a client ID under a policy that sets another environment', () => {
  const THERE: Policy = { region: 'eu_west_1' };
  /** What a page shows, with another client ID typed, saved. */
  const typed = (clientId: string, own: Settings, policy: Policy) => {
    const shown = applyPolicy(own, policy);
    return keepOwnSettings({ ...shown, signIn: { ...shown.signIn, clientId } }, own, policy);
  };

  it('is not the user’s own one, which was entered for another environment and returns without the policy', () => {
    expect(applyPolicy(OWN, THERE).signIn.clientId).toBe('');
    expect(applyPolicy(OWN, { region: 'ap_south_1' }).signIn.clientId).toBe(OWN_CLIENT);
    expect(applyPolicy(OWN, { ...THERE, clientId: THEIR_CLIENT }).signIn.clientId).toBe(THEIR_CLIENT);
    expect(applyPolicy(keepOwnSettings(applyPolicy(OWN, THERE), OWN, THERE), NO_POLICY)).toEqual(OWN);
  });

  it('that is entered there counts there alone', () => {
    const stored = typed(FORGED_CLIENT, OWN, THERE);
    expect(applyPolicy(stored, THERE).signIn.clientId).toBe(FORGED_CLIENT);
    expect(applyPolicy(stored, NO_POLICY).signIn.clientId).toBe('');
    expect(applyPolicy(stored, { customHost: 'evil.example' }).signIn.clientId).toBe('');
    // What is saved next does not make it one of another environment.
    const shown = applyPolicy(stored, NO_POLICY);
    const later = keepOwnSettings({ ...shown, history: { keepForDays: 30 } }, stored, NO_POLICY);
    expect(applyPolicy(later, NO_POLICY).signIn.clientId).toBe('');
    expect(applyPolicy(later, THERE).signIn.clientId).toBe(FORGED_CLIENT);
  });

  it('that is entered after the policy was lifted is one of the user’s own environment', () => {
    const stored = typed(OWN_CLIENT, typed(FORGED_CLIENT, OWN, THERE), NO_POLICY);
    expect(stored).toEqual(OWN);
  });

  it('keeps its environment if only the environment beside it changes, under a policy that sets the client', () => {
    const policy: Policy = { clientId: THEIR_CLIENT };
    const shown = applyPolicy(OWN, policy);
    const moved = keepOwnSettings(
      { ...shown, environment: { kind: 'custom', host: 'evil.example' } },
      OWN,
      policy,
    );
    expect(applyPolicy(moved, policy).signIn.clientId).toBe(THEIR_CLIENT);
    expect(applyPolicy(moved, NO_POLICY).signIn.clientId).toBe('');
  });

  it('whose owner a page makes up is stored with its real one', () => {
    const forged = {
      ...OWN,
      signIn: { ...OWN.signIn, clientId: FORGED_CLIENT, clientIdFor: 'https://evil.example' },
    };
    expect(keepOwnSettings(forged, OWN, NO_POLICY).signIn).toEqual({
      ...OWN.signIn,
      clientId: FORGED_CLIENT,
    });
  });
});
