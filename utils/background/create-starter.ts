import type { Identity } from '../auth/model';
import { armWatchdog } from '../browser/wake-up';
import type { Session } from '../cobrowse/model';
import type { SessionStore } from '../cobrowse/session-store';
import { createStartSession, type StartDependencies } from '../cobrowse/start-session';
import type { StartStore } from '../cobrowse/start-store';
import { fail } from '../errors/failure';
import type { FloorStore } from '../floor/floor';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { Practice } from '../practice/practice';
import { readSettings } from '../settings/effective-settings';
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
  limitSettings,
  showJoinPage,
  endSession,
  now,
}: {
  api: GenesysCloudApi;
  sessionStore: SessionStore;
  starts: StartStore;
  readings: Readings;
  floor: Pick<FloorStore, 'isOver'>;
  practice: Pick<Practice, 'isOn'>;
  getIdentity(): Promise<Identity>;
} & Pick<StartDependencies, 'limitSettings' | 'showJoinPage' | 'endSession' | 'now'>) {
  const { services, preparations, readConversation, recentConversation, currentAgent } = readings;
  const starter = createStartSession({
    service: services.interactive,
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
    now,
  });

  /** Starts with the stored settings, for entry points that do not ask for settings. */
  async function startWithStoredSettings(
    conversationId: string,
    purpose: string | null = null,
    agentUserId?: string | null,
  ): Promise<Session> {
    const { session: settings } = await readSettings();
    // These entry points are in the real desktop: its conversations are not for practice.
    if (await practice.isOn()) {
      await starts.fail({ conversationId, settings, purpose }, { code: 'practice-refused' });
      throw fail('practice-refused');
    }
    const named = agentUserId !== undefined && { agentUserId };
    return await starter.start({ conversationId, settings, purpose, ...named });
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

  return { starter, startWithStoredSettings, startOver };
}
