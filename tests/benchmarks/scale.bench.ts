import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openWorld, type World } from '../e2e/support/world.ts';
import { type ControlClient, createControlClient } from '../simulator/control-client.ts';
import { userToken } from '../unit/simulator/support.ts';
import { recordFigures, recordTable } from './support/figures.ts';
import { openSupervisor } from './support/headless-supervisor.ts';
import { printTable } from './support/print-table.ts';
import {
  type Answer,
  openReplayedSupervisor,
  type ReplayedSupervisor,
} from './support/replayed-supervisor.ts';
import { moveAgents, moveTimes, patternOf, replaceIn, type Step } from './support/request-pattern.ts';
import { type SimulatorProcess, startSimulatorProcess } from './support/simulator-process.ts';
import { median, quantile } from './support/statistics.ts';

const AGENTS = Number(process.env.AGENTS ?? 10_000);
const CONVERSATIONS = Number(process.env.CONVERSATIONS ?? AGENTS / 2);
/** One for fifteen agents. */
const SUPERVISORS = Math.ceil(AGENTS / 15);
/**
 * Real clients: one is a browser with the built extension in it, the others are the extension's own
 * code without a browser. Everybody else repeats what the first one sent.
 */
const REAL = 10;
/** The platform's limit per token and minute, which the simulator enforces. */
const LIMIT = 300;

const MINUTE_MS = 60_000;
/** How long a list is looked at that is not kept open. */
const GLANCE_MS = 8_000;
/** How long the pattern of an open list is measured: beyond its first reading again. */
const PATTERN_MS = 65_000;
/** An end can be undone before it is sent. */
const END_MS = 12_000;
/** How long after the press a start may send. */
const START_MS = 6_000;

/** Customer of the start that is measured. */
const MEASURED = 'Measured Mia 1x';

/** A working day: eight hours, sixty looks at the list and ten starts for each supervisor. */
const DAY_MINUTES = 8 * 60;
const LOOKS_A_DAY = 60;
const STARTS_A_DAY = 10;

/** What one supervisor sends, as measured at a real client. */
type Patterns = {
  /** The list is opened after a start of the browser, and stays open. */
  list: Step[];
  /** It is opened again, a moment after it was closed. */
  look: Step[];
  /** A press on a row. */
  start: Step[];
  /** End, pressed later. */
  end: Step[];
  measuredAt: number;
  conversationId: string;
  agentId: string;
  sessionId: string;
};

/** The list of a real client, once it is open. */
type OpenList = {
  /** From the opening; `null` if there was none in time. */
  firstRowMs: number | null;
  /** Closes it, and tells what it has come to. */
  close(): Promise<{ rows: number; named: number; live: boolean }>;
};

/** What a row of the table is about. */
type Scenario = {
  name: string;
  minutes: number;
  /** Begins what the other supervisors do; resolves when all of it is answered. */
  others(): Promise<void>;
  /** Over how long the real clients open their lists. */
  realWithinMs: number;
};

const idOf = (number: number) => `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, '0')}`;
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  // Whatever fails, the simulator's process ends.
  for (const close of closing.reverse()) await close().catch(() => undefined);
});

