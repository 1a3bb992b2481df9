import type { World } from './world.ts';

/**
 * Settles what invitations are like, as the settings page does: whether starts ask what they are
 * for, the notice, and whether a start sends them. Stories send them by hand unless they say
 * otherwise: they count messages and requests.
 */
export async function setInvite(
  world: World,
  invite: { askPurpose?: boolean; notice?: string; withStart?: boolean },
): Promise<void> {
  await world.worker().evaluate(async (changes) => {
    const { settings } = await chrome.storage.local.get('settings');
    const stored = settings as { invite?: object };
    await chrome.storage.local.set({
      settings: { ...stored, invite: { askPurpose: false, notice: '', withStart: false, ...changes } },
    });
  }, invite);
}

/**
 * Has the worker that runs now find this policy. A real one is a file of the whole computer, which
 * would reach the browsers of other tests too.
 */
export async function setPolicy(world: World, policy: Record<string, unknown>): Promise<void> {
  await world.worker().evaluate((managed) => {
    for (const api of [chrome, (globalThis as unknown as { browser?: typeof chrome }).browser]) {
      if (api) Object.assign(api.storage.managed, { get: async () => managed });
    }
    // As the browser does: the background keeps a policy until it changes.
    const changed = chrome.storage.onChanged as unknown as { dispatch(changes: object, area: string): void };
    changed.dispatch({}, 'managed');
  }, policy);
}
