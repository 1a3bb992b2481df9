import { browser } from '#imports';
import { showBadge } from '../browser-surfaces/badge';
import { registerDesktopScript, unregisterDesktopScript } from '../environment/content-script';
import { hasHostAccess } from '../environment/host-access';
import { findEnvironment } from '../settings/configuration';
import { sessionsItem, settingsItem, startsItem } from '../storage/items';
import { noteConversationInView, pushToDesktopTabs } from './desktop-tabs';
import type { Parts } from './parts';

/**
 * Keeps what others see in step with the book: badge, desktop pages, content script, and the appointments for starts that wait and
 * sessions that end.
 */
export function createCaretaker({ auth, book, starter, desktopViewOf }: Parts) {
  let wakeUp: { at(time: number | null): Promise<void> } | undefined;

  async function showState() {
    const [sessions, starts] = await Promise.all([book.sessions(), book.starts()]);
    await Promise.allSettled([showBadge(sessions, starts), pushToDesktopTabs(desktopViewOf)]);
    const dueTimes = [
      ...sessions.map(({ expiresAt }) => expiresAt),
      ...starts.flatMap(({ state }) => (state.phase === 'waiting' ? (state.failure.retryAt ?? []) : [])),
    ];
    await wakeUp?.at(dueTimes.length > 0 ? Math.min(...dueTimes) : null);
  }

  async function syncDesktopScript() {
    const environment = await findEnvironment();
    if (environment && (await hasHostAccess(environment))) await registerDesktopScript(environment);
    else await unregisterDesktopScript();
  }

  /** Sees to everything that is due now. */
  async function attendTo() {
    await book.dropExpired();
    await starter.resumeDue();
    await showState();
  }

  return {
    attend: () => void attendTo(),
    /** Registers the listeners and takes up what an earlier worker left. */
    watch(appointments: { at(time: number | null): Promise<void> }) {
      wakeUp = appointments;
      sessionsItem.watch(() => void showState());
      startsItem.watch(() => void showState());
      browser.permissions.onAdded.addListener(() => void syncDesktopScript());
      browser.permissions.onRemoved.addListener(() => void syncDesktopScript());
      browser.tabs.onRemoved.addListener((tabId) => void noteConversationInView(tabId, null));
      browser.runtime.onInstalled.addListener(({ reason }) => {
        void syncDesktopScript();
        if (reason === 'install') void openOptionsUnlessConfigured();
      });
      void takeUp();
    },
  };

  async function takeUp() {
    if ((await auth.resumeSignIn()) !== null) await starter.resumeAfterSignIn();
    await starter.resumeInterrupted();
    await attendTo();
  }
}

/** First run: nothing works before the set-up, so the set-up opens. */
async function openOptionsUnlessConfigured() {
  if ((await settingsItem.get()).signIn.clientId === '') await browser.runtime.openOptionsPage();
}
