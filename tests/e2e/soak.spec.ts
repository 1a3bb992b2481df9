import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Result } from '../../utils/errors/result.ts';
import type { Conversation } from '../simulator/conversation-model.ts';
import { createSeededRandom } from '../simulator/seeded-random.ts';
import { setErrorTrap } from './support/error-trap.ts';
import { createSessionElsewhere } from './support/other-client.ts';
import { WorkerDeath } from './support/worker-death.ts';
import { workerHeap } from './support/worker-heap.ts';
import { DANA, useWorld } from './support/world.ts';

/** This test does more in two minutes than any limit per minute allows. */
const world = useWorld({ simulator: { rateLimitPerMinute: 1_000_000 } });

const ROUNDS = 200;
/** No worker is killed after this round: one worker must then keep all its memory. */
const KILLS_UNTIL = 80;
/** Memory is measured over two windows of this many rounds: when warm, and at the end. */
const WINDOW = 10;
const WARM = 100;
/** How often a failed start is retried, as a supervisor would. */
const MAX_PRESSES = 3;

const CREATE = { method: 'POST', path: '/cobrowse/sessions$' };
const TOKEN = { method: 'POST', path: '/participants/[^/]+/tokens$' };
const OWN_TOKEN = { method: 'POST', path: `/participants/${DANA.userId}/tokens$` };

/** The faults of a round; each is set before its press. */
const TROUBLES = {
  none: async () => undefined,
  'create answers 500': () => world().control.addFault({ ...CREATE, status: 500 }),
  "create's answer is lost": () => world().control.addFault({ ...CREATE, drop: 'after' }),
  'create never arrives': () => world().control.addFault({ ...CREATE, drop: 'before' }),
  'token answers 429': () =>
    world().control.addFault({ ...TOKEN, status: 429, headers: { 'Retry-After': '1' } }),
  'somebody else was first': (conversation: Conversation) =>
    createSessionElsewhere(world().origin, conversation, DANA.userId),
  'answers are late': () => world().control.addFault({ path: '/api/v2/', delayMs: 150, times: 4 }),
  'token is cut off': () => world().control.addFault({ ...OWN_TOKEN, malformed: true }),
  'worker dies': () => world().control.addFault({ ...CREATE, delayMs: 200 }),
} as const satisfies Record<string, (conversation: Conversation) => Promise<unknown>>;
type Trouble = keyof typeof TROUBLES;
const NAMES = Object.keys(TROUBLES) as Trouble[];

/** Sends a request as the extension's pages do, and repeats it if the worker dies meanwhile. */
async function ask<T>(page: Page, type: string, data: object): Promise<Result<T>> {
  const answer = await page.evaluate(
    async ([name, body]) => {
      const send = () =>
        chrome.runtime.sendMessage({ id: 1, type: name, data: body, timestamp: Date.now() }) as Promise<{
          res: unknown;
        }>;
      return (await send().catch(send)).res;
    },
    [type, data] as const,
  );
  return answer as Result<T>;
}

/** Counters of the browser that must not grow. */
function stored(page: Page) {
  return page.evaluate(async () => ({
    session: await chrome.storage.session.getBytesInUse(null),
    local: await chrome.storage.local.getBytesInUse(null),
    alarms: (await chrome.alarms.getAll()).length,
    joinTabs: (await chrome.tabs.query({})).filter(({ url, pendingUrl }) =>
      `${url} ${pendingUrl}`.includes('/cobrowse/join?'),
    ).length,
  }));
}