test('what the supervisors of 10,000 agents ask of the platform, and what breaks first', async () => {
  const simulator = await startSimulatorProcess([
    ...['--agents', String(AGENTS), '--supervisors', String(SUPERVISORS + 1)],
    ...['--conversations', String(CONVERSATIONS), '--conversations-visible', 'own', '--traffic'],
    ...['--rate-limit-per-minute', String(LIMIT)],
  ]);
  closing.push(() => simulator.stop());
  const control = createControlClient(simulator.origin);

  const world = await openWorld({ beside: simulator });
  closing.push(() => world.close());
  const patterns = await measure(world, control);
  const real: (() => Promise<OpenList>)[] = [() => openList(world)];
  // The second fixed supervisor may not cobrowse.
  for (let number = 3; real.length < REAL; number += 1) {
    const token = await userToken(simulator.origin, idOf(number));
    real.push(() => openWithoutBrowser(simulator.origin, token, idOf(number)));
  }

  const answers: Answer[] = [];
  const others: ReplayedSupervisor[] = [];
  for (let number = REAL + 2; others.length < SUPERVISORS - REAL; number += 1) {
    const userId = idOf(number);
    const token = await userToken(simulator.origin, userId);
    others.push(
      await openReplayedSupervisor({ origin: simulator.origin, token, userId }, (answer) =>
        answers.push(answer),
      ),
    );
  }

  /** The steps of the pattern as one of the others sends them. */
  const stepsOf = (steps: readonly Step[], supervisor: ReplayedSupervisor) =>
    steps.map((step) =>
      replaceIn(
        moveTimes(
          moveAgents(step, 15 * others.indexOf(supervisor), AGENTS),
          Date.now() - patterns.measuredAt,
        ),
        (text) => text.replaceAll(idOf(1), supervisor.userId),
      ),
    );

  async function startAndEnd(supervisor: ReplayedSupervisor): Promise<void> {
    const { id, participants } = await control.addConversation();
    const agentId = participants.find(({ purpose }) => purpose === 'agent')?.userId ?? '';
    const pauseMs = START_MS + 5_000;
    const steps = [
      ...patterns.start,
      ...patterns.end.map((step) => ({ ...step, afterMs: step.afterMs + pauseMs })),
    ].map((step) =>
      replaceIn(moveTimes(step, Date.now() - patterns.measuredAt), (text) =>
        text
          .replaceAll(patterns.conversationId, id)
          .replaceAll(patterns.agentId, agentId)
          .replaceAll(idOf(1), supervisor.userId),
      ),
    );
    await supervisor.replay(steps, pauseMs + END_MS, patterns.sessionId);
  }

  /** Does something for each of so many supervisors, evenly over a time. */
  const spread = (count: number, overMs: number, work: (one: ReplayedSupervisor) => Promise<void>) =>
    Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const one = others[(index * 7) % others.length];
        await sleep((index * overMs) / count);
        if (one) await work(one);
      }),
    ).then(() => undefined);

  const look = (one: ReplayedSupervisor) => one.replay(stepsOf(patterns.look, one), GLANCE_MS);
  const keepOpen = (forMs: number) => (one: ReplayedSupervisor) =>
    one.replay(stepsOf(patterns.list, one), forMs);
  const aDay = (times: number, minutes: number) => Math.round((SUPERVISORS * times * minutes) / DAY_MINUTES);

  async function workingDay(minutes: number): Promise<void> {
    await Promise.all([
      spread(aDay(LOOKS_A_DAY, minutes), minutes * MINUTE_MS - GLANCE_MS, look),
      spread(aDay(STARTS_A_DAY, minutes), minutes * MINUTE_MS - START_MS - END_MS, startAndEnd),
    ]);
  }

  const all = others.length;
  const openWithin = (seconds: number, minutes: number): Scenario => ({
    name: `all open the list within ${seconds} s, and keep it open`,
    minutes,
    realWithinMs: seconds * 1_000,
    others: () => spread(all, seconds * 1_000, keepOpen(minutes * MINUTE_MS - seconds * 1_000)),
  });
  const scenarios: Scenario[] = [
    {
      name: 'a working day',
      minutes: 1,
      realWithinMs: MINUTE_MS / 2,
      others: () => workingDay(1),
    },
    openWithin(120, 3),
    openWithin(30, 1),
    openWithin(5, 1),
  ];

  const rows: Row[] = [];
  for (const scenario of scenarios) rows.push(await run(scenario));

  async function run({ name, minutes, realWithinMs, others: begin }: Scenario): Promise<Row> {
    answers.length = 0;
    const eventsBefore = sum(others.map((one) => one.events()));
    const since = (await control.requests()).at(-1)?.n ?? 0;
    const processor = (await simulator.processorSeconds()) ?? Number.NaN;
    const startedAt = Date.now();
    const [looks] = await Promise.all([
      Promise.all(
        real.map(async (open, index) => {
          await sleep((index * realWithinMs) / real.length);
          return await open();
        }),
      ),
      begin(),
      sleep(minutes * MINUTE_MS),
    ]);
    const seconds = (Date.now() - startedAt) / 1_000;
    const processorShare = (((await simulator.processorSeconds()) ?? Number.NaN) - processor) / seconds;
    const requests = (await control.requests(since)).filter(({ path }) => path.startsWith('/api/'));
    const seen = await Promise.all(looks.map((one) => one.close()));
    const perSecond = new Map<number, number>();
    for (const { at } of requests) {
      const second = Math.floor(at / 1_000);
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    }
    const channels = await control.channels();
    const row: Row = {
      name,
      requests: requests.length,
      perSupervisorAndMinute: requests.length / SUPERVISORS / (seconds / 60),
      busiestSecond: Math.max(0, ...perSecond.values()),
      busiestToken: busiestMinute(answers),
      refused: requests.filter(({ status }) => status === 429).length,
      failed: requests.filter(({ status }) => status === 0 || (status ?? 0) >= 500).length,
      channels: Math.max(...countBy(channels.map(({ userId }) => userId ?? ''))),
      topics: Math.max(...channels.map(({ topicCount }) => topicCount)),
      events: (sum(others.map((one) => one.events())) - eventsBefore) / all / seconds,
      medianMs: median(answers.map(({ ms }) => ms)),
      p95Ms: quantile(
        answers.map(({ ms }) => ms),
        0.95,
      ),
      unanswered: answers.filter(({ status }) => status === null).length,
      processorShare,
      firstRowMs: median(looks.map(({ firstRowMs }) => firstRowMs ?? Number.POSITIVE_INFINITY)),
      withRows: looks.filter(({ firstRowMs }) => firstRowMs !== null).length,
      live: seen.filter(({ live }) => live).length,
      listed: median(seen.map(({ rows }) => rows)),
      named: median(seen.map(({ named }) => named)),
    };
    process.stderr.write(`${JSON.stringify(row)}\n`);
    return row;
  }

  const hardest = await pressHard(world, control);
  const flood = await floodWithOneToken(simulator, SUPERVISORS + 1);
  // What the simulator enforces is what this relies on.
  expect(flood.allowed).toBe(LIMIT);

  const title = `${SUPERVISORS} supervisors of ${AGENTS} agents, ${CONVERSATIONS} conversations`;
  printTable(`${title}: requests and limits`, limitsOf(rows));
  printTable(`${title}: what comes of it`, effectsOf(rows));
  const single = [
    ['one supervisor', 'result'],
    ...[
      ['requests of the first minute with an open list', String(countIn(patterns.list, MINUTE_MS))],
      ['requests to open the list again', String(countIn(patterns.look, GLANCE_MS))],
      ['requests of a start', String(patterns.start.length)],
      ['requests of its end', String(patterns.end.length)],
      ['openings in a row until the extension’s own budget held one back', String(hardest.openings)],
      ['requests that these sent', String(hardest.requests)],
      ['refusals of the platform meanwhile', String(hardest.refused)],
      ['requests of one token in a minute that the simulator let pass', String(flood.allowed)],
    ],
  ];
  printTable('One supervisor', single);
  recordTable('scale-limits', limitsOf(rows));
  recordTable('scale-effects', effectsOf(rows));
  recordTable('scale-single', single);
  recordFigures('scale', [
    ...rows.map(({ name, refused }) => ({
      name: `Requests refused with 429: ${name}, ${SUPERVISORS} supervisors`,
      unit: 'count' as const,
      ours: refused,
      goal: 0,
    })),
    {
      name: `Requests of the busiest token in its busiest minute, ${SUPERVISORS} supervisors`,
      unit: 'count',
      ours: Math.max(...rows.map(({ busiestToken }) => busiestToken)),
      goal: LIMIT,
    },
  ]);
});

