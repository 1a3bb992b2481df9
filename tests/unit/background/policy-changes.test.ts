import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { identityItem, pendingSignInItem } from '@/utils/auth/state';
import { createPolicyChanges } from '@/utils/background/policy-changes';
import { clearOnSignOut, desktopScriptItem } from '@/utils/background/state';
import { startsItem } from '@/utils/cobrowse/state';
import { createPractice } from '@/utils/practice/practice';
import { practiceItem, signInBackupItem } from '@/utils/practice/state';
import type { Policy } from '@/utils/settings/policy';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { appliedPolicyItem, rememberedSecretItem, secretItem, settingsItem } from '@/utils/settings/state';
import { CONVERSATION_ID, newStart } from '../cobrowse/fixtures';

const OWN_CLIENT = '3f2a9c1e-5b7d-4e8f-9a0b-1c2d3e4f5a6b';
const THEIR_CLIENT = '7d1e0b52-0000-4000-8000-1c2d3e4f5a6b';

/** The registered content scripts of the browser in memory, which has none of its own. */
let scripts: { id: string; matches?: string[] }[];

beforeEach(async () => {
  fakeBrowser.reset();
  scripts = [{ id: 'genesys-desktop', matches: ['https://apps.mypurecloud.com/directory/*'] }];
  vi.spyOn(fakeBrowser.permissions, 'contains').mockResolvedValue(true as never);
  vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue([] as never);
  vi.spyOn(fakeBrowser.scripting, 'getRegisteredContentScripts').mockImplementation(
    (async () => scripts) as never,
  );
  vi.spyOn(fakeBrowser.scripting, 'registerContentScripts').mockImplementation((async (
    added: typeof scripts,
  ) => {
    scripts.push(...added);
  }) as never);
  vi.spyOn(fakeBrowser.scripting, 'unregisterContentScripts').mockImplementation((async () => {
    scripts = [];
  }) as never);
  await settingsItem.set({
    ...DEFAULT_SETTINGS,
    signIn: { ...DEFAULT_SETTINGS.signIn, clientId: OWN_CLIENT },
    history: { keepForDays: 365 },
  });
});

/** The parts of the background that it needs, with a user signed in. */
async function createScene(changes: { signedIn?: boolean } = {}) {
  if (changes.signedIn !== false) await identityItem.set({ userId: 'u-1', name: 'Dana Whitfield' });
  const done: string[] = [];
  const applyPolicyChanges = createPolicyChanges({
    auth: {
      signOut: async () => {
        done.push('sign-out');
        await identityItem.clear();
      },
    },
    history: {
      recordLeft: async () => {},
      prune: async (days: number | null, when: string) => void done.push(`prune ${days} ${when}`),
    },
    practice: { leave: async () => {} },
    sessionWatch: { enforceLimits: async () => {} },
  } as unknown as Parameters<typeof createPolicyChanges>[0]);
  return {
    done,
    /** Sets the policy, and sends the change event to the worker. */
    async set(policy: Policy) {
      await fakeBrowser.storage.managed.set(policy);
      await applyPolicyChanges();
    },
    apply: applyPolicyChanges,
  };
}

