import { browser } from '#imports';
import { identityItem, pendingSignInItem } from '../auth/state';
import { showBadge } from '../browser/badge';
import type { Start } from '../cobrowse/model';
import {
  foundServicesItem,
  joinLinksItem,
  sessionsItem,
  startsItem,
  startToConfirmItem,
} from '../cobrowse/state';
import { onceMore } from '../concurrency/once-more';
import { createSerializer } from '../concurrency/serialize';
import { watchHostAccess } from '../environment/host-access';
import { isFailure } from '../errors/failure';
import { floorRows } from '../floor/state';
import { requireEnvironment } from '../settings/configuration';
import { mayReachEnvironment } from '../settings/host-access';
import { managedPolicy } from '../settings/managed-policy';
import { settingsItem } from '../settings/state';
import type { Background } from './create-background';
import { getDesktopOrigin, noteConversationInView, pushToDesktopTabs } from './desktop-tabs';
import { createPolicyChanges } from './policy-changes';
import { desktopTabsItem, historyCaughtUpItem } from './state';
import { createUpdates } from './updates';

/**
 * Keeps what others see in step with the store: badge, desktop pages, content script, and the
 * alarm for starts that wait, links that expire and sessions that end.
 */
export function createHousekeeping(parts: Background) {
  const {
    auth,
    practice,
    sessionStore,
    history,
    deadlines,
    starts,
    starter,
    sessionWatch,
    joinLinks,
    desktop: { desktopViewOf },
  } = parts;
  const applyPolicyChanges = createPolicyChanges(parts);
  const updates = createUpdates(() => Date.now());
  let alarm: { at(time: number | null): Promise<void> } | undefined;
  const serialize = createSerializer();
  /** Sign-ins that are being finished, and wait for each other. */
  let finishing = 0;

  /** Starts and sessions change several times in a press: what they come to is shown. */
  const showState = onceMore(showStateNow);

  async function showStateNow() {
    const [live, started, identity, mayReach] = await Promise.all([
      sessionStore.sessions(),
      starts.all(),
      identityItem.get(),
      mayReachEnvironment(),
    ]);
    const isCutOff = identity !== null && !mayReach;
    await Promise.allSettled([showBadge(live, started, isCutOff), pushViews()]);
    await updateNextAlarm();
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
      const reported = JSON.stringify([agent, alsoThere, state, complete]);
      isNews ||= agentsInView.get(id) !== reported;
      agentsInView.set(id, reported);
    }
    if (isNews) await pushViews();
  }

  /** Sets the one alarm anew. One after the other: an older answer must not undo a newer one. */
  const updateNextAlarm = (): Promise<void> => serialize(setNextAlarm);

  /** Sets the alarm to what is due first; to nothing without a session or a start. */
  async function setNextAlarm() {
    const [live, overdue, started, deadline, update] = await Promise.all([
      sessionStore.sessions(),
      sessionStore.overdueSessions(),
      starts.all(),
      deadlines.next(),
      updates.due(),
    ]);
    const [renewal, offerCheck] =
      live.length > 0
        ? await Promise.all([joinLinks.nextRenewal(), sessionWatch.nextOfferCheck()])
        : [null, null];
    const dueTimes = [
      ...[...live, ...overdue].map(({ expiresAt }) => expiresAt),
      ...started.flatMap(dueAt),
      ...[renewal, offerCheck, deadline, update].filter((time) => time !== null),
    ];
    await alarm?.at(dueTimes.length > 0 ? Math.min(...dueTimes) : null);
  }

  /** Access can be taken away and given back at any time, in the browser's own pages. */
  async function noteAccess() {
    await (await import('./desktop-script')).syncDesktopScript();
    if ((await mayReachEnvironment()) && (await starts.all()).length > 0) await starter.resumeAfterGrant();
    await showState();
  }

  /**
   * Sees to everything that is due now. What serves sessions and starts is loaded only where there
   * is one.
   */
  async function runDueWork() {
    await Promise.all([deadlines.keepDue(), endOverdue()]);
    await Promise.allSettled([lookAfterSessions(), resumeStarts()]);
    await showState();
  }

  async function endOverdue() {
    if ((await sessionStore.overdueSessions()).length > 0) await sessionWatch.endOverdue();
  }

  async function lookAfterSessions() {
    if ((await sessionStore.sessions()).length === 0) return;
    await Promise.allSettled([joinLinks.renewDue(), sessionWatch.checkOffers()]);
  }

  async function resumeStarts() {
    if ((await starts.all()).length === 0) return;
    await starter.resumeInterrupted();
    await starter.resumeDue();
  }

  async function noteWindowClosed(windowId: number) {
    if ((await startToConfirmItem.get()) !== null) await parts.confirmations.noteClosed(windowId);
  }

  async function obeyPolicy() {
    // An organisation may switch practice off while somebody practises.
    await practice.resume();
    await applyPolicyChanges();
    await showState();
  }

  return {
    runDueWork: () => unlessLeft(runDueWork()),
    /** Registers the listeners and takes up what an earlier worker left. */
    watch(nextAlarm: { at(time: number | null): Promise<void> }) {
      alarm = nextAlarm;
      sessionsItem.watch(() => unlessLeft(deadlines.note().then(showState)));
      startsItem.watch(() => unlessLeft(showState()));
      floorRows.watch(() => unlessLeft(showAgents()));
      // Whose page a start would show is said in the desktop too.
      foundServicesItem.watch(() => unlessLeft(showState()));
      settingsItem.watch(() => unlessLeft(showState()));
      joinLinksItem.watch(() => unlessLeft(updateNextAlarm()));
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
      browser.windows.onRemoved.addListener((windowId) => unlessLeft(noteWindowClosed(windowId)));
      browser.runtime.onInstalled.addListener(({ reason }) => {
        void noteInstalled(reason === 'install');
      });
      updates.watch();
      // A browser may have dropped the alarm with its own end: being woken is enough to make it
      // anew.
      browser.runtime.onStartup.addListener(() => undefined);
      // What the worker was woken for comes first.
      setTimeout(() => unlessLeft(resumeWork()));
    },
  };

  async function noteInstalled(isNew: boolean) {
    void import('./desktop-script').then(({ syncDesktopScript }) => syncDesktopScript());
    if (isNew) await (await import('./on-install')).welcomeUnlessConfigured();
  }

  /** Finishes a sign-in whose worker died over it, and does what follows a sign-in. */
  async function finishSignIn() {
    // One that is being finished is not noted meanwhile; who comes then tries after it.
    if (finishing === 0 && (await pendingSignInItem.get()) === null) return;
    finishing += 1;
    const identity = await auth.resumeSignIn().finally(() => {
      finishing -= 1;
    });
    if (identity === null) return;
    await (await import('./desktop-script')).putDesktopScriptInPlace(await requireEnvironment());
    await starter.resumeAfterSignIn();
  }

  /**
   * Whether a worker that died may have left something of the history to do, or entries may have
   * become too old. A session leaves its deadline last, when all of it is recorded.
   */
  async function isHistoryBehind(): Promise<boolean> {
    const [live, deadline, caughtUp] = await Promise.all([
      sessionsItem.get(),
      deadlines.next(),
      historyCaughtUpItem.get(),
    ]);
    const age = Date.now() - (caughtUp?.at ?? 0);
    return Object.keys(live).length > 0 || deadline !== null || age < 0 || age > HISTORY_EVERY_MS;
  }

  async function catchUpHistory() {
    await history.catchUp();
    await historyCaughtUpItem.set({ at: Date.now() });
  }

  async function resumeWork() {
    await practice.resume();
    // It may have changed while no worker was there to hear of it.
    await applyPolicyChanges();
    await deadlines.note();
    if (await isHistoryBehind()) {
      // Nobody waits for it, and it takes a while: what the worker was woken for comes first.
      setTimeout(() => void catchUpHistory(), HISTORY_AFTER_MS);
    }
    await finishSignIn();
    await runDueWork();
  }
}

/** Nobody waits for it. What a sign-out cuts off is not reported. */
function unlessLeft(work: Promise<void>): void {
  void work.catch((error: unknown) => {
    if (!isFailure(error, 'signed-out')) throw error;
  });
}

/** Milliseconds after a wake until the history is looked after. */
const HISTORY_AFTER_MS = 250;
/** Entries of the history that are too old are looked for this often, in milliseconds. */
const HISTORY_EVERY_MS = 60 * 60_000;
/**
 * Milliseconds after which a running start is looked after, in case the worker that runs it has
 * died.
 */
const WATCH_AGAIN_AFTER_MS = 30_000;

function dueAt({ state }: Start): number[] {
  if (state.phase === 'running') return [Date.now() + WATCH_AGAIN_AFTER_MS];
  return state.phase === 'waiting' && state.failure.retryAt !== undefined ? [state.failure.retryAt] : [];
}
