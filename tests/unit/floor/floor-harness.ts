import { fail } from '@/utils/errors/failure';
import { createFloorStore, type FloorSources } from '@/utils/floor/floor';
import { createNameStore } from '@/utils/floor/names';
import {
  firstScreenItem,
  floorHeadItem,
  floorRows,
  goneItem,
  namesItem,
  searchPageItem,
} from '@/utils/floor/state';
import type { AgentStatus } from '@/utils/genesys-cloud/agent-status';
import type { FoundConversations } from '@/utils/genesys-cloud/conversation-details';
import type { QueueActivity } from '@/utils/genesys-cloud/queue-activity';
import { DANA_ID, NOW } from './fixtures';

/** The answer of each source of the floor. */
type Answers = {
  own: FloorSources['listActiveConversations'];
  agents: FloorSources['queryAgentStatus'];
  queues: FloorSources['queryQueueActivity'];
  search: FloorSources['findActiveConversations'];
  one: FloorSources['getConversation'];
};

export const NO_AGENTS: AgentStatus = { agents: [], partialConversations: [], partial: false };
export const NO_ACTIVITY: QueueActivity = { partialConversations: [], truncatedQueueIds: [], partial: false };
const NOTHING_FOUND: FoundConversations = { partialConversations: [], isLastPage: true };

export const refuse = async (): Promise<never> => {
  throw fail('permission-denied', { subject: 'a:permission:view' });
};
export const overBudget = async (): Promise<never> => {
  throw fail('rate-limited', { retryAt: NOW + 60_000 });
};

/**
 * The floor on real storage and a real name store. The test sets the sources' answers. Every call
 * is recorded.
 */
export function createFloor() {
  const world = {
    now: NOW,
    userId: DANA_ID as string | null,
    sources: {
      own: async () => [],
      agents: async () => NO_AGENTS,
      queues: async () => NO_ACTIVITY,
      search: async () => NOTHING_FOUND,
      one: async () => {
        throw fail('not-found');
      },
    } as Answers,
    lookUps: {
      users: async () => new Map<string, string>(),
      queues: async () => new Map<string, string>(),
    } as Record<'users' | 'queues', (ids: readonly string[]) => Promise<Map<string, string>>>,
    whilePageOpen: (() => new AbortController().signal) as () => AbortSignal,
    calls: [] as string[],
    listings: [] as string[][],
  };
  const noted = <F, T>(name: string, call: () => (filter: F) => Promise<T>) => {
    return (filter: F) => {
      world.calls.push(filter === undefined ? name : `${name} ${JSON.stringify(filter)}`);
      return call()(filter);
    };
  };
  const newFloor = () =>
    createFloorStore({
      sources: {
        listActiveConversations: () =>
          noted<undefined, Awaited<ReturnType<Answers['own']>>>('own', () => world.sources.own)(undefined),
        queryAgentStatus: noted('agents', () => world.sources.agents),
        queryQueueActivity: noted('queues', () => world.sources.queues),
        findActiveConversations: noted('search', () => world.sources.search),
        getConversation: noted('one', () => world.sources.one),
      },
      rows: floorRows,
      head: floorHeadItem,
      searchPage: searchPageItem,
      gone: goneItem,
      names: createNameStore({
        names: namesItem,
        api: {
          getUserNames: noted('users', () => world.lookUps.users),
          getQueueNames: noted('queue names', () => world.lookUps.queues),
        },
        perCall: 100,
      }),
      async getUserId() {
        if (world.userId === null) throw fail('signed-out');
        return world.userId;
      },
      shownRows: async () => (await firstScreenItem.get())?.rows ?? [],
      whilePageOpen: () => world.whilePageOpen(),
      onListing: (ids) => world.listings.push([...ids].sort()),
      now: () => world.now,
    });
  return { world, floor: newFloor(), newFloor };
}
