import type { Identity } from '@/utils/auth/model';
import { createCurrentAgent } from '@/utils/cobrowse/current-agent';
import type { EndedSession, JoinLink, Session, Start } from '@/utils/cobrowse/model';
import { createPreparations } from '@/utils/cobrowse/preparations';
import type { CobrowseService, LiveSession } from '@/utils/cobrowse/service';
import type { ServiceKind } from '@/utils/cobrowse/service-traits';
import { createSessionStore } from '@/utils/cobrowse/session-store';
import { createStartSession, type StartDependencies } from '@/utils/cobrowse/start-session';
import { createStartStore } from '@/utils/cobrowse/start-store';
import { fail } from '@/utils/errors/failure';
import type { Conversation } from '@/utils/genesys-cloud/conversation-model';
import type { SessionSettings } from '@/utils/settings/settings';
import { AGENT, conversation, DANA, liveSession, MINUTE, memoryStore, NOW } from './fixtures';
import { createNetwork } from './network';

/** The world a start meets; tests change it before and while it runs. */
type World = {
  now: number;
  /** What is true in Genesys Cloud. */
  conversation: Conversation | null;
  users: Identity[];
  live: LiveSession | null;
  /** The last listing, and its age in milliseconds. */
  listed: Conversation | null;
  listedAgo: number;
  /** Whether changes of an agent's conversations arrive as they happen. */
  followed: boolean;
  /** Whether a later event reports another agent than the last read. */
  differs: boolean;
  /** Who is signed in. */
  me(): Identity;
  /** The tab in which a join page is shown. */
  show(url: string): number;
  /** What sessions were asked to be, in order. */
  asked: SessionSettings[];
  /** Agents whom sessions were asked for, in order. */
  askedWith: string[];
  /** Limits session settings to what the organization allows. */
  limit(settings: SessionSettings): SessionSettings;
  /** Whether every start asks what it is for. */
  asksPurpose: boolean;
  /** Settings that the service gives to a new session instead of the requested ones. */
  given: Partial<LiveSession>;
  /** Whether the conversation was seen to end. */
  knownOver: boolean;
  /** What ending a session comes to. */
  end: 'ended' | 'left';
  /** What was shown, in order. */
  shown: string[];
};

/** The platform's co-browse offer, as its creator receives it. */
export const OFFER = { joinCode: '123456', endsAt: NOW + 3 * MINUTE, by: 'message' as const };

/**
 * The use case on a service in memory that refuses a second session, on the real store and the real
 * preparations. `kind`: the platform's co-browse keeps neither settings nor limit, tells its code
 * once, and has no join tokens to ask for.
 */
