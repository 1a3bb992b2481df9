import { describe, expect, it } from 'vitest';
import type { FloorRow } from '@/utils/floor/model';
import { chooseTopics } from '@/utils/floor/topics';
import { floorRow } from './fixtures';

const user = (id: string) => `v2.users.${id}.conversations`;
const queue = (id: string) => `v2.routing.queues.${id}.conversations`;
const withAgent = (userId: string, queueId: string | null = null) =>
  floorRow(`c-${userId}`, { agent: { userId, name: null }, queueId });
const waitingIn = (queueId: string | null) =>
  floorRow(`w-${queueId}`, { agent: null, state: 'waiting', queueId });
const many = (count: number) => Array.from({ length: count }, (_, number) => withAgent(`u-${number}`));

function topicsFor(changes: {
  shown?: FloorRow[];
  pinned?: string[];
  rows?: FloorRow[];
  team?: string[];
  queueIds?: string[];
  refused?: string[];
  limit?: number;
}): string[] {
  const { shown = [], pinned = [], rows = [], refused = [], limit = 1000, ...seen } = changes;
  return chooseTopics({ userId: 'me', shown, pinned, rows, ...seen, refused: new Set(refused), limit });
}

describe('the topics that are followed', () => {
  it('are the user’s own where there is nothing else', () => {
    expect(topicsFor({})).toEqual([user('me')]);
  });

  it('come in the order of what matters: own, on screen, pinned, agents of the list, its queues', () => {
    expect(
      topicsFor({
        shown: [withAgent('u-shown', 'q-shown'), waitingIn('q-waiting')],
        pinned: ['u-pinned'],
        rows: [withAgent('u-listed', 'q-listed')],
      }),
    ).toEqual([
      user('me'),
      user('u-shown'),
      queue('q-waiting'),
      user('u-pinned'),
      user('u-listed'),
      queue('q-listed'),
    ]);
  });

  it('are each named once', () => {
    const row = withAgent('u-1', 'q-1');
    const topics = topicsFor({ shown: [row, row], pinned: ['u-1', 'me'], rows: [row, waitingIn('q-1')] });
    expect(topics).toEqual([user('me'), user('u-1'), queue('q-1')]);
  });

  it('need a queue where nobody is the agent', () => {
    expect(topicsFor({ shown: [waitingIn(null)], rows: [waitingIn(null)] })).toEqual([user('me')]);
  });

  it('are the whole floor up to 200 topics, and what is on screen or pinned beyond', () => {
    expect(topicsFor({ rows: many(199) })).toHaveLength(200);
    expect(topicsFor({ rows: many(200) })).toEqual([user('me')]);
    expect(topicsFor({ rows: many(200), shown: many(10), pinned: ['u-150'] })).toHaveLength(12);
  });

  it('are also the team and the queues seen before, so that an empty list learns what begins', () => {
    const team = ['u-team'];
    const queueIds = ['q-seen'];
    expect(topicsFor({ team, queueIds })).toEqual([user('me'), user('u-team'), queue('q-seen')]);
    // What is in the list matters more.
    expect(topicsFor({ rows: many(199), team, queueIds })).toHaveLength(200);
  });

  it('are no more than a channel takes, what matters least left out', () => {
    expect(topicsFor({ shown: many(30), limit: 3 })).toEqual([user('me'), user('u-0'), user('u-1')]);
    expect(topicsFor({ shown: many(3000) })).toHaveLength(1000);
  });

  it('are not what was refused, whose place another takes', () => {
    expect(topicsFor({ shown: many(4), refused: [user('u-0'), user('me')], limit: 2 })).toEqual([
      user('u-1'),
      user('u-2'),
    ]);
  });
});
