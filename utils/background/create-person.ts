import { type Epoch, itemOf } from '../auth/epochs';
import type { Identity } from '../auth/model';
import { identityItem } from '../auth/state';
import type { Session } from '../cobrowse/model';
import { foundServicesItem, startToConfirmItem } from '../cobrowse/state';
import { lazyMethods, loadOnce } from '../concurrency/load-once';
import type { Invitations } from '../invite/invitations';
import { createCorrelationIds } from './correlation-ids';
import type { createAccess } from './create-access';
import { createPersonStores } from './create-person-stores';
import { noteConversationInView } from './desktop-tabs';
import { refusedInPractice } from './practice-guard';
import type { SessionDeadlines } from './session-deadlines';
import type { SessionHistory } from './session-history';
import type { SignOutCleanup } from './sign-out-cleanup';

/**
 * Builds and connects what works for one person, or for nobody while nobody is signed in. It reads,
 * writes and sends only within its epoch: once that is over, work in progress finds nothing,
 * changes nothing, sends nothing and opens nothing. The next person gets new parts. Parts that most
 * wakes of the worker do not need are loaded with their first call.
 */
export function createPerson({
  epoch,
  access,
  history,
  deadlines,
  signOutCleanup,
  now,
}: {
  epoch: Epoch;
  access: ReturnType<typeof createAccess>;
  history: SessionHistory;
  deadlines: Pick<SessionDeadlines, 'forget'>;
  signOutCleanup: SignOutCleanup;
  now(): number;
}) {
  const { practice, clock, whilePageOpen } = access;
  const correlationIds = createCorrelationIds();
  const loadApi = loadOnce(() =>
    access.apiOf(epoch, (call, correlationId) => {
      correlationIds.note(call, correlationId);
      void history.noteServerContact().catch(() => undefined);
    }),
  );
  const found = itemOf(epoch, foundServicesItem);
  const identity = itemOf(epoch, identityItem);
  /** The person these parts belong to, once known; late records still go to them. */
  let me: Identity | null = null;
  async function getIdentity(): Promise<Identity> {
    epoch.require();
    const person = await access.auth.getIdentity();
    epoch.require();
    me = person;
    return person;
  }

  const { starts, sessionStore, conversationsInUse } = createPersonStores({
    epoch,
    history,
    isPracticing: practice.isOn,
    signOutCleanup,
    takeCorrelationIds: correlationIds.take,
    getSupervisorName: () => me?.name,
    async onEnded(sessionId, session) {
      // Data that was prefetched while the session was live would lead the next start into it.
      if (session) loadCobrowse.ifLoaded()?.preparations.forget(session.conversationId);
      await deadlines.forget(sessionId);
      if (session?.agentNotice) void tellEnded(session).catch(() => undefined);
      if (session) void forgetUnlisted().catch(() => undefined);
    },
    now,
  });

  const loadFloor = loadOnce(async () => {
    const { createFloorOfPerson } = await import('./create-floor');
    const api = await loadApi();
    return createFloorOfPerson({ epoch, api, clock, getIdentity, onListing, whilePageOpen, now });
  });
  const onFloor = lazyMethods(loadFloor);
  const floor = lazyMethods(async () => (await loadFloor()).floor);

  const loadCobrowse = loadOnce(async () => {
    const { createCobrowse } = await import('./create-cobrowse');
    const { isFollowed } = onFloor;
    const who = { stored: identity.get, get: getIdentity };
    return createCobrowse({
      epoch,
      api: await loadApi(),
      practice,
      sessionStore,
      starts,
      floor,
      isFollowed,
      found,
      identity: who,
      signedInEnvironment: access.signedInEnvironment,
      auth: access.auth,
      inviteAgent: (sessionId) => invitations.send(sessionId),
      toServer: clock.toServer,
      now,
    });
  });
  const cobrowse = lazyMethods(loadCobrowse);
  const preparations = lazyMethods(async () => (await loadCobrowse()).preparations);
  const sessionWatch = lazyMethods(async () => (await loadCobrowse()).sessionWatch);
  const agentWatch = lazyMethods(async () => (await loadCobrowse()).agentWatch);
  const screens = lazyMethods(async () => (await loadCobrowse()).screens);
  const joinLinks = lazyMethods(async () => (await loadCobrowse()).joinLinks);

  const loadDesktop = loadOnce(async () => {
    const { createDesktop } = await import('./create-desktop');
    const asked = itemOf(epoch, startToConfirmItem);
    const { prepare } = preparations;
    const findRow = floor.row;
    const getStoredIdentity = identity.get;
    return createDesktop({
      sessionStore,
      starts,
      findRow,
      found,
      getStoredIdentity,
      asked,
      cobrowse,
      prepare,
      now,
    });
  });
  const desktop = lazyMethods(loadDesktop);
  const confirmations = lazyMethods(async () => (await loadDesktop()).confirmations);

  const invitations: Invitations = lazyMethods<Invitations>(
    loadOnce(async () => {
      const { createInvitationsOfPerson } = await import('./create-invitations');
      return createInvitationsOfPerson({
        api: await loadApi(),
        sessionStore,
        getIdentity,
        requireAgent: agentWatch.requireAgent,
        async getAgentLink(session, atLeast) {
          const link = await joinLinks.forAgent(session, atLeast);
          return { ...link, url: (await loadCobrowse()).pages.shownLink(link.url) };
        },
        toServer: clock.toServer,
        now,
      });
    }),
  );

  const { runProbe } = lazyMethods(
    loadOnce(async () => {
      const { createCheckProbes } = await import('./check-probes');
      const { reachChannel } = onFloor;
      const api = (await loadApi()).withPriority('checks');
      const probe = createCheckProbes({ api, clock, reachChannel, identity, now });
      return { runProbe: refusedInPractice(probe, practice.isOn) };
    }),
  );

  /** Tells an agent that their screens are no longer viewed. */
  async function tellEnded(session: Session): Promise<void> {
    await (await loadCobrowse()).agentNotices.tellEnded(session);
  }

  /** Handles a new listing of all conversations. */
  function onListing(conversationIds: ReadonlySet<string>): void {
    void sessionWatch.noteListing(conversationIds).catch(() => undefined);
    void agentWatch.checkUncertain().catch(() => undefined);
  }

  /**
   * Forgets conversations that were read only for a session, a start or a desktop page, once none
   * of these needs them.
   */
  async function forgetUnlisted(): Promise<void> {
    await floor.forgetUnlisted(await conversationsInUse());
  }

  return {
    epoch,
    sessionStore,
    starts,
    /** What a sign-out must wait for; nothing if the code that starts sessions is not loaded. */
    unfinished: () => loadCobrowse.ifLoaded()?.starter.unfinished() ?? [],
    starter: lazyMethods(async () => (await loadCobrowse()).starter),
    liveSessions: lazyMethods(async () => (await loadCobrowse()).liveSessions),
    preparations,
    sessionWatch,
    agentWatch,
    joinLinks,
    invitations,
    confirmations,
    cobrowse,
    screens,
    desktop,
    floor: onFloor,
    runProbe,
    showsPage: async (session: Session) => await (await loadCobrowse()).pages.showsPage(session),
    async applyNotifications(notifications: readonly unknown[]) {
      // Notifications that were in progress when practice began are about the real floor.
      if (!(await practice.isOn())) await onFloor.applyNotifications(notifications);
    },
    /** Remembers which conversation a desktop tab shows. */
    noteConversationInView: (tabId: number, conversationId: string | null) =>
      epoch.write(() => noteConversationInView(tabId, conversationId)),
  };
}

/** All parts of one person. */
export type Person = ReturnType<typeof createPerson>;
