import { expect } from 'vitest';
import type { World } from './world.ts';

/** Times of stored sessions, in milliseconds from now. */
type Times = {
  startedAgo?: number;
  expiresIn?: number;
  offerEndsIn?: number;
};

/** The background may still write what it knew before; such a write comes within this time. */
const SETTLED_MS = 300;

/**
 * Changes the times of all stored sessions, as if time had passed. Resolves when the change has
 * stayed, with the moment that counted as now, in milliseconds since the epoch.
 */
export async function changeSessions(
  world: World,
  { startedAgo, expiresIn, offerEndsIn }: Times,
): Promise<number> {
  const now = Date.now();
  const wanted = {
    ...(startedAgo !== undefined && { startedAt: now - startedAgo }),
    ...(expiresIn !== undefined && { expiresAt: now + expiresIn }),
  };
  const offerEndsAt = offerEndsIn === undefined ? null : now + offerEndsIn;
  const isChanged = () =>
    world.worker().evaluate(
      async ([times, offerEnd]) => {
        type Stored = Record<string, { offer?: { endsAt: number } }>;
        const { 'cobrowse-sessions': stored } = await chrome.storage.session.get('cobrowse-sessions');
        const before = JSON.stringify(stored);
        const sessions = (stored ?? {}) as Stored;
        for (const session of Object.values(sessions)) {
          Object.assign(session, times);
          if (offerEnd !== null && session.offer) session.offer.endsAt = offerEnd;
        }
        const isSame = JSON.stringify(stored) === before;
        if (!isSame) await chrome.storage.session.set({ 'cobrowse-sessions': sessions });
        return isSame;
      },
      [wanted, offerEndsAt] as const,
    );
  await expect.poll(isChanged, { interval: SETTLED_MS }).toBe(true);
  return now;
}
