import { createJoinLinks } from '@/utils/cobrowse/join-links';
import type { EndedSession, JoinLink, Session } from '@/utils/cobrowse/model';
import type { CobrowseService, LiveSession } from '@/utils/cobrowse/service';
import { createSessionStore } from '@/utils/cobrowse/session-store';
import { createSessionWatch } from '@/utils/cobrowse/session-watch';
import { type FailureError, fail } from '@/utils/errors/failure';
import type { SessionSettings } from '@/utils/settings/settings';
import { conversation, liveSession, MINUTE, memoryStore, NOW, storedSession } from './fixtures';

/** Where the link leads that was minted as the `minted`th. */
export const urlOf = (userId: string, minted: number) =>
  `https://apps.example.com/cobrowse/join?token=${userId}-${minted}`;

/** A live session `s-1` in the store, and a service that records its calls. */
export async function createLiveScene(changes: Partial<Session> = {}) {
  const world = {
    now: NOW,
    minted: 0,
    /** How long a link lasts. */
    linkLife: 5 * MINUTE,
    /** What is true of the session at the service. */
    session: 'live' as 'live' | 'ended',
    /** Whether the customer shares their page. */
    accepted: false,
    /** Sessions that cannot be read. */
    unreadable: new Set<string>(),
    /** What minting a link fails with instead. */
    mintFails: null as FailureError | null,
    /** What may be asked for. */
    limit: (settings: SessionSettings): SessionSettings => settings,
    /** What is else than usual of the session at the service. */
    shown: {} as Partial<LiveSession>,
    conversation: 'connected' as 'connected' | 'ended' | 'unknown' | 'unreadable',
    end: 'ended' as 'ended' | 'left' | 'server-error',
    /** Everything that was asked of the service, in order. */
    asked: [] as string[],
  };
  const now = () => world.now;
  const stores = {
    sessions: memoryStore<Record<string, Session>>({}),
    ended: memoryStore<EndedSession[]>([]),
    joinLinks: memoryStore<Record<string, Record<string, JoinLink>>>({}),
  };
  const sessionStore = createSessionStore({ ...stores, now });
  await sessionStore.keepSession(storedSession('s-1', changes));

  const service: Pick<CobrowseService, 'createJoinLink' | 'read' | 'end'> = {
    async createJoinLink({ id }, userId) {
      world.asked.push(`link ${id} ${userId}`);
      if (world.mintFails) throw world.mintFails;
      if (world.session === 'ended') throw fail('not-found', { status: 404 });
      world.minted += 1;
      return { url: urlOf(userId, world.minted), expiresAt: now() + world.linkLife };
    },
    async read({ id }) {
      world.asked.push(`read ${id}`);
      if (world.unreadable.has(id)) throw fail('unreachable');
      return world.session === 'live' ? liveSession(id, { accepted: world.accepted, ...world.shown }) : null;
    },
    async end({ id }) {
      world.asked.push(`end ${id}`);
      if (world.end === 'server-error') throw fail('server-error');
      return world.end;
    },
  };
  async function getConversation(id: string) {
    world.asked.push(`conversation ${id}`);
    if (world.conversation === 'unreadable') throw fail('unreachable');
    if (world.conversation === 'unknown') throw fail('not-found', { status: 404 });
    return conversation({ id, state: world.conversation });
  }
  const closePage = async ({ id }: Session) => void world.asked.push(`close ${id}`);
  const limitSettings = async (settings: SessionSettings) => world.limit(settings);
  const createWatch = () =>
    createSessionWatch({ service, sessionStore, limitSettings, getConversation, closePage, now });
  const watch = createWatch();
  const links = createJoinLinks({ service, sessionStore, watch, now });
  return { world, stores, sessionStore, service, watch, links, now };
}
