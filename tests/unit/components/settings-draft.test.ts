import { describe, expect, it } from 'vitest';
import {
  changeDraft,
  findProblems,
  isClientIdTakenOut,
  keepsSecret,
  rebase,
  type SettingsDraft,
  settleEnvironment,
  toDraft,
  underPolicy,
} from '@/components/settings-form/settings-draft';
import { DEFAULT_SETTINGS, type Settings } from '@/utils/settings/settings';

const CLIENT = '3f2a9c1e-5b7d-4e8f-9a0b-1c2d3e4f5a6b';
const OTHER = '7d1e0b52-0000-4000-8000-1c2d3e4f5a6b';
const STORED: Settings = {
  ...DEFAULT_SETTINGS,
  environment: { kind: 'custom', host: 'genesys.example.com' },
  signIn: { ...DEFAULT_SETTINGS.signIn, method: 'client-credentials', clientId: CLIENT },
};

/** The stored settings after these changes, one after the other. */
const changed = (...parts: Partial<SettingsDraft>[]) =>
  parts.reduce((draft: SettingsDraft, part) => changeDraft(draft, part, false), toDraft(STORED));
/** What a host is while it is typed, letter by letter. */
const typing = (host: string) => [...host].map((_, index) => ({ host: host.slice(0, index + 1) }));
const ELSEWHERE = { environmentKind: 'region', region: 'eu_west_1' } as const;

describe('the client ID on the page', () => {
  it.each<[string, Partial<SettingsDraft>[]]>([
    ['a region', [ELSEWHERE]],
    ['another host, letter by letter', typing('evil.example')],
    ['a host that goes on', [{ host: 'genesys.example.com.evil.example' }]],
    ['another port', [{ host: 'genesys.example.com:8443' }]],
    ['no host', [{ host: '' }]],
  ])('is taken out with %s, and comes back with its own environment', (_what, parts) => {
    const left = changed(...parts);
    expect([left.clientId, isClientIdTakenOut(left)]).toEqual(['', true]);
    const back = changeDraft(left, { environmentKind: 'custom', host: 'genesys.example.com' }, false);
    expect([back.clientId, isClientIdTakenOut(back)]).toEqual([CLIENT, false]);
  });

  it('that was typed for another environment, and not saved, goes and comes with that one', () => {
    const there = changed(ELSEWHERE, { clientId: OTHER });
    const back = changeDraft(there, { environmentKind: 'custom' }, false);
    expect(back.clientId).toBe(CLIENT);
    expect(changeDraft(back, ELSEWHERE, false).clientId).toBe(OTHER);
    expect(changeDraft(back, { ...ELSEWHERE, region: 'us_west_2' }, false).clientId).toBe('');
  });

  it('that is typed before the host is for the host that is then typed, and for no later one', () => {
    const typed = changed({ host: '' }, { clientId: OTHER }, ...typing('proxy.example.com'));
    expect(typed.clientId).toBe(OTHER);
    const settled = settleEnvironment(typed);
    expect(changeDraft(settled, { host: 'evil.example' }, false).clientId).toBe('');
  });

  it('stays where the same environment is written otherwise, and where nothing of it changes', () => {
    expect(changed({ host: 'https://GENESYS.example.com/' }).clientId).toBe(CLIENT);
    expect(changed({ notice: 'x' }).clientId).toBe(CLIENT);
  });

  it('that the organization has set stays', () => {
    expect(changeDraft(toDraft(STORED), ELSEWHERE, true).clientId).toBe(CLIENT);
  });

  it('that was typed before a policy set another environment is not taken there', () => {
    const settings: Settings = {
      ...STORED,
      environment: { kind: 'region', region: 'eu_west_1' },
      signIn: { ...STORED.signIn, clientId: '' },
    };
    const typed = changed({ clientId: OTHER }, { clientSecret: 's3cret' });
    expect(underPolicy(typed, settings, { region: 'eu_west_1' })).toMatchObject({
      clientId: '',
      clientSecret: '',
    });
  });
});

describe('the client secret on the page', () => {
  it('that was just typed is dropped with another environment', () => {
    expect(changed({ clientSecret: 's3cret' }, { host: 'evil.example' }).clientSecret).toBe('');
    expect(changed({ clientSecret: 's3cret' }, { notice: 'x' }).clientSecret).toBe('s3cret');
  });

  it.each<[string, Partial<SettingsDraft>[], boolean]>([
    ['what is stored', [], true],
    ['another notice', [{ notice: 'x' }], true],
    ['another host', [{ host: 'evil.example' }, { clientId: CLIENT }], false],
    ['another client', [{ clientId: OTHER }], false],
    ['another method', [{ method: 'pkce' }], false],
  ])('is said to be stored for %s: %j → %s', (_what, parts, kept) => {
    expect(keepsSecret(changed(...parts), STORED, true)).toBe(kept);
    expect(keepsSecret(changed(...parts), STORED, false)).toBe(false);
  });
});

describe('the stored settings that change elsewhere', () => {
  const elsewhere: Settings = {
    ...STORED,
    environment: { kind: 'region', region: 'eu_west_1' },
    signIn: { ...STORED.signIn, clientId: OTHER },
    session: { allowRemoteControl: true, timeoutInMinutes: 60 },
    invite: { askPurpose: true, notice: 'Theirs' },
    attention: { ...STORED.attention, holdSeconds: 60 },
  };

  it('are followed where nothing was changed, in each part by itself', () => {
    const mine = changed({
      notice: 'Mine',
      session: { ...STORED.session, timeoutInMinutes: 5 },
      attention: { ...STORED.attention, alertingSeconds: 10 },
    });
    expect(rebase(mine, STORED, elsewhere)).toEqual({
      ...toDraft(elsewhere),
      notice: 'Mine',
      session: { allowRemoteControl: true, timeoutInMinutes: 5 },
      attention: { ...elsewhere.attention, alertingSeconds: 10 },
    });
  });

  it.each<[string, Partial<SettingsDraft>]>([
    ['client ID', { clientId: '11111111-0000-4000-8000-1c2d3e4f5a6b' }],
    ['secret', { clientSecret: 's3cret' }],
    ['host', { host: 'other.example.com' }],
  ])('do not tear what belongs to a sign-in apart, once its %s was changed', (_what, part) => {
    const mine = changed(part);
    const { environmentKind, host, clientId, clientIdFor, clientSecret } = mine;
    expect(rebase(mine, STORED, elsewhere)).toMatchObject({
      environmentKind,
      host,
      clientId,
      clientIdFor,
      clientSecret,
      notice: 'Theirs',
    });
  });

  it('leave a text as it is being typed, with the space at its end', () => {
    expect(rebase(changed({ notice: ' ' }), STORED, STORED).notice).toBe(' ');
    const others: Settings = { ...STORED, iconOpens: 'side-panel' };
    expect(rebase(changed({ notice: ' ' }), STORED, others).notice).toBe(' ');
  });
});

describe('a notice', () => {
  it('that is too long is a problem, and never cut', () => {
    expect(findProblems(changed({ notice: 'x'.repeat(300) })).notice).toBeUndefined();
    expect(findProblems(changed({ notice: ` ${'x'.repeat(300)} ` })).notice).toBeUndefined();
    expect(findProblems(changed({ notice: 'x'.repeat(1_412) })).notice).toBe(
      'Too long: 1,412 of at most 300 characters.',
    );
  });
});
