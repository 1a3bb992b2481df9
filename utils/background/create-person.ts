import { type Epoch, itemOf, rowsOf } from '../auth/epochs';
import type { Identity } from '../auth/model';
import { closeConfirmWindow, focusConfirmWindow, openConfirmWindow } from '../browser/confirm-window';
import { closeTab, focusTab, navigateTab, showInTab } from '../browser/join-tabs';
import { armWatchdog } from '../browser/wake-up';
import { agentChange } from '../cobrowse/agent-change';
import { createAgentWatch } from '../cobrowse/agent-watch';
import { createCurrentAgent, type DatedConversation } from '../cobrowse/current-agent';
import { toDesktopView } from '../cobrowse/desktop-view';
import { assertJoinLinkOrigin } from '../cobrowse/join-link-origin';
import { createJoinLinks } from '../cobrowse/join-links';
import { isPageOf } from '../cobrowse/join-page';
import { createLiveSessionActions } from '../cobrowse/live-session';
import type { Session } from '../cobrowse/model';
import { createPreparations } from '../cobrowse/preparations';
import type { LiveSession } from '../cobrowse/service';
import { serviceInUse } from '../cobrowse/service-in-use';
import { SERVICE_TRAITS } from '../cobrowse/service-traits';
import { createSessionBook, type SessionBook } from '../cobrowse/session-book';
import { createSessionWatch } from '../cobrowse/session-watch';
import { createStartBook } from '../cobrowse/start-book';
import { createStartSession } from '../cobrowse/start-session';
import { fail, isFailure } from '../errors/failure';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import { createInvitations } from '../invite/invitations';
import { plainWords } from '../invite/plain-words';
import type { DesktopNames, DesktopView } from '../messaging/protocol';
import { readSettings } from '../settings/effective-settings';
import { isOff, limitSession } from '../settings/policy';
import type { SessionSettings } from '../settings/settings';
import {
  endedSessionsItem,
  FLOOR_STORES,
  foundServicesItem,
  identityItem,
  joinLinksItem,
  sessionsItem,
  startsItem,
  startToConfirmItem,
} from '../storage/items';
import { managedPolicy } from '../storage/managed-policy';
import { createCheckProbes } from './check-probes';
import { createConfirmations } from './confirmations';
import { desktopNames } from './conversation-names';
import { createCorrelationIds } from './correlation-ids';
import type { createApi } from './create-api';
import { createCobrowseService } from './create-cobrowse-service';
import { createFloor, type FloorStores } from './create-floor';
import { conversationsInView, noteConversationInView } from './desktop-tabs';
import type { Leavings } from './leavings';
import { bookOfPractice, refusedInPractice } from './practice-guard';
import { recordingBook } from './recording-book';
import type { SessionDeadlines } from './session-deadlines';
import { historyOf, type SessionHistory } from './session-history';
import type { createSessionPages } from './session-pages';

/**
 * Builds the parts that work for one person, or for nobody while nobody is signed in. They read,
 * write and ask within their epoch only: once it is over they find nothing, change nothing, send
 * nothing and open nothing, whatever they wait for then. The next person has parts of their own. No
 * listener and no call yet.
 */