/** The figures of one scenario. */
type Row = {
  name: string;
  requests: number;
  perSupervisorAndMinute: number;
  busiestSecond: number;
  /** Most requests that one of the others sent within a minute. */
  busiestToken: number;
  /** Answers with 429, to anybody. */
  refused: number;
  /** Answers with a fault of the server, or none. */
  failed: number;
  /** Most channels of one user. */
  channels: number;
  /** Most topics of one channel. */
  topics: number;
  /** Notifications per second and supervisor. */
  events: number;
  medianMs: number;
  p95Ms: number;
  /** Requests of the others that were given up after ten seconds, as the extension does. */
  unanswered: number;
  /** Share of one core that the simulator took. */
  processorShare: number;
  /** Of the real clients, until the first row of a list that is read anew. */
  firstRowMs: number;
  withRows: number;
  live: number;
  listed: number;
  /** Share of the rows whose agent has a name. */
  named: number;
};

/** Measures what a real client sends, while nobody else is there. */
async function measure(world: World, control: ControlClient): Promise<Patterns> {
  const last = async () => (await control.requests()).at(-1)?.n ?? 0;
  const timed = async (forMs: number, work: () => Promise<unknown>) => {
    const since = await last();
    const startedAt = Date.now();
    await work();
    await sleep(Math.max(0, startedAt + forMs - Date.now()));
    return patternOf(await control.requests(since), startedAt);
  };
  const measuredAt = Date.now();
  const list = await timed(PATTERN_MS, () => world.openPopup());
  await world.closeTabs();
  const look = await timed(GLANCE_MS, () => world.openPopup());
  await world.closeTabs();
  // Details of conversations are some seconds behind.
  await control.addConversation({ customerName: MEASURED });
  await sleep(5_000);
  await forgetList(world);
  const popup = await world.openPopup();
  await popup.filter.fill(MEASURED);
  await popup.row(MEASURED).waitFor();
  const ofSession = ({ method, path }: Step) => method !== 'GET' && path.includes('/cobrowse/sessions');
  const startSteps = await timed(START_MS, () => popup.filter.press('Enter'));
  const start = startSteps.slice(0, startSteps.findLastIndex(ofSession) + 1);
  const [session] = await control.sessions();
  const agentId = session?.participants.find(({ role }) => role === 'agent')?.userId;
  if (!session || agentId === undefined) throw new Error('The real client did not start.');
  await popup.page.bringToFront();
  const endSteps = await timed(END_MS, () => popup.page.getByRole('button', { name: 'End' }).click());
  const end = endSteps.filter(({ path }) => path.includes(session.id));
  await popup.page.close();
  await world.closeTabs();
  const { id: sessionId, conversationId } = session;
  return { list, look, start, end, measuredAt, conversationId, agentId, sessionId };
}