const median = (numbers: number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

test(`${ROUNDS} starts and ends with random faults leave nothing behind`, {
  timeout: 30 * 60_000,
}, async () => {
  const trap = await setErrorTrap(world());
  const pageErrors: string[] = [];
  world().context.on('weberror', (error) => pageErrors.push(error.error().message));
  const death = await WorkerDeath.watchFrom(world());
  const { page } = death;
  const random = createSeededRandom(2026);
  const rounds: { heap: number; session: number; alarms: number }[] = [];
  const troubles = Object.fromEntries(NAMES.map((name) => [name, 0]));
  let presses = 0;

  for (let round = 0; round < ROUNDS; round += 1) {
    // A supervisor presses a few times an hour: each round has the whole request budget.
    await page.evaluate(() => chrome.storage.session.remove('request-times'));
    await world().control.clearFaults();
    const conversation = await world().control.addConversation();
    const trouble = random.pick(round < KILLS_UNTIL ? NAMES : NAMES.filter((name) => name !== 'worker dies'));
    troubles[trouble] = (troubles[trouble] ?? 0) + 1;
    await TROUBLES[trouble](conversation);

    const reached = trouble === 'worker dies' ? death.reaches(conversation.id, 'creating') : null;
    const start = () => ask<{ id: string }>(page, 'start-session', { conversationId: conversation.id });
    const [first] = await Promise.all([start(), reached?.then(() => death.stop())]);
    let started = first;
    presses += 1;
    for (let press = 1; press < MAX_PRESSES && !started.ok; press += 1) {
      started = await start();
      presses += 1;
    }
    if (!started.ok) throw new Error(`Round ${round}, ${trouble}: ${JSON.stringify(started.failure)}`);

    const live = (await world().control.sessions()).filter(({ state }) => state !== 'ended');
    expect(
      live.map(({ id }) => id),
      `round ${round}, ${trouble}`,
    ).toEqual([started.value.id]);
    expect((await stored(page)).joinTabs, `round ${round}, ${trouble}`).toBe(1);

    expect(await ask(page, 'end-session', { sessionId: started.value.id })).toMatchObject({ ok: true });
    const left = (await world().control.sessions()).filter(({ state }) => state !== 'ended');
    expect(left, `round ${round}, ${trouble}`).toEqual([]);
    await world().control.endConversation(conversation.id);

    const isMeasured = (round >= WARM && round < WARM + WINDOW) || round >= ROUNDS - WINDOW;
    if (isMeasured || round === WINDOW) await expect.poll(async () => (await stored(page)).joinTabs).toBe(0);
    const { session, alarms } = await stored(page);
    rounds.push({ heap: isMeasured ? await workerHeap(world()) : Number.NaN, session, alarms });
  }

  const warm = rounds.slice(WARM, WARM + WINDOW);
  const end = rounds.slice(-WINDOW);
  const heap = { warm: median(warm.map((one) => one.heap)), end: median(end.map((one) => one.heap)) };
  const early = rounds.slice(WINDOW, 2 * WINDOW);
  const session = {
    early: median(early.map((one) => one.session)),
    end: median(end.map((one) => one.session)),
  };
  const alarms = { early: median(early.map((one) => one.alarms)), end: median(end.map((one) => one.alarms)) };
  const { local, joinTabs } = await stored(page);
  const errors = [...(await trap.errors()), ...pageErrors];

  process.stdout.write(
    `Soak: ${ROUNDS} rounds, ${presses} presses, ${troubles['worker dies']} kills; worker ${kB(heap.warm)} -> ${kB(heap.end)}, ` +
      `storage.session ${session.early} -> ${session.end} B, alarms ${alarms.early} -> ${alarms.end}, ` +
      `storage.local ${kB(local)}, ${joinTabs} join tabs, ${errors.length} uncaught errors\n` +
      `      ${NAMES.map((name) => `${name} ${troubles[name]}`).join(', ')}\n`,
  );
  expect(heap.end).toBeLessThanOrEqual(heap.warm * 1.3 + 200_000);
  expect(session.end).toBeLessThanOrEqual(session.early + 500);
  // Right after a round, its alarm may still be there.
  await expect.poll(async () => (await stored(page)).alarms).toBe(0);
  expect(joinTabs).toBe(0);
  expect(errors).toEqual([]);
  expect((await world().control.sessions()).filter(({ state }) => state !== 'ended')).toEqual([]);
});