export function createPerson({
  epoch,
  access,
  history,
  deadlines,
  leavings,
  pages,
  now,
}: {
  epoch: Epoch;
  access: ReturnType<typeof createApi>;
  history: SessionHistory;
  deadlines: Pick<SessionDeadlines, 'forget'>;
  leavings: Leavings;
  pages: ReturnType<typeof createSessionPages>;
  now(): number;
}) {
  const { practice, clock, whileLooking } = access;
  const { shownLink, showsPage, closePage } = pages;
  const correlationIds = createCorrelationIds();
  const api = access.apiOf(epoch, (call, correlationId) => {
    correlationIds.note(call, correlationId);
    void history.noteServerHeard();
  });
  const sessions = itemOf(epoch, sessionsItem);
  const identity = itemOf(epoch, identityItem);
  const found = itemOf(epoch, foundServicesItem);
  /** Whose parts these are, once it is known; what is recorded late is still theirs. */
  let me: Identity | null = null;
  async function getIdentity(): Promise<Identity> {
    epoch.require();
    const person = await access.auth.getIdentity();
    epoch.require();
    me = person;
    return person;
  }

  const plainBook = createSessionBook({
    sessions,
    ended: itemOf(epoch, endedSessionsItem),
    joinLinks: itemOf(epoch, joinLinksItem),
    now,
  });
  const { serviceWith, getPageOrigins } = createCobrowseService({
    practice,
    book: plainBook,
    found,
    getIdentity: identity.get,
    now,
  });
  const service = serviceWith(api);

  const factsOf = (session: Session) => ({
    correlationIds: correlationIds.take(session),
    ...(me && { supervisorName: me.name }),
  });
  const recordedBook = recordingBook(bookOfPractice(plainBook, practice.isOn), historyOf(epoch, history), {
    findSession: async (sessionId) => (await sessions.get())[sessionId] ?? null,
    takeCorrelationIds: correlationIds.take,
    getSupervisorName: () => me?.name,
    now,
  });
  const book: SessionBook = {
    ...recordedBook,
    async keepSession(session) {
      try {
        return await recordedBook.keepSession(session);
      } finally {
        // Made for somebody who has left meanwhile: nobody would end it, and nobody would know of
        // it.
        if (!epoch.isOpen() && !session.joinedExisting) await leavings.end(session, factsOf(session));
      }
    },
    async endSession(sessionId, how) {
      const session = await recordedBook.endSession(sessionId, how);
      // What was read ahead while it was live would lead the next start into it.
      if (session) preparations.forget(session.conversationId);
      await deadlines.forget(sessionId);
      if (session) void forgetUnlisted().catch(() => undefined);
      return session;
    },
  };

  const starts = createStartBook(itemOf(epoch, startsItem), epoch.id, now);

  const floorParts = createFloor({
    api,
    clock,
    getIdentity,
    onListing(conversationIds) {
      void sessionWatch.noteListing(conversationIds).catch(() => undefined);
      void agentWatch.lookAtDoubtful().catch(() => undefined);
    },
    whileLooking,
    stores: floorStoresOf(epoch),
    now,
  });
  const { floor } = floorParts;

  const prefetchApi = api.withPriority('prefetch');
  const prefetchService = serviceWith(prefetchApi);
  const inViewApi = api.withPriority('prefetch-in-view');
  const readersAt = {
    prefetch: { api: prefetchApi, service: prefetchService },
    'prefetch-in-view': { api: inViewApi, service: serviceWith(inViewApi) },
    interactive: { api, service },
  };
  const currentAgent = createCurrentAgent({ differs: floor.differs, isFollowed: floorParts.isFollowed, now });
  /** A conversation as it was listed whole a moment ago, with when that was. */
  const recentConversation = async (conversationId: string): Promise<DatedConversation | null> => {
    const row = await floor.recent(conversationId);
    return row && { conversation: row, readAt: row.readAt };
  };
  /** What is read is shown in the list too, whoever it was read for. */
  const readAndNote = async (caller: GenesysCloudApi, conversationId: string): Promise<DatedConversation> => {
    const readAt = now();
    try {
      const reading = await caller.getConversation(conversationId);
      await floor.noteReading(reading, readAt);
      return { conversation: reading.conversation, readAt };
    } catch (error) {
      if (isFailure(error, 'not-found')) await floor.noteGone(conversationId);
      throw error;
    }
  };
  const getAndNote = async (caller: GenesysCloudApi, conversationId: string) =>
    (await readAndNote(caller, conversationId)).conversation;

  const preparations = createPreparations({
    async getConversation(conversationId, priority) {
      const recent = await recentConversation(conversationId);
      return recent && (await currentAgent.isCurrent(recent))
        ? recent
        : await readAndNote(readersAt[priority].api, conversationId);
    },
    differs: floor.differs,
    async findLive(conversationId, priority) {
      const live = await readersAt[priority].service.findLive(conversationId);
      if (live) await noteForeignSession(conversationId, live);
      return live;
    },
    now,
  });

  /**
   * What a session, a start or a desktop page has read for itself goes with the last that needs it.
   */
  async function forgetUnlisted(): Promise<void> {
    const [sessions, running, inView] = await Promise.all([
      plainBook.sessions(),
      starts.all(),
      conversationsInView(),
    ]);
    await floor.forgetUnlisted(
      new Set([...sessions, ...running].map(({ conversationId }) => conversationId).concat(inView)),
    );
  }

  /** Who cobrowses in a session that is not ours is shown on its row. */
  async function noteForeignSession(conversationId: string, { participants }: LiveSession): Promise<void> {
    const { userId } = await getIdentity();
    const supervisor = participants.find(({ role }) => role === 'supervisor');
    if (supervisor && supervisor.userId.toLowerCase() !== userId.toLowerCase())
      await floor.noteCobrowse(conversationId, supervisor);
  }

  /** The one door through which join links reach a tab. */
  const safely =
    <T extends unknown[], R>(open: (...args: T) => Promise<R>, urlOf: (...args: T) => string) =>
    async (...args: T): Promise<R> => {
      assertJoinLinkOrigin(urlOf(...args), await getPageOrigins());
      return await open(...args);
    };
  const showJoinPage = safely(
    async (url: string, session: Session) => {
      const where = await pages.pagesOf();
      epoch.require();
      const shownIn = await showInTab(shownLink(url), session.tabId, (address) =>
        isPageOf(session, where, address),
      );
      // Nobody would close it: who leaves takes the tabs along that are known by then.
      if (!epoch.isOpen() && shownIn !== null) await closeTab(shownIn);
      return shownIn;
    },
    (url) => url,
  );

  /**
   * Whatever door it came through and however long ago it was pressed: no session is more than the
   * organisation allows.
   */
  const limitSettings = async (settings: SessionSettings) =>
    limitSession(settings, await managedPolicy.get());

  const starter = createStartSession({
    service,
    book,
    starts,
    armWatchdog,
    preparations,
    api,
    getIdentity,
    getConversation: (conversationId) => getAndNote(api, conversationId),
    recentConversation,
    isKnownOver: floor.isOver,
    currentAgent,
    endSession: (sessionId) => liveSessions.end(sessionId),
    limitSettings,
    asksPurpose: async () => (await readSettings()).invite.askPurpose,
    showJoinPage,
    now,
  });
  /** A start by a door that asks for no settings: with those that are stored. */
  const startWithStoredSettings = async (
    conversationId: string,
    purpose: string | null = null,
    agentUserId?: string | null,
  ) => {
    const { session: settings } = await readSettings();
    // These doors are in the real desktop: what is in view there is not for practice.
    if (await practice.isOn()) {
      await starts.fail({ conversationId, settings, purpose }, { code: 'practice-refused' });
      throw fail('practice-refused');
    }
    return await starter.start({
      conversationId,
      settings,
      purpose,
      ...(agentUserId !== undefined && { agentUserId }),
    });
  };
  /**
   * A start like the one that made a session whose agent has left: as that was, with whose
   * conversation it is now. A session of others may allow more than we do: what is asked for then
   * is our own.
   */
  const startOver = async (sessionId: string, agentUserId?: string | null): Promise<Session> => {
    const session = await book.session(sessionId);
    if (!session) throw fail('not-found', { subject: 'session' });
    const { conversationId, purpose } = session;
    const settings = session.ownLimit?.settings ?? session.settings;
    const named = agentUserId !== undefined && { agentUserId };
    return await starter.start({ conversationId, settings, purpose, startOver: true, ...named });
  };
  // Many sessions looked at again and again must not use up what a press needs.
  const sessionWatch = createSessionWatch({
    service: { read: prefetchService.read, end: service.end },
    book,
    limitSettings,
    getConversation: (conversationId) => getAndNote(prefetchApi, conversationId),
    closePage,
    now,
  });
  const agentWatch = createAgentWatch({
    book,
    known: floor.row,
    look: (conversationId) => getAndNote(prefetchApi, conversationId),
    read: (conversationId) => getAndNote(api, conversationId),
    currentAgent,
    now,
  });
  const joinLinks = createJoinLinks({ service, book, watch: sessionWatch, now });
  const liveSessions = createLiveSessionActions({
    service,
    book,
    watch: sessionWatch,
    links: joinLinks,
    starts,
    showJoinPage,
    showsPage,
    focusTab,
    navigateTab: safely(
      async (tabId: number, url: string) => {
        epoch.require();
        await navigateTab(tabId, shownLink(url));
      },
      (_tabId, url) => url,
    ),
    closePage,
    now,
  });

  /** A link for an agent who is still there, as it works. */
  const getAgentLink = async (sessionId: string): Promise<string> => {
    const session = await book.session(sessionId);
    if (session) await agentWatch.requireAgent(session);
    return shownLink(await liveSessions.agentLink(sessionId));
  };

  const invitations = createInvitations({
    api,
    book,
    requireAgent: agentWatch.requireAgent,
    async getAgentLink(session, atLeast) {
      const link = await joinLinks.forAgent(session, atLeast);
      return { ...link, url: shownLink(link.url) };
    },
    getSupervisorName: async () => (await getIdentity()).name,
    async getNotice() {
      const [{ invite }, { noticeText }] = await Promise.all([readSettings(), managedPolicy.get()]);
      // The organisation's may hold a link, a person's words may not.
      return noticeText === undefined ? plainWords(invite.notice) : invite.notice;
    },
    isChatOff: async () => isOff(await managedPolicy.get(), 'chat-invitation'),
    now,
  });

  /** What the desktop page may know of a conversation now. */
  const desktopViewOf = async (conversationId: string): Promise<DesktopView> => {
    const [start, session, settings, person, known, row] = await Promise.all([
      starts.of(conversationId),
      book.sessionOf(conversationId),
      readSettings(),
      identity.get(),
      found.get(),
      floor.row(conversationId),
    ]);
    const next = serviceInUse(settings, person, known, now());
    const isOwn = row?.agent != null && row.agent.userId === person?.userId.toLowerCase();
    return toDesktopView(
      conversationId,
      start,
      session,
      {
        shows: next && SERVICE_TRAITS[next].shows,
        asksPurpose: settings.invite.askPurpose,
        // One's own customer may be asked to share their page.
        isOwn: isOwn && next !== 'platform',
        names: row && desktopNames(row),
      },
      session && agentChange(session, row),
    );
  };

  /**
   * The agent whom the button meant by these names, `null` for none; `undefined`: the names are not
   * those of today.
   */
  const agentNamed = async (conversationId: string, names: DesktopNames) => {
    const row = await floor.row(conversationId);
    const today = row && desktopNames(row);
    const isToday =
      today !== null &&
      today.customer === names.customer &&
      today.agent === names.agent &&
      today.hasAgent === names.hasAgent;
    return isToday ? (row?.agent?.userId ?? null) : undefined;
  };

  const confirmations = createConfirmations({
    asked: itemOf(epoch, startToConfirmItem),
    openWindow: openConfirmWindow,
    focusWindow: focusConfirmWindow,
    closeWindow: closeConfirmWindow,
    findConversation: floor.row,
    readConversation: async (conversationId) =>
      (await preparations.prepare(conversationId, 'interactive')).conversation,
    async start(conversationId, purpose, isOver, agentUserId) {
      const live = isOver ? await book.sessionOf(conversationId) : null;
      return live
        ? await startOver(live.id, agentUserId)
        : await startWithStoredSettings(conversationId, purpose, agentUserId);
    },
    now,
  });

  const runProbe = refusedInPractice(
    createCheckProbes({
      api: api.withPriority('checks'),
      clock,
      reachChannel: floorParts.reachChannel,
      identity,
      now,
    }),
    practice.isOn,
  );

  return {
    epoch,
    runProbe,
    book,
    starts,
    starter,
    startWithStoredSettings,
    liveSessions,
    startOver,
    sessionWatch,
    agentWatch,
    joinLinks,
    getAgentLink,
    showsPage,
    invitations,
    preparations,
    ...floorParts,
    async takeNotifications(notifications: readonly unknown[]) {
      // What was under way when practice began is of the real floor.
      if (!(await practice.isOn())) await floorParts.takeNotifications(notifications);
    },
    desktopViewOf,
    agentNamed,
    confirmations,
    /** Remembers which conversation a tab of the desktop shows. */
    noteConversationInView: (tabId: number, conversationId: string | null) =>
      epoch.write(() => noteConversationInView(tabId, conversationId)),
  };
}

/** The parts of one person, joined. */
export type PersonParts = ReturnType<typeof createPerson>;

function floorStoresOf(epoch: Epoch): FloorStores {
  const { rows, ...items } = FLOOR_STORES;
  return {
    rows: rowsOf(epoch, rows),
    head: itemOf(epoch, items.head),
    live: itemOf(epoch, items.live),
    channel: itemOf(epoch, items.channel),
    names: itemOf(epoch, items.names),
    searchPage: itemOf(epoch, items.searchPage),
    gone: itemOf(epoch, items.gone),
    listView: itemOf(epoch, items.listView),
    firstScreen: itemOf(epoch, items.firstScreen),
    picture: itemOf(epoch, items.picture),
    pinnedAgents: itemOf(epoch, items.pinnedAgents),
  };
}
