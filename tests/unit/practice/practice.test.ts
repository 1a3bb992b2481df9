import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { identityItem, pendingSignInItem, tokenItem } from '@/utils/auth/state';
import { clearOnSignOut } from '@/utils/background/state';
import { sessionsItem, startsItem } from '@/utils/cobrowse/state';
import { namesItem } from '@/utils/floor/state';
import { PRACTISING } from '@/utils/practice/model';
import { createPractice } from '@/utils/practice/practice';
import { hasSignInBackup, isSomebodyBackedUp } from '@/utils/practice/sign-in-backup';
import { practiceItem, signInBackupItem } from '@/utils/practice/state';
import { inPractice } from '@/utils/settings/effective-settings';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { secretItem } from '@/utils/settings/state';
import { session } from '../components/fake-app';
import { failureOf } from '../failure-of';

const DANA = { userId: 'dana', name: 'Dana Whitfield' };
const TOKEN = { accessToken: 'real-token', expiresAt: 1, environmentKey: 'eu_west_1', clientId: 'c' };

let allowed = true;
const closeTab = vi.fn(async (_tabId: number) => undefined);
const practice = () =>
  createPractice({ clearOnSignOut, isAllowed: async () => allowed, closeTab, now: () => 7 });

const stored = async () => await fakeBrowser.storage.session.get();

async function signIn() {
  await tokenItem.set(TOKEN);
  await identityItem.set(DANA);
}

beforeEach(() => {
  fakeBrowser.reset();
  allowed = true;
  closeTab.mockClear();
});

describe('practice', () => {
  it('replaces the sign-in, and leaves no token where calls look for one', async () => {
    await signIn();
    await namesItem.set({ users: { real: 'Real Person' }, queues: {} });
    await practice().enter();
    expect(await identityItem.get()).toEqual(PRACTISING);
    expect(await tokenItem.get()).toBeNull();
    expect(await namesItem.get()).toEqual({ users: {}, queues: {} });
    expect(await practice().isOn()).toBe(true);
  });

  it('restores the sign-in, and leaves no practice data', async () => {
    await signIn();
    const before = await stored();
    await practice().enter();
    await sessionsItem.set({ s: session(1, { id: 's', tabId: 9 }) });
    await practice().leave();
    expect(await stored()).toEqual(before);
    expect(closeTab).toHaveBeenCalledExactlyOnceWith(9);
  });

  it('works while nobody is signed in, and ends that way', async () => {
    await practice().enter();
    expect(await identityItem.get()).toEqual(PRACTISING);
    await practice().leave();
    expect(await stored()).toEqual({});
  });

  const secret = (text: string) => ({ environmentKey: 'us_east_1', clientId: 'c', secret: text });
  it('leaves the client secret where it is changed and forgotten: neither comes back, nor is lost', async () => {
    await signIn();
    await secretItem.set(secret('old'));
    await practice().enter();
    expect(await secretItem.get()).toEqual(secret('old'));
    await secretItem.set(secret('new'));
    await practice().leave();
    expect(await secretItem.get()).toEqual(secret('new'));
    await practice().enter();
    await secretItem.set(null);
    await practice().leave();
    expect(await secretItem.get()).toBeNull();
  });

  it('entered twice keeps the real sign-in, and left twice changes nothing', async () => {
    await signIn();
    const one = practice();
    await Promise.all([one.enter(), one.enter(), one.leave(), one.leave()]);
    expect(await identityItem.get()).toEqual(DANA);
    expect(await tokenItem.get()).toEqual(TOKEN);
  });

  const START = {
    purpose: null,
    conversationId: 'c',
    customerName: null,
    settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
    startedAt: 1,
  };
  it.each([
    [
      'the organization has switched it off',
      'policy',
      async () => {
        allowed = false;
      },
    ],
    ['a session is live', 'session', () => sessionsItem.set({ s: session(1) })],
    [
      'a start is under way',
      'session',
      () => startsItem.set({ c: { ...START, state: { phase: 'running', step: 'checking', tries: 0 } } }),
    ],
    [
      'a sign-in is open',
      'sign-in',
      () => pendingSignInItem.set({ environmentKey: 'us_east_1', clientId: 'c', openedAt: 5 }),
    ],
  ])('is refused while %s, and nothing changes', async (_when, subject, prepare) => {
    await signIn();
    await prepare();
    const before = await stored();
    expect(await failureOf(practice().enter())).toEqual({ code: 'practice-refused', subject });
    expect(await stored()).toEqual(before);
  });
});

