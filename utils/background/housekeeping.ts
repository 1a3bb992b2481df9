import { browser } from '#imports';
import { showBadge } from '../browser/badge';
import { onWindowClosed } from '../browser/confirm-window';
import type { Start } from '../cobrowse/model';
import { onceMore } from '../concurrency/once-more';
import { watchHostAccess } from '../environment/host-access';
import { isFailure } from '../errors/failure';
import { requireEnvironment } from '../settings/configuration';
import { mayReachEnvironment } from '../settings/host-access';
import {
  desktopTabsItem,
  floorRows,
  foundServicesItem,
  identityItem,
  joinLinksItem,
  sessionsItem,
  settingsItem,
  startsItem,
} from '../storage/items';
import { managedPolicy } from '../storage/managed-policy';
import type { Parts } from './create-background';
import { putDesktopScriptInPlace, syncDesktopScript } from './desktop-script';
import { getDesktopOrigin, noteConversationInView, pushToDesktopTabs } from './desktop-tabs';
import { welcomeUnlessConfigured } from './on-install';
import { createObedience } from './policy-changes';
import { createUpdates } from './updates';

/**
 * Keeps what others see in step with the book: badge, desktop pages, content script, and the
 * appointments for starts that wait, links that expire and sessions that end.
 */
export function createHousekeeping(parts: Parts) {
  const {
    auth,
    practice,
    book,
    history,
    deadlines,
    starts,
    starter,
    sessionWatch,
    joinLinks,
    desktopViewOf,
  } = parts;
  const obey = createObedience(parts);
  const updates = createUpdates(() => Date.now());
  let wakeUp: { at(time: number | null): Promise<void> } | undefined;
  let appointing: Promise<void> = Promise.resolve();

  /** Starts and sessions change several times in a press: what they come to is shown. */
  const showState = onceMore(showStateNow);

  async function showStateNow() {
    const [live, started, identity, mayReach] = await Promise.all([
      book.sessions(),
      starts.all(),
      identityItem.get(),
      mayReachEnvironment(),
    ]);
    const isCutOff = identity !== null && !mayReach;
    await Promise.allSettled([showBadge(live, started, isCutOff), pushViews()]);
    await makeAppointment();
    await updates.apply();
  }

  const pushViews = () => pushToDesktopTabs(desktopViewOf, getDesktopOrigin);

  /** What was told last of who has the conversations that are in view in the desktop. */
  const agentsInView = new Map<string, string>();

  /** Tells the desktop's pages where somebody else has a conversation in view now. */
  async function showAgents() {
    const ids = new Set(Object.values(await desktopTabsItem.get()));
    for (const id of agentsInView.keys()) if (!ids.has(id)) agentsInView.delete(id);
    if (ids.size === 0) return;
    const rows = await floorRows.find([...ids]);
    let isNews = false;
    for (const id of ids) {
      const { agent, alsoThere, state, complete } = rows.get(id) ?? {};
      const told = JSON.stringify([agent, alsoThere, state, complete]);
      isNews ||= agentsInView.get(id) !== told;
      agentsInView.set(id, told);
    }
    if (isNews) await pushViews();
  }

  /**
   * Makes the one appointment anew. One after the other: an older answer must not undo a newer one.
   */
  function makeAppointment(): Promise<void> {
    appointing = appointing.then(appoint, appoint);
    return appointing;
  }

  /** Appoints what is due first; nothing where there is neither a session nor a start. */
  async function appoint() {
    const [live, overdue, started, renewal, offerCheck, deadline, update] = await Promise.all([
      book.sessions(),
      book.overdueSessions(),
      starts.all(),
      joinLinks.nextRenewal(),
      sessionWatch.nextOfferCheck(),
      deadlines.next(),
      updates.due(),
    ]);
    const dueTimes = [
      ...[...live, ...overdue].map(({ expiresAt }) => expiresAt),
      ...started.flatMap(dueAt),
      ...[renewal, offerCheck, deadline, update].filter((time) => time !== null),
    ];
    await wakeUp?.at(dueTimes.length > 0 ? Math.min(...dueTimes) : null);
  }

  /** Access can be taken away and given back at any time, in the browser's own pages. */
  async function noteAccess() {
    await syncDesktopScript();
    if (await mayReachEnvironment()) await starter.resumeAfterGrant();
    await showState();
  }

  /** Sees to everything that is due now. */
  async function attendTo() {
    await Promise.all([deadlines.keepDue(), sessionWatch.endOverdue()]);
    await Promise.allSettled([joinLinks.renewDue(), sessionWatch.checkOffers(), takeUpStarts()]);
    await showState();
  }

  async function takeUpStarts() {
    await starter.resumeInterrupted();
    await starter.resumeDue();
  }

  async function obeyPolicy() {
    // An organisation may switch practice off while somebody practises.
    await practice.resume();
    await obey();
    await showState();
  }

  return {
    attend: () => unlessLeft(attendTo()),
    /** Registers the listeners and takes up what an earlier worker left. */
    watch(appointments: { at(time: number | null): Promise<void> }) {
      wakeUp = appointments;
      sessionsItem.watch(() => unlessLeft(deadlines.note().then(showState)));
      startsItem.watch(() => unlessLeft(showState()));
      floorRows.watch(() => unlessLeft(showAgents()));
      // Whose page a start would show is said in the desktop too.
      foundServicesItem.watch(() => unlessLeft(showState()));
      settingsItem.watch(() => unlessLeft(showState()));
      joinLinksItem.watch(() => unlessLeft(makeAppointment()));
      managedPolicy.watch(() => unlessLeft(obeyPolicy()));
      identityItem.watch(() => unlessLeft(showState()));
      watchHostAccess(() => unlessLeft(noteAccess()));
      browser.tabs.onRemoved.addListener((tabId) => {
        parts.prefetchLimit.forget(tabId);
        void noteConversationInView(tabId, null);
        // In Firefox a sign-in window outlives the worker that opened it, and what happens in it
        // wakes the next one: too early.
        unlessLeft(finishSignIn());
      });
      onWindowClosed((windowId) => unlessLeft(parts.confirmations.noteClosed(windowId)));
      browser.runtime.onInstalled.addListener(({ reason }) => {
        void syncDesktopScript();
        if (reason === 'install') void welcomeUnlessConfigured();
      });
      updates.watch();
      // A browser may have dropped the alarm with its own end: being woken is enough to make it
      // anew.
      browser.runtime.onStartup.addListener(() => undefined);
      unlessLeft(takeUp());
    },
  };

  /** Finishes a sign-in whose worker died over it, and does what follows a sign-in. */
  async function finishSignIn() {
    if ((await auth.resumeSignIn()) === null) return;
    await putDesktopScriptInPlace(await requireEnvironment());
    await starter.resumeAfterSignIn();
  }

  async function takeUp() {
    await practice.resume();
    // It may have changed while no worker was there to hear of it.
    await obey();
    await deadlines.note();
    // Nobody waits for it, and it takes a while: what the worker was woken for comes first.
    setTimeout(() => void history.attend(), HISTORY_AFTER_MS);
    await finishSignIn();
    await attendTo();
  }
}

/** Nobody waits for it. What a person's leaving cuts off is nothing to be told. */
function unlessLeft(work: Promise<void>): void {
  void work.catch((error: unknown) => {
    if (!isFailure(error, 'signed-out')) throw error;
  });
}

/** Milliseconds after a wake until the history is looked after. */
const HISTORY_AFTER_MS = 250;
/**
 * Milliseconds after which a running start is looked after, in case the worker that runs it has
 * died.
 */
const WATCH_AGAIN_AFTER_MS = 30_000;

function dueAt({ state }: Start): number[] {
  if (state.phase === 'running') return [Date.now() + WATCH_AGAIN_AFTER_MS];
  return state.phase === 'waiting' && state.failure.retryAt !== undefined ? [state.failure.retryAt] : [];
}
