import type { Identity } from '../auth/model';
import { armWatchdog } from '../browser/wake-up';
import type { FoundServices, Session } from '../cobrowse/model';
import { canChooseView } from '../cobrowse/service-in-use';
import { SERVICE_TRAITS, type StartView } from '../cobrowse/service-traits';
import type { SessionStore } from '../cobrowse/session-store';
import { createStartSession, type StartDependencies } from '../cobrowse/start-session';
import type { StartRequest } from '../cobrowse/start-steps';
import type { StartStore } from '../cobrowse/start-store';
import { startViewItem } from '../cobrowse/state';
import { fail } from '../errors/failure';
import type { FloorStore } from '../floor/floor';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { Practice } from '../practice/practice';
import { readSettings } from '../settings/effective-settings';
import type { Store } from '../storage/store';
import type { Readings } from './create-readings';

/** Creates the start of a session, for each entry point. */
export function createStarter({
  api,
  sessionStore,
  starts,
  readings,
  floor,
  practice,
  getIdentity,
  found,
  serviceShowing,
  limitSettings,
  showJoinPage,
  endSession,
  inviteAgent,
  now,
}: {
  api: GenesysCloudApi;
  sessionStore: SessionStore;
  starts: StartStore;
  readings: Readings;
  floor: Pick<FloorStore, 'isOver'>;
  practice: Pick<Practice, 'isOn'>;
  getIdentity(): Promise<Identity>;
  found: Pick<Store<FoundServices>, 'get'>;
  /** Sends the agent of a session the invitation. */
  inviteAgent(sessionId: string): Promise<unknown>;
} & Pick<StartDependencies, 'serviceShowing' | 'limitSettings' | 'showJoinPage' | 'endSession' | 'now'>) {
  const { services, preparations, readConversation, recentConversation, currentAgent } = readings;
  const starter = createStartSession({
    service: services.interactive,
    ...(serviceShowing && { serviceShowing }),
    sessionStore,
    starts,
    armWatchdog,
    preparations,
    api,
    getIdentity,
    getConversation: (conversationId) => readConversation(conversationId, 'interactive'),
    recentConversation,
    isKnownOver: floor.isOver,
    currentAgent,
    endSession,
    limitSettings,
    asksPurpose: async () => (await readSettings()).invite.askPurpose,
    showJoinPage,
    onStarted: (session) => void inviteWithStart(session).catch(() => undefined),
    now,
  });

  /**
   * Invites the agent of a session that was made here. A failed invitation is no failed start: the
   * session then says that nobody was invited.
   */
  async function inviteWithStart({ id, service, joinedExisting, invitation }: Session): Promise<void> {
    if (joinedExisting || invitation || !SERVICE_TRAITS[service].agentLink) return;
    if ((await readSettings()).invite.withStart !== false) await inviteAgent(id);
  }

  /**
   * Starts what the supervisor chose to see now or, without a choice, last. A choice counts only
   * where both are possible.
   */
  async function start(request: StartRequest): Promise<Session> {
    const [settings, identity, services, last] = await Promise.all([
      readSettings(),
      getIdentity().catch(() => null),
      found.get(),
      startViewItem.get(),
    ]);
    const { view = last ?? undefined, ...others } = request;
    if (!canChooseView(settings, identity, services, now())) return await starter.start(others);
    if (request.view && request.view !== last) await startViewItem.set(request.view);
    return await starter.start({ ...others, view });
  }

  /** Starts with the stored settings, for entry points that do not ask for settings. */
  async function startWithStoredSettings(
    conversationId: string,
    purpose: string | null = null,
    agentUserId?: string | null,
    view?: StartView,
  ): Promise<Session> {
    const { session: settings } = await readSettings();
    // These entry points are in the real desktop: its conversations are not for practice.
    if (await practice.isOn()) {
      await starts.fail({ conversationId, settings, purpose }, { code: 'practice-refused' });
      throw fail('practice-refused');
    }
    const named = agentUserId !== undefined && { agentUserId };
    return await start({ conversationId, settings, purpose, ...named, view });
  }

  /**
   * Starts again with the conversation's current agent, like the session whose agent has left. A
   * session made by others may allow more than we do, so this asks for our own settings then.
   */
  async function startOver(sessionId: string, agentUserId?: string | null): Promise<Session> {
    const session = await sessionStore.session(sessionId);
    if (!session) throw fail('not-found', { subject: 'session' });
    const { conversationId, purpose } = session;
    const settings = session.ownLimit?.settings ?? session.settings;
    const named = agentUserId !== undefined && { agentUserId };
    return await starter.start({ conversationId, settings, purpose, startOver: true, ...named });
  }

  return { starter, start, startWithStoredSettings, startOver };
}