describe('a worker that died', () => {
  it('while practice was entered: the next one finishes it', async () => {
    await signIn();
    await signInBackupItem.set({ identity: DANA, 'access-token': TOKEN });
    await practiceItem.set({ startedAt: 7, sessions: [] });
    await practice().resume();
    expect(await identityItem.get()).toEqual(PRACTISING);
    expect(await tokenItem.get()).toBeNull();
    await practice().leave();
    expect(await identityItem.get()).toEqual(DANA);
  });

  it('before practice was on, or after it was off: the sign-in is back', async () => {
    await signInBackupItem.set({ identity: DANA, 'access-token': TOKEN });
    await practice().resume();
    expect(await identityItem.get()).toEqual(DANA);
    expect(await tokenItem.get()).toEqual(TOKEN);
    expect(await signInBackupItem.get()).toBeNull();
  });

  it('in between finds practice as it was', async () => {
    await practice().enter();
    const before = await stored();
    await practice().resume();
    expect(await stored()).toEqual(before);
  });
});

describe('a sign-in that an earlier version backed up under the former key', () => {
  const former = { 'set-aside': { identity: DANA, 'access-token': TOKEN } };
  beforeEach(async () => await fakeBrowser.storage.session.set(former));

  it('is back after the practice', async () => {
    await practiceItem.set({ startedAt: 7, sessions: [] });
    await identityItem.set(PRACTISING);
    await practice().leave();
    expect(await stored()).toEqual({ identity: DANA, 'access-token': TOKEN });
  });

  it('is back where a worker died before practice was on, or after it was off', async () => {
    await practice().resume();
    expect(await stored()).toEqual({ identity: DANA, 'access-token': TOKEN });
  });

  it('is known while practice is on, and moved to the new key', async () => {
    expect(await isSomebodyBackedUp()).toBe(true);
    expect(await stored()).toEqual({ 'sign-in-backup': former['set-aside'] });
    expect(await hasSignInBackup()).toBe(true);
  });

  it('is moved again where a worker died over it', async () => {
    await fakeBrowser.storage.session.set({ 'sign-in-backup': former['set-aside'] });
    await practice().resume();
    await practice().resume();
    expect(await stored()).toEqual({ identity: DANA, 'access-token': TOKEN });
  });

  it('does not come back in the place of a later backup', async () => {
    await identityItem.set({ userId: 'femi', name: 'Femi Okoro' });
    await practice().enter();
    await practice().leave();
    expect(await stored()).toEqual({ identity: { userId: 'femi', name: 'Femi Okoro' } });
  });

  it('that cannot be read is none', async () => {
    await fakeBrowser.storage.session.set({ 'set-aside': 'garbage' });
    expect(await hasSignInBackup()).toBe(false);
  });
});

it('ends when the organization switches it off meanwhile', async () => {
  await signIn();
  await practice().enter();
  allowed = false;
  await practice().resume();
  expect(await identityItem.get()).toEqual(DANA);
});

describe('the service to practice', () => {
  it('is the one that was chosen; without a choice the settings decide', () => {
    const auto = { ...DEFAULT_SETTINGS, cobrowseService: 'auto' } as const;
    const screen = { ...DEFAULT_SETTINGS, cobrowseService: 'screen' } as const;
    expect(inPractice(auto, {}).cobrowseService).toBe('sessions');
    expect(inPractice(auto, { service: 'screen' }).cobrowseService).toBe('screen');
    expect(inPractice(screen, {}).cobrowseService).toBe('screen');
    expect(inPractice(screen, { service: 'sessions' }).cobrowseService).toBe('sessions');
  });

  it('can be chosen while practice is on, and is forgotten with it', async () => {
    await practice().choose('screen');
    expect(await practiceItem.get()).toBeNull();
    await practice().enter();
    await practice().choose('screen');
    expect(await practiceItem.get()).toMatchObject({ service: 'screen' });
    await practice().leave();
    await practice().enter();
    expect((await practiceItem.get())?.service).toBeUndefined();
  });
});