/** Forgets the list, as a start of the browser does; who is signed in and the channel stay. */
async function forgetList(world: World): Promise<void> {
  await world.worker().evaluate(async () => {
    const stored = Object.keys(await chrome.storage.session.get(null));
    const ofList = stored.filter((key) => key === 'floor' || key.startsWith('floor-rows/'));
    await chrome.storage.session.remove([...ofList, 'first-screen', 'snapshot', 'request-times']);
  });
}

/** Opens the list of a real client anew; says when its first row was there, and what it holds. */
async function openList(world: World): Promise<OpenList> {
  await world.closeTabs();
  await forgetList(world);
  const startedAt = Date.now();
  const popup = await world.openPopup();
  const firstRowMs = await popup.rows
    .first()
    .waitFor({ timeout: MINUTE_MS })
    .then(
      () => Date.now() - startedAt,
      () => null,
    );
  return {
    firstRowMs,
    async close() {
      const seen = await world.worker().evaluate(async () => {
        const stored = await chrome.storage.session.get(null);
        const rows = Object.entries(stored)
          .filter(([key]) => key.startsWith('floor-rows/'))
          .flatMap(([, bucket]) => bucket as { agent: { name: string | null } | null }[]);
        const named = rows.filter(({ agent }) => agent?.name !== null).length;
        return {
          rows: rows.length,
          named: rows.length === 0 ? 0 : named / rows.length,
          live: stored['floor-live'] === true,
        };
      });
      await popup.page.close();
      return seen;
    },
  };
}

/** The same with the extension's own code, which has stored nothing yet. */
async function openWithoutBrowser(origin: string, token: string, userId: string): Promise<OpenList> {
  const startedAt = Date.now();
  const supervisor = await openSupervisor(origin, token, userId);
  const tookMs = Date.now() - startedAt;
  return {
    firstRowMs: (await supervisor.rows()) > 0 ? tookMs : null,
    async close() {
      const rows = await supervisor.rows();
      const named = rows === 0 ? 0 : (await supervisor.named()) / rows;
      const live = await supervisor.isLive();
      supervisor.close();
      return { rows, named, live };
    },
  };
}

