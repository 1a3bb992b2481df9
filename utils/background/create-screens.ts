import { browser } from '#imports';
import type { Auth } from '../auth/auth';
import { type Epoch, itemOf } from '../auth/epochs';
import type { Identity } from '../auth/model';
import { identityItem, tokenItem } from '../auth/state';
import { createEarlyTargets } from '../cobrowse/early-targets';
import type { Session } from '../cobrowse/model';
import { createScreenService, type ScreenService } from '../cobrowse/screen-service';
import { SCREENS_PAGE, type StreamingAccess, viewerLockName } from '../cobrowse/screen-viewer';
import type { SessionStore } from '../cobrowse/session-store';
import type { StartStore } from '../cobrowse/start-store';
import { endNoticesItem, screenIntentRecords, viewerPageItem } from '../cobrowse/state';
import { streamingOrigin } from '../environment/streaming-host';
import { fail } from '../errors/failure';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import { type AgentNotices, createAgentNotices } from '../invite/agent-notices';
import { PRACTICE_ORIGIN } from '../practice/model';
import type { Practice } from '../practice/practice';
import { findEnvironment, requireEnvironment } from '../settings/configuration';
import { readSettings } from '../settings/effective-settings';
import { managedPolicy } from '../settings/managed-policy';
import { intentsOutsidePractice } from './practice-guard';
import { readNotice } from './read-notice';
import { createScreenIntents } from './screen-intents';
import { createScreenViewer } from './screen-viewer';
import { createScreens } from './screens';

/** What Live Screen Monitoring needs for one person. */
export function createScreensOfPerson({
  epoch,
  api,
  auth,
  practice,
  identity,
  sessionStore,
  starts,
  knownAgent,
  showPage,
  check,
  toServer,
  now,
}: {
  epoch: Epoch;
  api: GenesysCloudApi;
  auth: Pick<Auth, 'getAccessToken'>;
  practice: Pick<Practice, 'isOn'>;
  identity: { stored(): Promise<Identity | null>; get(): Promise<Identity> };
  sessionStore: SessionStore;
  starts: StartStore;
  /** The agent of a conversation as listed, if known. */
  knownAgent(conversationId: string): Promise<string | null>;
  /** Brings the page for agents' screens to the front, or opens it (anew); returns its tab. */
  showPage(anew: boolean): Promise<number | null>;
  /** Asks whether a session is live; removes it from the store, with the reason, if not. */
  check(session: Session): Promise<boolean>;
  toServer: Parameters<typeof createAgentNotices>[0]['toServer'];
  now(): number;
}) {
  const viewer = createScreenViewer({
    pages: itemOf(epoch, viewerPageItem),
    showPage,
    isPageAlive,
    url: browser.runtime.getURL(SCREENS_PAGE),
  });
  const intents = intentsOutsidePractice(
    createScreenIntents(screenIntentRecords, () => ownerOf(identity.stored), now),
    practice.isOn,
  );
  // One for all services below: each step of a start may use another.
  const targets = createEarlyTargets(now);
  const notices: AgentNotices = createAgentNotices({
    api,
    sessionStore,
    ends: itemOf(epoch, endNoticesItem),
    getSupervisorName: async () => (await identity.get()).name,
    getNotice: readNotice,
    isOff: async () => (await managedPolicy.get()).tellMonitoredAgents === false,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    toServer,
    now,
  });

  /** The token is read, and renewed if needed, for the environment that issued it. */
  async function readAccess(): Promise<StreamingAccess> {
    if (await practice.isOn()) {
      const nowhere = { accessToken: '', expiresAt: null, apiUrl: PRACTICE_ORIGIN, streamingUrl: '' };
      return { practice: true, ...nowhere };
    }
    epoch.require();
    const accessToken = await auth.getAccessToken();
    const [environment, token] = await Promise.all([requireEnvironment(), tokenItem.get()]);
    epoch.require();
    if (token?.accessToken !== accessToken || token.environmentKey !== environment.key)
      throw fail('signed-out');
    return {
      practice: false,
      accessToken,
      expiresAt: token.expiresAt,
      apiUrl: environment.apiOrigin,
      streamingUrl: streamingOrigin(environment),
    };
  }

  /** @param endsUnwatched whether a look-up ends own sessions that no page shows */
  const serviceWith = (anApi: GenesysCloudApi, endsUnwatched: boolean): ScreenService =>
    createScreenService({
      api: anApi,
      getIdentity: identity.stored,
      isUser: async () => (await practice.isOn()) || (await hasUser()),
      knownAgent,
      viewer,
      intents,
      targets,
      sessionStore,
      endsUnwatched,
      noteMonitored: starts.noteMonitored,
      prepareToTell: notices.prepare,
      tellAgent: notices.tellBegun,
      now,
    });
  const service = serviceWith(api, true);

  return {
    serviceWith,
    notices,
    screens: createScreens({
      viewer,
      service,
      sessionStore,
      starts,
      notices,
      intents,
      check,
      readAccess,
      now,
    }),
  };
}

/**
 * Creates the service for a sign-out: it starts nothing, and ends every session of the person that
 * it finds.
 */
export function createLastScreenService(api: GenesysCloudApi, now: () => number): ScreenService {
  return createScreenService({
    api,
    getIdentity: identityItem.get,
    isUser: hasUser,
    knownAgent: async () => null,
    viewer: {
      ready: async () => {
        throw fail('signed-out');
      },
      connectedPage: async () => null,
      livingPage: async () => null,
      url: () => '',
    },
    intents: createScreenIntents(screenIntentRecords, async () => null, now),
    targets: createEarlyTargets(now),
    sessionStore: { session: async () => null, sessions: async () => [], endSession: async () => null },
    endsUnwatched: true,
    noteMonitored: async () => undefined,
    prepareToTell: () => undefined,
    tellAgent: async () => false,
    now,
  });
}

/** Ends every session that was, or may have been, created for the person who signs out. */
export async function endIntended(api: GenesysCloudApi, now: () => number): Promise<void> {
  const service = createLastScreenService(api, now);
  const intents = createScreenIntents(screenIntentRecords, () => ownerOf(identityItem.get), now);
  await Promise.allSettled(
    (await intents.all())
      .filter(({ isOurs }) => isOurs)
      .map(({ conversationId, agentUserId }) =>
        service.endUnwatched(conversationId, agentUserId, async () => false),
      ),
  );
}

/** Identifies environment and person; `null` while nobody is signed in. */
async function ownerOf(getIdentity: () => Promise<Identity | null>): Promise<string | null> {
  const [me, environment] = await Promise.all([getIdentity(), findEnvironment()]);
  return me && environment && `${environment.key} ${me.userId.toLowerCase()}`;
}

/** A client without a user has no streaming connection. */
const hasUser = async (): Promise<boolean> => (await readSettings()).signIn.method === 'pkce';

/** The lock is held by the load of the page itself, so it is gone whenever and however that is. */
async function isPageAlive(page: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === viewerLockName(page));
}
