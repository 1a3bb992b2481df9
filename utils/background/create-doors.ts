import { type Browser, browser } from '#imports';
import { identityItem } from '../auth/state';
import { readsSuggestionsAsXml } from '../browser/differences';
import { replaceMenus } from '../browser/menus';
import { clearNotification, clearNotifications, showNotification } from '../browser/notifications';
import { setIconOpens } from '../browser/panel';
import { openPopup } from '../browser/popup';
import type { Session, Start } from '../cobrowse/model';
import { serviceInUse } from '../cobrowse/service-in-use';
import { endedSessionsItem, foundServicesItem } from '../cobrowse/state';
import { coalesce } from '../concurrency/coalesce';
import { tryEach } from '../concurrency/try-each';
import { desktopPattern } from '../environment/content-script';
import { attentionOf, countAttention, nextAttentionAt } from '../floor/attention';
import type { FloorRow } from '../floor/model';
import { floorLiveItem, floorRows, listViewItem, pinnedAgentsItem } from '../floor/state';
import { type NoticeTarget, nextNearLimit } from '../notify/notices';
import { noticeMemoryItem, noticesPausedItem } from '../notify/state';
import { wordNotice } from '../notify/word-notice';
import { findEnvironment } from '../settings/configuration';
import { readSettings } from '../settings/effective-settings';
import type { Background } from './create-background';
import { createFloorSigns } from './floor-signs';
import { MENU_IDS, menuItems } from './menus';
import { createNotifier } from './notifier';
import { chooseRow, type Mark, type OmniboxScene, suggest } from './omnibox';
import { runSessionCommand, SESSION_COMMANDS } from './session-keys';
import { startFromShortcut } from './start-from-shortcut';

/** How long notifications pause, in milliseconds. */
const PAUSE_MS = 60 * 60_000;

type Tab = Browser.tabs.Tab;

/** What the toolbar icon and the next alarm need to know of the floor. */
export type Signs = {
  /** How many conversations need the supervisor; 0 while the list is not kept up to date. */
  attention: number;
  /** When to look again, in milliseconds since the epoch; `null` if only events matter. */
  next: number | null;
};

