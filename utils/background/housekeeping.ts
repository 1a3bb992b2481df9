import { browser } from '#imports';
import { identityItem, pendingSignInItem } from '../auth/state';
import { showBadge } from '../browser/badge';
import type { Start } from '../cobrowse/model';
import {
  endNoticesItem,
  foundServicesItem,
  joinLinksItem,
  screenIntentRecords,
  sessionsItem,
  startsItem,
  startToConfirmItem,
  startViewItem,
} from '../cobrowse/state';
import { coalesce } from '../concurrency/coalesce';
import { createSerializer } from '../concurrency/serialize';
import { watchHostAccess } from '../environment/host-access';
import { isFailure } from '../errors/failure';
import { floorLiveItem, floorRows } from '../floor/state';
import { requireEnvironment } from '../settings/configuration';
import { readSettings } from '../settings/effective-settings';
import { mayAccessEnvironment } from '../settings/host-access';
import { managedPolicy } from '../settings/managed-policy';
import { settingsItem } from '../settings/state';
import type { Background } from './create-background';
import { getDesktopOrigin, noteConversationInView, pushToDesktopTabs } from './desktop-tabs';
import type { Doors } from './doors';
import { createPolicyChanges } from './policy-changes';
import { desktopTabsItem, historyCaughtUpItem } from './state';
import { createUpdates } from './updates';

/**
 * Keeps everything outside the store in line with it: badge, desktop pages, content script, and the
 * alarm for starts that wait, links that expire and sessions that end.
 */
