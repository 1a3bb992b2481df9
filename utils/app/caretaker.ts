import { browser } from '#imports';
import { showBadge } from '../browser-surfaces/badge';
import type { Start } from '../cobrowse/model';
import { registerDesktopScript, unregisterDesktopScript } from '../environment/content-script';
import { hasHostAccess } from '../environment/host-access';
import { findEnvironment } from '../settings/configuration';
import { readSettings } from '../settings/effective-settings';
import { foundServicesItem, joinLinksItem, sessionsItem, settingsItem, startsItem } from '../storage/items';
import { noteConversationInView, pushToDesktopTabs } from './desktop-tabs';
import type { Parts } from './parts';

/**
 * Keeps what others see in step with the book: badge, desktop pages, content script, and the appointments for starts that wait, links
 * that expire and sessions that end.
 */
export function createCaretaker({
  auth,
  book,
  history,
  starts,
  starter,
  sessionWatch,
  joinLinks,
  desktopViewOf,
}: Parts) {
  let wakeUp: { at(time: number | null): Promise<void> } | undefined;
  let appointing: Promise<void> = Promise.resolve();

  async function showState() {
    const [live, started] = await Promise.all([book.sessions(), starts.all()]);
    await Promise.allSettled([showBadge(live, started), pushToDesktopTabs(desktopViewOf)]);
    await makeAppointment();
  }

  /** Makes the one appointment anew. One after the other: an older answer must not undo a newer one. */
  function makeAppointment(): Promise<void> {
    appointing = appointing.then(appoint, appoint);
    return appointing;
  }

  /** Appoints what is due first; nothing where there is neither a session nor a start. */
  async function appoint() {
    const [live, overdue, started, renewal, offerCheck] = await Promise.all([
      book.sessions(),
      book.overdueSessions(),
      starts.all(),
      joinLinks.nextRenewal(),
      sessionWatch.nextOfferCheck(),
    ]);
    const dueTimes = [
      ...[...live, ...overdue].map(({ expiresAt }) => expiresAt),
      ...started.flatMap(dueAt),
      ...[renewal, offerCheck].filter((time) => time !== null),
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
    await sessionWatch.endOverdue();
    await Promise.allSettled([joinLinks.renewDue(), sessionWatch.checkOffers(), takeUpStarts()]);
    await showState();
  }

  async function takeUpStarts() {
    await starter.resumeInterrupted();
    await starter.resumeDue();
  }

  return {
    attend: () => void attendTo(),
    /** Registers the listeners and takes up what an earlier worker left. */
    watch(appointments: { at(time: number | null): Promise<void> }) {
      wakeUp = appointments;
      sessionsItem.watch(() => void showState());
      startsItem.watch(() => void showState());
      // Whose page a start would show is said in the desktop too.
      foundServicesItem.watch(() => void showState());
      settingsItem.watch(() => void showState());
      joinLinksItem.watch(() => void makeAppointment());
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
    void history.attend();
    if ((await auth.resumeSignIn()) !== null) await starter.resumeAfterSignIn();
    await attendTo();
  }
}

/** First run: nothing works before the set-up, so the set-up opens. */
async function openOptionsUnlessConfigured() {
  if ((await readSettings()).signIn.clientId === '') await browser.runtime.openOptionsPage();
}

/** Milliseconds after which a running start is looked after, in case the worker that runs it has died. */
const WATCH_AGAIN_AFTER_MS = 30_000;

function dueAt({ state }: Start): number[] {
  if (state.phase === 'running') return [Date.now() + WATCH_AGAIN_AFTER_MS];
  return state.phase === 'waiting' && state.failure.retryAt !== undefined ? [state.failure.retryAt] : [];
}
