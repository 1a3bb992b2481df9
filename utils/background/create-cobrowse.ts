import type { Auth } from '../auth/auth';
import type { Epoch } from '../auth/epochs';
import type { Identity } from '../auth/model';
import { focusTab } from '../browser/join-tabs';
import { createAgentWatch } from '../cobrowse/agent-watch';
import { createJoinLinks } from '../cobrowse/join-links';
import { createLiveSessionActions } from '../cobrowse/live-session';
import type { FoundServices } from '../cobrowse/model';
import type { ScreenService } from '../cobrowse/screen-service';
import type { SessionStore } from '../cobrowse/session-store';
import { createSessionWatch } from '../cobrowse/session-watch';
import type { StartStore } from '../cobrowse/start-store';
import { lazyMethods, loadOnce } from '../concurrency/load-once';
import type { FloorStore } from '../floor/floor';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { Practice } from '../practice/practice';
import { managedPolicy } from '../settings/managed-policy';
import { limitSession } from '../settings/policy';
import type { SessionSettings } from '../settings/settings';
import type { Store } from '../storage/store';
import { createCobrowseService } from './create-cobrowse-service';
import { createReadings } from './create-readings';
import { createStarter } from './create-starter';
import { createJoinPageGate } from './join-page-gate';
import { createSessionPages } from './session-pages';

/**
 * Builds the parts that start sessions and watch live ones, for one person. They are loaded when
 * there is a start, a session or a conversation to read.
 */
export function createCobrowse({
  epoch,
  api,
  practice,
  sessionStore,
  starts,
  floor,
  isFollowed,
  found,
  identity,
  signedInEnvironment,
  auth,
  inviteAgent,
  toServer,
  now,
}: {
  epoch: Epoch;
  api: GenesysCloudApi;
  practice: Pick<Practice, 'isOn'>;
  sessionStore: SessionStore;
  starts: StartStore;
  floor: FloorStore;
  isFollowed: Parameters<typeof createReadings>[0]['isFollowed'];
  found: Pick<Store<FoundServices>, 'get' | 'update'>;
  identity: { stored(): Promise<Identity | null>; get(): Promise<Identity> };
  signedInEnvironment: Parameters<typeof createSessionPages>[0]['signedInEnvironment'];
  auth: Pick<Auth, 'getAccessToken'>;
  inviteAgent: Parameters<typeof createStarter>[0]['inviteAgent'];
  /** Converts a time of this computer's clock to the server's. */
  toServer(time: number): number;
  now(): number;
}) {
  const pages = createSessionPages({ practice, signedInEnvironment });
  const { shownLink, showsPage, closePage } = pages;
  const loadScreens = loadOnce(async () => {
    const { createScreensOfPerson } = await import('./create-screens');
    return createScreensOfPerson({
      epoch,
      api,
      auth,
      practice,
      identity,
      sessionStore,
      starts,
      knownAgent: async (conversationId) => (await floor.recent(conversationId))?.agent?.userId ?? null,
      showPage: (anew) => gate.showScreens(anew),
      check: (session) => sessionWatch.check(session),
      toServer,
      now,
    });
  });
  const { serviceWith, getPageOrigins } = createCobrowseService({
    practice,
    sessionStore,
    found,
    screenWith: (anApi) =>
      lazyMethods<ScreenService>(async () => (await loadScreens()).serviceWith(anApi, anApi === api)),
    getIdentity: identity.stored,
    now,
  });
  const readings = createReadings({ api, serviceWith, floor, isFollowed, getIdentity: identity.get, now });
  const { services, readConversation, currentAgent } = readings;
  const gate = createJoinPageGate({ epoch, pages, getPageOrigins });

  /**
   * Applies to every entry point and to old starts: no session exceeds what the organization
   * allows.
   */
  const limitSettings = async (settings: SessionSettings) =>
    limitSession(settings, await managedPolicy.get());

  const starting = createStarter({
    api,
    sessionStore,
    starts,
    readings,
    floor,
    practice,
    getIdentity: identity.get,
    limitSettings,
    serviceShowing: (view) => serviceWith(api, view),
    found,
    showJoinPage: gate.show,
    endSession: (sessionId) => liveSessions.end(sessionId),
    inviteAgent,
    now,
  });
  // Repeated checks of many sessions must not use up the requests that a press needs.
  const sessionWatch = createSessionWatch({
    service: { read: services.prefetch.read, end: services.interactive.end },
    sessionStore,
    limitSettings,
    getConversation: (conversationId) => readConversation(conversationId, 'prefetch'),
    closePage,
    now,
  });
  const agentWatch = createAgentWatch({
    sessionStore,
    known: floor.row,
    look: (conversationId) => readConversation(conversationId, 'prefetch'),
    read: (conversationId) => readConversation(conversationId, 'interactive'),
    currentAgent,
    now,
  });
  const joinLinks = createJoinLinks({
    service: services.interactive,
    sessionStore,
    watch: sessionWatch,
    now,
  });
  const liveSessions = createLiveSessionActions({
    service: services.interactive,
    sessionStore,
    watch: sessionWatch,
    links: joinLinks,
    starts,
    showJoinPage: gate.show,
    showsPage,
    focusTab,
    navigateTab: gate.navigate,
    closePage,
    now,
  });

  return {
    ...starting,
    pages,
    preparations: readings.preparations,
    sessionWatch,
    agentWatch,
    joinLinks,
    liveSessions,
    screens: lazyMethods(async () => (await loadScreens()).screens),
    agentNotices: lazyMethods(async () => (await loadScreens()).notices),
    /**
     * Returns a working link for an agent, after checking that the agent is still in the
     * conversation.
     */
    async getAgentLink(sessionId: string): Promise<string> {
      const session = await sessionStore.session(sessionId);
      if (session) await agentWatch.requireAgent(session);
      return shownLink(await liveSessions.agentLink(sessionId));
    },
  };
}
