import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as z from 'zod/mini';
import { createFloorStore, type FloorStore } from '@/utils/floor/floor';
import { floorRowSchema } from '@/utils/floor/model';
import { createNameStore } from '@/utils/floor/names';
import { floorHeadItem, floorRows, goneItem, namesItem, searchPageItem } from '@/utils/floor/state';
import { readConversationEvents } from '@/utils/genesys-cloud/conversation-events';
import { createServerClock } from '@/utils/http/server-clock';
import { watchRejections } from '../unhandled-rejections';
import { BEYOND_NUMBERS } from './canaries';
import { HOSTILE_NAMES, nearly, oddValue } from './mutations';
import { CONVERSATION_ID, EVENTS, OTHER_CONVERSATION_ID, SUPERVISOR_ID } from './valid-bodies';

const SEED = 20_260_805;
const FRAMES = 10_000;
const NOW = Date.parse('2026-08-01T12:00:00Z');
const BATCH = 200;

const example = fc.constantFrom(
  ...EVENTS,
  ...EVENTS.map((event) => ({ ...event, eventBody: { ...event.eventBody, id: OTHER_CONVERSATION_ID } })),
  ...EVENTS.map((event) => ({
    ...event,
    eventBody: { ...event.eventBody, endTime: '2026-08-01T12:00:00Z' },
  })),
);
/**
 * Frames: valid ones, nearly valid ones, those whose ids and enums are called as what every object
 * has, and anything at all.
 */
const frame: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 1, arbitrary: example },
  { weight: 10, arbitrary: example.chain(nearly) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...HOSTILE_NAMES), fc.constantFrom(...HOSTILE_NAMES), fc.boolean())
      .map(([id, userId, isOwn]) => ({
        topicName: `v2.users.${userId}.conversations`,
        eventBody: {
          id: isOwn ? id : CONVERSATION_ID,
          participants: [{ purpose: 'agent', userId, queueId: id, calls: [{ state: id }] }],
        },
      })),
  },
  {
    weight: 2,
    arbitrary: fc.anything({
      maxDepth: 4,
      key: fc.constantFrom('topicName', 'eventBody', 'id', 'participants', ...HOSTILE_NAMES),
      values: [oddValue],
    }),
  },
);

/** The frame as it comes off the wire; what is no JSON does not. */
function arrived(value: unknown): unknown {
  try {
    return JSON.parse((JSON.stringify(value) ?? 'null').replaceAll(`"${BEYOND_NUMBERS}"`, '1e999'));
  } catch {
    return null;
  }
}

let rejections: ReturnType<typeof watchRejections>;

beforeEach(() => {
  rejections = watchRejections();
  fakeBrowser.reset();
});

afterEach(() => {
  rejections.stop();
});

/** The floor on real storage; its sources are not asked. */
function newFloor(): FloorStore {
  const never = async (): Promise<never> => {
    throw new Error('Nobody asks for this.');
  };
  return createFloorStore({
    sources: {
      listActiveConversations: never,
      queryAgentStatus: never,
      queryQueueActivity: never,
      findActiveConversations: never,
      getConversation: never,
    },
    rows: floorRows,
    head: floorHeadItem,
    searchPage: searchPageItem,
    gone: goneItem,
    names: createNameStore({
      names: namesItem,
      api: { getUserNames: never, getQueueNames: never },
      perCall: 100,
    }),
    getUserId: async () => SUPERVISOR_ID,
    shownRows: async () => [],
    onListing: () => undefined,
    now: () => NOW,
  });
}

/** All rows as they are stored, whatever they look like. */
async function storedRows(): Promise<unknown[]> {
  const stored = await fakeBrowser.storage.session.get();
  return Object.entries(stored).flatMap(([key, rows]) =>
    key.startsWith('floor-rows/') && Array.isArray(rows) ? (rows as unknown[]) : [],
  );
}

describe('what arrives on the notification channel', () => {
  it(`makes no row that cannot be read back, and never throws: ${FRAMES} frames`, async () => {
    const clock = createServerClock(() => NOW);
    clock.observe(new Date(NOW + 3_600_000).toUTCString());
    const floor = newFloor();
    let taken = 0;
    let made = 0;
    let frames = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 2, maxLength: 3 }), async (batch) => {
        // Some meet rows of those before, others an empty floor.
        if (frames % BATCH < 3) fakeBrowser.reset();
        frames += batch.length;
        const readings = readConversationEvents(batch.map(arrived), clock.localize);
        taken += readings.length;
        await floor.applyEvents(readings);
        const rows = await storedRows();
        made += rows.length;
        for (const row of rows) {
          const { error } = z.safeParse(floorRowSchema, row);
          if (error)
            throw new Error(`Not of the model: ${JSON.stringify(error.issues)}\n${JSON.stringify(row)}`);
        }
        expect(await floorRows.all()).toHaveLength(rows.length);
      }),
      { numRuns: FRAMES / 2, seed: SEED },
    );
    expect(frames).toBeGreaterThanOrEqual(FRAMES);
    // Else nothing ever came through.
    expect(taken).toBeGreaterThan(FRAMES / 10);
    expect(made).toBeGreaterThan(FRAMES / 10);
    process.stdout.write(`\nbad frames ${frames} (seed ${SEED}), read as conversations ${taken}\n`);
    expect(await rejections.seen()).toEqual([]);
  }, 60_000);
});