/** Opens the list again and again, until the extension itself sends nothing more. */
async function pressHard(world: World, control: ControlClient) {
  await world.closeTabs();
  const since = (await control.requests()).at(-1)?.n ?? 0;
  const sent = async () => (await control.requests(since)).filter(({ path }) => path.startsWith('/api/'));
  await forgetList(world);
  let openings = 0;
  for (let before = -1; openings < 60; openings += 1) {
    const { length } = await sent();
    if (length === before) break;
    before = length;
    // Only the list: the budget stays.
    await world.worker().evaluate(() => chrome.storage.session.remove(['floor', 'first-screen', 'snapshot']));
    const popup = await world.openPopup();
    await sleep(1_000);
    await popup.page.close();
  }
  const requests = await sent();
  return {
    openings,
    requests: requests.length,
    refused: requests.filter(({ status }) => status === 429).length,
  };
}

/** Sends with one token as fast as it can; says how many requests of a minute were answered. */
async function floodWithOneToken(simulator: SimulatorProcess, number: number) {
  const token = await userToken(simulator.origin, idOf(number));
  const statuses = await Promise.all(
    Array.from({ length: LIMIT + 50 }, async () => {
      const answer = await fetch(`${simulator.origin}/api/v2/users/me`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      await answer.text();
      return answer.status;
    }),
  );
  return { allowed: statuses.filter((status) => status === 200).length };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const countIn = (steps: readonly Step[], ms: number) => steps.filter(({ afterMs }) => afterMs < ms).length;

function countBy(keys: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts.values()];
}

/** The most requests that one user sent within any minute. */
function busiestMinute(answers: readonly Answer[]): number {
  const times = Map.groupBy(answers, ({ userId }) => userId);
  let most = 0;
  for (const sent of times.values()) {
    const sorted = sent.map(({ sentAt }) => sentAt).sort((one, other) => one - other);
    let from = 0;
    for (let to = 0; to < sorted.length; to += 1) {
      while ((sorted[to] ?? 0) - (sorted[from] ?? 0) >= MINUTE_MS) from += 1;
      most = Math.max(most, to - from + 1);
    }
  }
  return most;
}

/** What the platform is asked for, and how near its limits that is. */
function limitsOf(rows: readonly Row[]): string[][] {
  return [
    [
      'what the supervisors do',
      'requests',
      'busiest second',
      'requests per supervisor and minute',
      'busiest token’s minute',
      'refused with 429',
      'channels of a user',
      'topics of a channel',
      'notifications per second and supervisor',
    ],
    ...rows.map((row) => [
      row.name,
      String(row.requests),
      String(row.busiestSecond),
      row.perSupervisorAndMinute.toFixed(1),
      String(row.busiestToken),
      String(row.refused),
      String(row.channels),
      String(row.topics),
      row.events.toFixed(2),
    ]),
  ];
}

/** What that does to the simulator, and what the real clients have of it. */
function effectsOf(rows: readonly Row[]): string[][] {
  return [
    [
      'what the supervisors do',
      'simulator’s core',
      'answer, median',
      'answer, 95 %',
      'given up after 10 s',
      'other failures',
      'real clients: first row',
      'that have rows',
      'that are live',
      'rows',
      'named',
    ],
    ...rows.map((row) => [
      row.name,
      Number.isNaN(row.processorShare) ? '' : `${Math.round(row.processorShare * 100)} %`,
      `${Math.round(row.medianMs)} ms`,
      `${Math.round(row.p95Ms)} ms`,
      String(row.unanswered),
      String(row.failed),
      Number.isFinite(row.firstRowMs) ? `${(row.firstRowMs / 1_000).toFixed(1)} s` : 'none in time',
      `${row.withRows} of ${REAL}`,
      `${row.live} of ${REAL}`,
      String(row.listed),
      `${Math.round(row.named * 100)} %`,
    ]),
  ];
}