export function createScene(changes: { refusesSecondSession?: boolean; kind?: ServiceKind } = {}) {
  const { kind = 'sessions' } = changes;
  const onPlatform = kind === 'platform';
  const network = createNetwork();
  const stores = {
    sessions: memoryStore<Record<string, Session>>({}),
    starts: memoryStore<Record<string, Start>>({}),
    joinLinks: memoryStore<Record<string, Record<string, JoinLink>>>({}),
    ended: memoryStore<EndedSession[]>([]),
  };
  const world: World = {
    now: NOW,
    conversation: conversation(),
    users: [DANA, AGENT],
    live: null,
    listed: null,
    listedAgo: 0,
    followed: false,
    differs: false,
    me: () => DANA,
    show: () => 77,
    limit: (settings) => settings,
    asksPurpose: false,
    given: {},
    shown: [],
    asked: [],
    askedWith: [],
    end: 'ended',
    knownOver: false,
  };
  /** Answers that come instead of the usual one, each for one call of that name. */
  const instead = new Map<string, (() => never)[]>();
  const now = () => world.now;
  let made = 0;
  /** How many links each person got for each session: every one has a token of its own. */
  const links = new Map<string, number>();

  const send = <T>(name: string, answer: () => T) =>
    network.send(name, () => (instead.get(name)?.shift() ?? answer)());

  function make(): LiveSession {
    made += 1;
    const shown: Partial<LiveSession> = onPlatform
      ? {
          service: kind,
          settings: null,
          expiresAt: null,
          participants: [],
          offer: { ...OFFER, joinCode: null },
        }
      : {};
    const agent = world.conversation?.agent;
    const participants = agent
      ? [
          { ...agent, role: 'agent' },
          { userId: DANA.userId, role: 'supervisor', name: DANA.name },
        ]
      : liveSession('').participants;
    world.live = liveSession(`s-${made}`, { participants, ...shown });
    return world.live;
  }

  const service: CobrowseService = {
    refusesSecondSession: async () => changes.refusesSecondSession ?? !onPlatform,
    findLive: () => send('findLive', () => world.live),
    create: ({ settings, agentUserId }) =>
      send('create', () => {
        world.asked.push(settings);
        world.askedWith.push(agentUserId);
        if (world.live) throw fail('conflict', { status: 409 });
        const live = { ...make(), ...world.given };
        return onPlatform ? { ...live, offer: OFFER } : live;
      }),
    createJoinLink: async ({ id }, userId) => {
      if (onPlatform) return { url: VIEWER, expiresAt: Number.MAX_SAFE_INTEGER };
      return await send(`joinLink ${userId}`, () => {
        if (world.live?.id !== id) throw fail('not-found', { status: 404 });
        const whose = `${userId}-${id}`;
        const before = links.get(whose) ?? 0;
        links.set(whose, before + 1);
        return {
          url: `https://apps.example.com/cobrowse/join?token=${whose}${before > 0 ? `-${before + 1}` : ''}`,
          expiresAt: now() + 5 * MINUTE,
        };
      });
    },
    read: () => send('read', () => world.live),
    end: () => send('end', () => 'ended' as const),
  };
  const readConversation = () =>
    send('getConversation', () => {
      if (!world.conversation) throw fail('not-found', { status: 404 });
      return world.conversation;
    });
  const sessionStore = createSessionStore({ ...stores, now });
  const starts = createStartStore(stores.starts, undefined, now);
  const differs = async () => world.differs;
  const preparations = createPreparations({
    async getConversation() {
      const readAt = now();
      return { conversation: await readConversation(), readAt };
    },
    differs,
    findLive: service.findLive,
    now,
  });
  const dependencies: StartDependencies = {
    service,
    sessionStore,
    starts,
    preparations,
    async endSession(sessionId) {
      const how = await send('end', () => {
        if (world.end === 'ended') world.live = null;
        return world.end;
      });
      await sessionStore.endSession(sessionId, how === 'left' ? 'left' : 'ended-by-you');
      return how;
    },
    limitSettings: async (settings) => world.limit(settings),
    asksPurpose: async () => world.asksPurpose,
    armWatchdog: async () => undefined,
    getIdentity: async () => world.me(),
    getConversation: readConversation,
    api: {
      getUser: (userId) =>
        send(`getUser ${userId}`, () => {
          const user = world.users.find((one) => one.userId === userId);
          if (!user) throw fail('not-found', { status: 404 });
          return user;
        }),
    },
    recentConversation: async () =>
      world.listed && { conversation: world.listed, readAt: now() - world.listedAgo },
    isKnownOver: async () => world.knownOver,
    currentAgent: createCurrentAgent({ differs, isFollowed: async () => world.followed, now }),
    async showJoinPage(url) {
      world.shown.push(url);
      return world.show(url);
    },
    now,
  };
  return {
    starter: createStartSession(dependencies),
    /** A new worker: same storage, no memory. */
    nextWorker: () => createStartSession(dependencies),
    sessionStore,
    starts,
    preparations,
    network,
    world,
    stores,
    /** Makes a session on the server, as a create does. */
    make,
    /** The next call of this name fails like this instead. */
    failNext(name: string, answer: () => never) {
      instead.set(name, [...(instead.get(name) ?? []), answer]);
    },
    /** Reads ahead as the popup does, and forgets the calls that took. */
    async prepare() {
      await preparations.prepare(conversation().id);
      network.rounds.length = 0;
    },
    /** How often something was asked of the service. */
    count: (name: string) => network.calls().filter((call) => call === name).length,
  };
}

/** Where the platform shows a session. */
export const VIEWER = 'https://apps.example.com/cobrowse-next/viewer.html';
export const LINKS = [`joinLink ${DANA.userId}`, `joinLink ${AGENT.userId}`];
