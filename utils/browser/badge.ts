import { browser } from '#imports';
import type { Session, Start } from '../cobrowse/model';

/** What the badge tells. */
export type BadgeFacts = {
  sessions: readonly Session[];
  starts: readonly Start[];
  /** Whether host access is missing. */
  isCutOff: boolean;
  /** How many conversations need the supervisor. */
  attention: number;
};

/** How long before its end a session is counted down, in milliseconds. */
const COUNTDOWN_MS = 120_000;
/** The countdown moves in steps of this length, in milliseconds. */
const STEP_MS = 10_000;

const RED = '#b42318';
const GREEN = '#0f7b6c';
const AMBER = '#875100';

/**
 * Returns the badge of the toolbar icon: `!` if a start or missing host access needs the user; the
 * time left in the last two minutes of a session, unless the user has ended it; the number of live
 * sessions; without any, the number of conversations that need attention.
 * @param now milliseconds since the epoch
 * @returns `next`: when the time changes it, in milliseconds since the epoch; `null` if it does not
 */
export function badgeOf(
  { sessions, starts, isCutOff, attention }: BadgeFacts,
  now: number,
): { text: string; color: string; next: number | null } {
  const timed = sessions.filter(({ ending }) => ending === undefined);
  const end = Math.min(...timed.map(({ expiresAt }) => expiresAt));
  const begin = end - COUNTDOWN_MS;
  const next = timed.length > 0 && now < begin ? begin : null;
  if (isCutOff || starts.some(({ state }) => state.phase !== 'running'))
    return { text: '!', color: RED, next };
  if (timed.length > 0 && now >= begin && now < end) {
    const steps = Math.ceil((end - now) / STEP_MS);
    const seconds = (steps * STEP_MS) / 1000;
    const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    return { text, color: AMBER, next: end - (steps - 1) * STEP_MS };
  }
  if (sessions.length > 0) return { text: String(sessions.length), color: GREEN, next };
  return { text: attention > 0 ? String(attention) : '', color: AMBER, next: null };
}

/** Shows the badge; returns when the time changes it. */
export async function showBadge(facts: BadgeFacts): Promise<number | null> {
  const { text, color, next } = badgeOf(facts, Date.now());
  await browser.action.setBadgeText({ text });
  await browser.action.setBadgeBackgroundColor({ color });
  return next;
}
