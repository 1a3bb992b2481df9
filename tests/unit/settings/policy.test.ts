import { describe, expect, it } from 'vitest';
import { keepOwnSettings, locksOf } from '@/utils/settings/locks';
import { applyPolicy, limitSession, NO_POLICY, type Policy, readPolicy } from '@/utils/settings/policy';
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
};

/** Everything an organisation can set. */
const STRICT: Policy = {
  region: 'eu_west_1',
  clientId: THEIR_CLIENT,
  cobrowseService: 'platform',
  allowRemoteControl: false,
  controlAllowed: false,
  timeoutInMinutes: 20,
  maxTimeoutInMinutes: 30,
  purposeRequired: true,
  noticeText: 'Theirs.',
  historyDays: 30,
  disabledFeatures: ['client-credentials'],
};

describe('readPolicy', () => {
  it('reads what is right and passes over what is not, value by value', () => {
    expect(
      readPolicy({
        region: 'moon_1',
        customHost: 'http://genesys.example.com',
        clientId: 7,
        cobrowseService: 'none',
        allowRemoteControl: 'false',
        controlAllowed: false,
        timeoutInMinutes: 0,
        maxTimeoutInMinutes: 30,
        noticeText: 'x'.repeat(301),
        historyDays: -1,
        disabledFeatures: 'all',
        unheardOf: true,
      }),
    ).toEqual({ controlAllowed: false, maxTimeoutInMinutes: 30 });
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

  it('puts the organisation’s word above the user’s in everything it says', () => {
    expect(applyPolicy(OWN, STRICT)).toEqual({
      version: 1,
      environment: { kind: 'region', region: 'eu_west_1' },
      signIn: { ...OWN.signIn, method: 'pkce', clientId: THEIR_CLIENT },
      session: { allowRemoteControl: false, timeoutInMinutes: 20 },
      history: { keepForDays: 30 },
      cobrowseService: 'platform',
      invite: { askPurpose: true, notice: 'Theirs.' },
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
  /** What somebody who forges a message would want. */
  const FORGED: Settings = {
    ...applyPolicy(OWN, STRICT),
    environment: { kind: 'custom', host: 'evil.example' },
    signIn: { ...OWN.signIn, method: 'client-credentials', clientId: FORGED_CLIENT },
    session: { allowRemoteControl: true, timeoutInMinutes: 480 },
    history: { keepForDays: null },
    cobrowseService: 'auto',
    invite: { askPurpose: false, notice: 'Forged.' },
  };

  it('stores nothing of what is locked, whoever asks', () => {
    expect(keepOwnSettings(FORGED, OWN, STRICT)).toEqual(OWN);
  });

  it('keeps the user’s own values below a page that shows the organisation’s, for when the policy is lifted', () => {
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
    ['login.pure.cloud.evil.example', {}],
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

  it('is not the user’s own one, which was entered for their environment, and is theirs again without the policy', () => {
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

  it('stays whose it was where only the environment beside it changes, under a policy that sets the client', () => {
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