/** Creates what {@link watchDoors} loads: the bodies of its listeners. */
export function createDoors(parts: Background, getDesktopOrigin: () => Promise<string | null>) {
  const { sessionStore, liveSessions, confirmations, cobrowse, present } = parts;
  const signs = createFloorSigns(floorRows);
  const notifier = createNotifier({
    memory: noticeMemoryItem,
    isPaused: async () => (await pausedUntil()) !== null,
    show: (notice, names) => showNotification(notice.id, wordNotice(notice, names)),
    clear: clearNotification,
    open: openTarget,
    now: Date.now,
  });

  /** Returns until when notifications are paused; `null` if they are not. */
  async function pausedUntil(): Promise<number | null> {
    return runningPause(await noticesPausedItem.get());
  }

  async function buildMenus(): Promise<void> {
    const [environment, { notices }, until] = await Promise.all([
      findEnvironment(),
      readSettings(),
      pausedUntil(),
    ]);
    const desktop = environment && desktopPattern(environment);
    await replaceMenus(menuItems({ desktop, paused: notices.kinds.length > 0 ? until !== null : null }));
  }

  async function setIcon(): Promise<void> {
    await setIconOpens((await readSettings()).iconOpens);
  }

  /** One at a time: several events may ask for it at once. */
  const settle = coalesce(async () => {
    await setIcon();
    await buildMenus();
  });

  async function togglePause(): Promise<void> {
    const isPaused = (await pausedUntil()) !== null;
    await noticesPausedItem.set(isPaused ? null : { until: Date.now() + PAUSE_MS });
    await settle();
  }

  /** The pause is over: the menu shows that. */
  async function endPause(): Promise<void> {
    await noticesPausedItem.set(null);
    await settle();
  }

  async function endAll(): Promise<void> {
    try {
      await tryEach(await sessionStore.sessions(), async ({ id }) => {
        await liveSessions.end(id);
      });
    } catch {
      // The popup says which could not be ended.
      await openPopup();
    }
  }

  /** Opens a conversation's live session, or starts one, asking for what has to be asked. */
  async function startOrOpen({ id, agent }: Pick<FloorRow, 'id' | 'agent'>): Promise<void> {
    try {
      const session = await sessionStore.sessionOf(id);
      if (session) return await liveSessions.open(session.id);
      const { invite, session: settings } = await readSettings();
      if (invite.askPurpose) return await confirmations.ask(id, 'purpose', null);
      await cobrowse.start({
        conversationId: id,
        settings,
        purpose: null,
        view: undefined,
        agentUserId: agent?.userId ?? null,
      });
    } catch {
      // The popup shows the failed start.
      await openPopup();
    }
  }

  /** Opens a session, or the list with the conversation in it selected. */
  async function openTarget(target: NoticeTarget): Promise<void> {
    if (target !== 'list' && 'session' in target) {
      // A session that has ended meanwhile is in the list's notices.
      await liveSessions.open(target.session).catch(() => openPopup());
      return;
    }
    if (target !== 'list') {
      const row = (await floorRows.find([target.conversation])).get(target.conversation);
      const typed = row?.agent?.name ?? '';
      await listViewItem.update((view) => ({ ...view, typed, selectedId: row?.id ?? null }));
    }
    await openPopup();
  }

  async function omniboxScene(): Promise<OmniboxScene | null> {
    const [identity, rows, sessions, settings, found] = await Promise.all([
      identityItem.get(),
      signs.all(),
      sessionStore.sessions(),
      readSettings(),
      foundServicesItem.get(),
    ]);
    if (identity === null) return null;
    const service = serviceInUse(settings, identity, found, Date.now()) ?? settings.cobrowseService;
    return {
      rows,
      live: new Set(sessions.map(({ conversationId }) => conversationId)),
      starter: { userId: identity.userId, permissions: identity.permissions, service },
    };
  }

  return {
    /** Runs a keyboard command. */
    async run(command: string, tab: Tab | undefined): Promise<void> {
      if (command === 'start-cobrowse') await startFromShortcut(tab, parts, getDesktopOrigin);
      const known = SESSION_COMMANDS.find((one) => one === command);
      if (known)
        await runSessionCommand(known, tab, { sessionStore, liveSessions, present }, getDesktopOrigin);
    },

    /** Handles the press on an item of a context menu. */
    async press(id: string | number, tab: Tab | undefined): Promise<void> {
      if (id === MENU_IDS.watch) await startFromShortcut(tab, parts, getDesktopOrigin);
      else if (id === MENU_IDS.endAll) await endAll();
      else if (id === MENU_IDS.pause) await togglePause();
    },

    async suggest(text: string, show: (suggestions: Browser.omnibox.SuggestResult[]) => void): Promise<void> {
      const scene = await omniboxScene();
      if (scene === null) return;
      const { first, others } = suggest(text, scene, MARK);
      browser.omnibox.setDefaultSuggestion({ description: first });
      show(others);
    },

    async enter(text: string): Promise<void> {
      const scene = await omniboxScene();
      const choice = scene && chooseRow(text, scene);
      if (choice && choice.do !== 'list') await startOrOpen(choice.row);
      else await openPopup();
    },

    pressNotice: (id: string): Promise<void> => notifier.press(id),

    /** Brings the icon in line with settings and policy. */
    setIcon,

    /** Brings icon and menus in line with settings, policy and language. */
    settle,

    noteRows: (buckets: ReadonlyMap<number, FloorRow[]>): void => signs.note(buckets),

    /** Notifies about what has happened, and counts what needs attention. */
    async look(sessions: Session[], starts: Start[]): Promise<Signs> {
      const [identity, { notices, attention: limits }, isLive, ended, pinnedAgents, paused] =
        await Promise.all([
          identityItem.get(),
          readSettings(),
          floorLiveItem.get(),
          endedSessionsItem.get(),
          pinnedAgentsItem.get(),
          noticesPausedItem.get(),
        ]);
      const until = runningPause(paused);
      const now = Date.now();
      // Their names are nobody else's business.
      if (identity === null) await clearNotifications((id) => id.startsWith('sign-in '));
      if (paused !== null && until === null) await endPause();
      // What nobody keeps up to date says nothing about now.
      const rows = isLive ? await signs.all() : [];
      const isInUse = new Set(sessions.map(({ conversationId }) => conversationId));
      const ofSessions = isLive ? [] : [...(await floorRows.find([...isInUse])).values()];
      if (notices.kinds.length > 0) {
        const facts = { sessions, ended, starts, rows: [...rows, ...ofSessions], pinnedAgents };
        await notifier.look(facts, (row, at) => attentionOf(row, limits, at), notices);
      }
      const times = [nextAttentionAt(rows, limits, now), nextNearLimit(sessions, now), until];
      const due = times.filter((time) => time !== null);
      return {
        attention: countAttention(rows, limits, now),
        next: due.length > 0 ? Math.min(...due) : null,
      };
    },
  };
}

/** Until when a stored pause lasts; `null` if it is over. */
const runningPause = (paused: { until: number } | null) =>
  paused && paused.until > Date.now() ? paused.until : null;

const escapeXml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const MARK: Mark = readsSuggestionsAsXml()
  ? { plain: escapeXml, dim: (text) => `<dim>${escapeXml(text)}</dim>` }
  : { plain: (text) => text, dim: (text) => text };