describe('a policy that arrives', () => {
  it.each<[string, Policy, string[]]>([
    ['another client signs out', { clientId: THEIR_CLIENT }, ['sign-out']],
    ['another environment signs out', { region: 'eu_west_1' }, ['sign-out']],
    ['the same client and environment do not', { clientId: OWN_CLIENT, region: 'us_east_1' }, []],
    ['a shorter time takes what is too old at once', { historyDays: 30 }, ['prune 30 now']],
    ['limits change nothing that is there', { maxTimeoutInMinutes: 5, controlAllowed: false }, []],
  ])('%s', async (_what, policy, done) => {
    const scene = await createScene();
    await scene.set(policy);
    expect(scene.done).toEqual(done);
  });

  it('does not sign out when nobody is signed in: that would block the next silent sign-in', async () => {
    const scene = await createScene({ signedIn: false });
    await scene.set({ clientId: THEIR_CLIENT });
    expect(scene.done).toEqual([]);
  });

  it('keeps practice without a sign-in, and signs out the sign-in that is backed up', async () => {
    const scene = await createScene();
    await practiceItem.set({ startedAt: 1, sessions: [] });
    await signInBackupItem.set({});
    await scene.set({ region: 'eu_west_1' });
    expect(scene.done).toEqual([]);
    await signInBackupItem.set({ identity: { userId: 'u-1', name: 'Dana Whitfield' } });
    await scene.set({ region: 'eu_west_2' });
    expect(scene.done).toEqual(['sign-out']);
  });

  it.each<[string, Policy, boolean]>([
    ['for another environment forgets', { region: 'eu_west_1' }, false],
    ['for another client keeps', { clientId: THEIR_CLIENT }, true],
  ])('%s a start that waits for the first sign-in', async (_what, policy, stays) => {
    const scene = await createScene({ signedIn: false });
    await startsItem.set({
      [CONVERSATION_ID]: { ...newStart(), state: { phase: 'waiting', failure: { code: 'signed-out' } } },
    });
    await scene.set(policy);
    expect(Object.keys(await startsItem.get()).length > 0).toBe(stays);
  });

  it.each<[string, Policy, boolean]>([
    ['another environment', { region: 'eu_west_1' }, false],
    ['another client', { clientId: THEIR_CLIENT }, false],
    ['the same client and environment', { clientId: OWN_CLIENT, region: 'us_east_1' }, true],
  ])(
    'for %s decides whether a sign-in whose window is open can still be finished',
    async (_what, policy, stays) => {
      const scene = await createScene({ signedIn: false });
      await pendingSignInItem.set({ environmentKey: 'us_east_1', clientId: OWN_CLIENT, openedAt: 1 });
      await scene.set(policy);
      expect((await pendingSignInItem.get()) !== null).toBe(stays);
    },
  );

  it('is applied once, however often the worker is notified', async () => {
    const scene = await createScene();
    await scene.set({ clientId: THEIR_CLIENT });
    await identityItem.set({ userId: 'u-2', name: 'Femi Okoro' });
    await Promise.all([scene.apply(), scene.apply()]);
    expect(scene.done).toEqual(['sign-out']);
  });

  it('is applied by the next worker if the first one died while applying it', async () => {
    const scene = await createScene();
    await fakeBrowser.storage.managed.set({ clientId: THEIR_CLIENT });
    vi.spyOn(identityItem, 'get').mockRejectedValueOnce(new Error('No SW'));
    await expect(scene.apply()).rejects.toThrow();
    expect(await appliedPolicyItem.get()).toEqual({});
    await scene.apply();
    expect(scene.done).toEqual(['sign-out']);
  });

  it.each([false, true])(
    'that allows no client secrets leaves none anywhere (in practice: %s)',
    async (practicing) => {
      const stored = { environmentKey: 'us_east_1', clientId: OWN_CLIENT, secret: 's3cret' };
      await rememberedSecretItem.set(stored);
      await secretItem.set(stored);
      const practice = createPractice({
        clearOnSignOut,
        isAllowed: async () => true,
        closeTab: async () => undefined,
        now: () => 1,
      });
      if (practicing) await practice.enter();
      const scene = await createScene();
      await scene.set({ disabledFeatures: ['client-credentials'] });
      await practice.leave();
      expect(await rememberedSecretItem.get()).toBeNull();
      expect(await secretItem.get()).toBeNull();
    },
  );

  it('takes the button away, and brings it back when it is lifted', async () => {
    await desktopScriptItem.set('us_east_1');
    const scene = await createScene();
    await scene.set({ disabledFeatures: ['desktop-button'] });
    expect(scripts).toEqual([]);
    await fakeBrowser.storage.managed.clear();
    await scene.apply();
    expect(scripts.map(({ id }) => id)).toEqual(['genesys-desktop']);
  });

  it('that is lifted signs out of what the organization had set, and gives the history its old time', async () => {
    const scene = await createScene();
    await scene.set({ clientId: THEIR_CLIENT, historyDays: 30 });
    await identityItem.set({ userId: 'u-1', name: 'Dana Whitfield' });
    await fakeBrowser.storage.managed.clear();
    await scene.apply();
    expect(scene.done).toEqual(['sign-out', 'prune 30 now', 'sign-out', 'prune 365 now']);
  });
});
