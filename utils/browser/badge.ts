import { browser } from '#imports';
import type { Session, Start } from '../cobrowse/model';

/**
 * Shows the number of live sessions on the toolbar icon, or `!` if a start or missing host access
 * needs the user.
 */
export async function showBadge(sessions: Session[], starts: Start[], isCutOff: boolean): Promise<void> {
  const needsUser = isCutOff || starts.some(({ state }) => state.phase !== 'running');
  const text = needsUser ? '!' : sessions.length > 0 ? String(sessions.length) : '';
  await browser.action.setBadgeText({ text });
  await browser.action.setBadgeBackgroundColor({ color: needsUser ? '#b42318' : '#0f7b6c' });
}