export function createHousekeeping(parts: Background, doors: Pick<Doors, 'look' | 'noteRows'>) {
  const {
    auth,
    practice,
    sessionStore,
    history,
    deadlines,
    desktopScript,
    starts,
    starter,
    sessionWatch,
    joinLinks,
    screens,
    desktop: { desktopViewOf },
  } = parts;
  const applyPolicyChanges = createPolicyChanges(parts);
  const updates = createUpdates(() => Date.now());
  let alarm: { at(time: number | null): Promise<void> } | undefined;
  const serialize = createSerializer();
  /** When badge and notifications change without an event, in milliseconds since the epoch. */
  let signsDue: number[] = [];
  let followsFloor = false;
  /** Sign-ins that are being finished, one after the other. */
  let finishing = 0;

  /**
   * Starts and sessions change several times per press: show only the result, and only once the
   * call of each step is on its way.
   */
  const showState = coalesce(async () => {
    await new Promise((resolve) => setTimeout(resolve, SHOW_AFTER_MS));
    await showStateNow();
  });

  async function showStateNow() {
    await Promise.allSettled([showSigns(), pushViews()]);
    await updateNextAlarm();
    await updates.apply();
  }

  /**
   * Shows the badge, and notifies about what has happened; remembers when to look again. Runs one
   * at a time: what an older look has found must not replace what a newer one has.
   */
  const showSigns = coalesce(async () => {
    const [sessions, started, identity, mayReach, { notices }, isLive] = await Promise.all([
      sessionStore.sessions(),
      starts.all(),
      identityItem.get(),
      mayAccessEnvironment(),
      readSettings(),
      floorLiveItem.get(),
    ]);
    // Only a list that is kept up to date, or a wish to be notified, needs more than these.
    const needsLook = notices.kinds.length > 0 || (isLive && sessions.length === 0);
    const nothing = { attention: 0, next: null };
    // Whatever fails there, the badge is shown.
    const { attention, next } = needsLook
      ? await doors.look(sessions, started).catch(() => nothing)
      : nothing;
    const isCutOff = identity !== null && !mayReach;
    const badgeNext = await showBadge({ sessions, starts: started, isCutOff, attention });
    signsDue = [badgeNext, next].filter((time) => time !== null);
  });

  /** Changes of the floor are many: follow them at most once a second. */
  function followFloor(buckets: Parameters<typeof doors.noteRows>[0]) {
    doors.noteRows(buckets);
    if (followsFloor) return;
    followsFloor = true;
    setTimeout(() => {
      followsFloor = false;
      unlessLeft(showSigns().then(updateNextAlarm));
    }, FOLLOW_FLOOR_MS);
  }

  const pushViews = () => pushToDesktopTabs(desktopViewOf, getDesktopOrigin);

  /** The agent last shown for each conversation in view in the desktop. */
  const agentsInView = new Map<string, string>();

  /** Updates the desktop's pages whose conversation has another agent now. */
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

  /** Updates the single alarm. Runs one at a time: an older result must not replace a newer one. */
  const updateNextAlarm = (): Promise<void> => serialize(setNextAlarm);

  /** Sets the alarm to the earliest due time; clears it if there is no session and no start. */
  async function setNextAlarm() {
    const [live, overdue, started, deadline, update] = await Promise.all([
      sessionStore.sessions(),
      sessionStore.overdueSessions(),
      starts.all(),
      deadlines.next(),
      updates.due(),
    ]);
    const screensDue = (await mayViewScreens()) ? await screens.next() : null;
    const [renewal, offerCheck] =
      live.length > 0
        ? await Promise.all([joinLinks.nextRenewal(), sessionWatch.nextOfferCheck()])
        : [null, null];
    const dueTimes = [
      ...live.map(({ expiresAt }) => expiresAt),
      // Its end failed, or is under way: not again at once, in an endless loop.
      ...overdue.map(() => Date.now() + WATCH_AGAIN_AFTER_MS),
      ...started.flatMap(dueAt),
      ...[renewal, offerCheck, deadline, update, screensDue].filter((time) => time !== null),
      ...signsDue,
    ];
    await alarm?.at(dueTimes.length > 0 ? Math.min(...dueTimes) : null);
  }

  /** The user can revoke and grant access at any time, in the browser's own pages. */
  async function noteAccess() {
    await desktopScript.syncDesktopScript();
    if ((await mayAccessEnvironment()) && (await starts.all()).length > 0) await starter.resumeAfterGrant();
    await showState();
  }

  /**
   * Runs everything that is due now. Loads the code for sessions and starts only if there are any.
   */
  async function runDueWork() {
    // Whatever fails, the next alarm is set.
    await Promise.allSettled([deadlines.keepDue(), endOverdue()]);
    await Promise.allSettled([maintainSessions(), maintainScreens(), resumeStarts()]);
    await showState();
  }

  async function endOverdue() {
    if ((await sessionStore.overdueSessions()).length > 0) await sessionWatch.endOverdue();
  }

  async function maintainSessions() {
    if ((await sessionStore.sessions()).length === 0) return;
    await sessionWatch.confirmTime();
    await Promise.allSettled([joinLinks.renewDue(), sessionWatch.checkOffers()]);
  }

  /** Loads the code for agents' screens only if any are, or may be, viewed. */
  async function maintainScreens() {
    if (await mayViewScreens()) await screens.maintain();
  }

  async function mayViewScreens(): Promise<boolean> {
    const [live, intents, ends] = await Promise.all([
      sessionsItem.get(),
      screenIntentRecords.readAll(),
      endNoticesItem.get(),
    ]);
    return (
      Object.values(live).some(({ service }) => service === 'screen') ||
      Object.keys(intents).length > 0 ||
      ends.length > 0
    );
  }

  async function resumeStarts() {
    if ((await starts.all()).length === 0) return;
    await starter.resumeInterrupted();
    await starter.resumeDue();
  }

  async function noteWindowClosed(windowId: number) {
    if ((await startToConfirmItem.get()) !== null) await parts.confirmations.noteClosed(windowId);
  }

  async function handlePolicyChange() {
    // An organization may switch practice off while somebody practices.
    try {
      await practice.resume();
      await applyPolicyChanges();
    } finally {
      await showState();
    }
  }

  return {
    runDueWork: () => unlessLeft(runDueWork()),
    /** Registers the listeners and resumes what an earlier worker left unfinished. */
    watch(nextAlarm: { at(time: number | null): Promise<void> }) {
      alarm = nextAlarm;
      sessionsItem.watch(() => unlessLeft(deadlines.note().then(showState)));
      startsItem.watch(() => unlessLeft(showState()));
      floorRows.watch((buckets) => {
        unlessLeft(showAgents());
        followFloor(buckets);
      });
      floorLiveItem.watch(() => unlessLeft(showState()));
      // The desktop also shows whose page a start would show.
      foundServicesItem.watch(() => unlessLeft(showState()));
      startViewItem.watch(() => unlessLeft(showState()));
      settingsItem.watch(() => unlessLeft(showState()));
      joinLinksItem.watch(() => unlessLeft(updateNextAlarm()));
      managedPolicy.watch(() => unlessLeft(handlePolicyChange()));
      identityItem.watch(() => unlessLeft(showState()));
      watchHostAccess(() => unlessLeft(noteAccess()));
      browser.tabs.onRemoved.addListener((tabId) => {
        parts.prefetchLimit.forget(tabId);
        void noteConversationInView(tabId, null);
        // In Firefox, a sign-in window outlives the worker that opened it, and its events wake the
        // next worker too early.
        unlessLeft(finishSignIn());
      });
      browser.windows.onRemoved.addListener((windowId) => unlessLeft(noteWindowClosed(windowId)));
      browser.runtime.onInstalled.addListener(({ reason }) => {
        void noteInstalled(reason === 'install');
      });
      updates.watch();
      // A browser may drop the alarm when it quits. Being woken is enough to set it again.
      browser.runtime.onStartup.addListener(() => undefined);
      // Handle the event that woke the worker first.
      setTimeout(() => unlessLeft(resumeWork()));
    },
  };

  async function noteInstalled(isNew: boolean) {
    void desktopScript.syncDesktopScript();
    if (isNew) await (await import('./on-install')).welcomeUnlessConfigured();
  }

  /**
   * Finishes a sign-in that was interrupted by the worker's death, and does what follows a sign-in.
   */
  async function finishSignIn() {
    // While one is being finished, it is no longer in the store. Later callers try after it.
    if (finishing === 0 && (await pendingSignInItem.get()) === null) return;
    finishing += 1;
    const identity = await auth.resumeSignIn().finally(() => {
      finishing -= 1;
    });
    if (identity === null) return;
    await desktopScript.installDesktopScript(await requireEnvironment());
    await starter.resumeAfterSignIn();
    await maintainScreens();
  }

  /**
   * Whether an earlier worker may have left history work undone, or entries may have become too
   * old. A session's deadline is removed last, after all of it is recorded.
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
    try {
      await practice.resume();
      // The policy may have changed while no worker was running.
      await applyPolicyChanges();
      await deadlines.note();
      if (await isHistoryBehind()) {
        // Not awaited, and slow: handle what woke the worker first.
        setTimeout(() => void catchUpHistory().catch(() => undefined), HISTORY_AFTER_MS);
      }
      await finishSignIn();
    } finally {
      await runDueWork();
    }
  }
}

/** Runs work that nobody awaits. Does not report work that a sign-out interrupted. */
function unlessLeft(work: Promise<void>): void {
  void work.catch((error: unknown) => {
    if (!isFailure(error, 'signed-out')) throw error;
  });
}

/** Milliseconds from a change until badge, desktop pages and alarm follow it. */
const SHOW_AFTER_MS = 25;
/** Milliseconds from a change of the floor until badge and notifications follow it. */
const FOLLOW_FLOOR_MS = 1_000;
/** Milliseconds from a wake until the history is brought up to date. */
const HISTORY_AFTER_MS = 250;
/** How often entries of the history that are too old are removed, in milliseconds. */
const HISTORY_EVERY_MS = 60 * 60_000;
/** Milliseconds after which a running start is checked, in case its worker has died. */
const WATCH_AGAIN_AFTER_MS = 30_000;

function dueAt({ state }: Start): number[] {
  if (state.phase === 'running') return [Date.now() + WATCH_AGAIN_AFTER_MS];
  return state.phase === 'waiting' && state.failure.retryAt !== undefined ? [state.failure.retryAt] : [];
}
