import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { toFailure } from '@/utils/errors/failure';
import { type ControlClient, createControlClient } from '../../simulator/control-client.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { createScreenScene, type ScreenScene } from '../background/screen-scene';
import { type HttpServer, json, startHttpServer } from '../http-server';
import { watchRejections } from '../unhandled-rejections';
import { type Expected, ruleFor } from './expectations';
import { FAULT_NAMES, FAULTS, type FaultName, LASTING, type Lasting, TIMEOUT_MS } from './faults';
import { type HurriedClock, hurryClock } from './hurried-clock';
import { type Ending, watchCalls } from './product';

const CELL_TIMEOUT_MS = 30_000;
/**
 * The calls of a start that shows an agent's screens; each follows the rules of its counterpart in
 * the Cobrowse Sessions API.
 */
const CALLS = {
  look: { method: 'GET', path: '^/api/v2/screenmonitors/users/', like: 'look-up' },
  target: { method: 'GET', path: '^/api/v2/conversations/ID$', like: 'conversation' },
  start: { method: 'POST', path: '/screenmonitors/sessions$', like: 'create' },
} as const;
type CallName = keyof typeof CALLS;
type Outcomes = Expected | Record<Lasting, Expected>;

/** Where the outcome is not that of the counterpart, and why. */
const EXCEPTIONS: Record<CallName, Partial<Record<FaultName, Outcomes>>> = {
  // An organisation without the service: it is looked for anew, and there is none.
  look: {
    '403': once('joined', 'failed:permission-denied'),
    '404': once('joined', 'failed:cobrowse-unavailable'),
    // A listing of nothing; the platform refuses a second session.
    'wrong schema': 'joined',
  },
  // The look-up that travels with the create reads it too, and takes a single fault.
  target: Object.fromEntries(
    FAULT_NAMES.map((fault) => [fault, once('joined', lastingOf(ruleFor('conversation', fault)))]),
  ),
  // Refused at the level of the conversation, it is tried at the level of the agent.
  start: { '403': once('joined', 'failed:permission-denied') },
};

function lastingOf(outcome: ReturnType<typeof ruleFor>): Expected {
  return typeof outcome === 'string' ? outcome : outcome.always;
}

function once(first: Expected, always: Expected): Record<Lasting, Expected> {
  return { once: first, always };
}

let simulator: Simulator;
let elsewhere: HttpServer;
let control: ControlClient;
let rejections: ReturnType<typeof watchRejections>;
let seed = 0;

beforeAll(async () => {
  rejections = watchRejections();
  simulator = await startSimulator({ conversations: 0, cobrowse: 'screen', rateLimitPerMinute: 1_000_000 });
  control = createControlClient(simulator.origin);
  elsewhere = await startHttpServer();
  elsewhere.answerWith(json(200, {}));
});
afterEach(() => {
  vi.unstubAllGlobals();
});
afterAll(async () => {
  rejections.stop();
  await simulator.stop();
  await elsewhere.close();
});

function expectedOf(call: CallName, fault: FaultName, lasting: Lasting): Expected {
  const outcome = EXCEPTIONS[call][fault] ?? ruleFor(CALLS[call].like, fault);
  return typeof outcome === 'string' ? outcome : outcome[lasting];
}

/** Starts and resumes as a supervisor does, until nothing is under way any more. */
function drive(scene: ScreenScene, clock: HurriedClock, conversationId: string) {
  const quiet = watchCalls(clock);
  async function settled(work: () => Promise<unknown>): Promise<string | null> {
    const code = await clock.run(work).then(
      () => null,
      (error: unknown) => toFailure(error).code,
    );
    await quiet();
    return code;
  }
  async function ending(told: string | null): Promise<Ending> {
    const state = (await scene.parts.starts.of(conversationId))?.state;
    if (!state) return told === null ? 'joined' : `forgotten, told ${told}`;
    if (state.phase === 'running') return `stuck in ${state.step}`;
    const { code } = state.failure;
    return told === null || told === code ? `${state.phase}:${code}` : `${state.phase}:${code}, told ${told}`;
  }
  const press = async () =>
    await ending(
      await settled(() =>
        scene.parts.starter.start({
          conversationId,
          settings: { allowRemoteControl: false, timeoutInMinutes: 60 },
        }),
      ),
    );
  return {
    quiet,
    press,
    maintain: () => settled(() => scene.parts.screens.maintain()),
    /** The user's next action, or the automatic one if the start waits. */
    async goOn(): Promise<Ending> {
      const state = (await scene.parts.starts.of(conversationId))?.state;
      if (state?.phase !== 'waiting') return await press();
      if (state.failure.code === 'signed-out') {
        await settled(() => scene.parts.auth.signIn());
        await settled(() => scene.parts.starter.resumeAfterSignIn());
      } else {
        clock.skipTo((state.failure.retryAt ?? 0) + 1);
        await settled(async () => await scene.parts.starter.resumeDue());
      }
      return await ending(null);
    },
  };
}

/** Starts with the fault in place, removes the fault, and continues. */
async function run(call: CallName, fault: FaultName, lasting: Lasting) {
  const clock = hurryClock();
  clock.limitCalls(fault === 'timeout' ? TIMEOUT_MS : Number.POSITIVE_INFINITY);
  seed += 1;
  await control.reset({ conversations: 0, seed });
  const { id } = await control.addConversation();
  const scene = await createScreenScene(simulator.origin, { run: clock.run });
  await scene.signIn();
  const supervisor = drive(scene, clock, id);
  // Which service there is was found out today, with another conversation.
  const { id: other } = await control.addConversation();
  await clock.run(() => scene.parts.preparations.prepare(other));
  // Where the agent is listed, the create travels with the look-up and needs no answer of it.
  if (call !== 'look') await clock.run(() => scene.parts.floor.refreshConversations('asked'));
  // Names are read after a listing.
  await supervisor.quiet();
  const { method, path } = CALLS[call];
  const times = lasting === 'once' ? 1 : 1000;
  await control.addFault({
    ...FAULTS[fault](elsewhere.origin),
    method,
    path: path.replace('ID', id),
    times,
  });
  const ending = await supervisor.press();
  const liveMeanwhile = (await scene.watched()).length;
  await control.clearFaults();
  // What the failed start has left is ended before anybody presses again.
  await supervisor.maintain();
  const storedMeanwhile = (await scene.stored()).map((session) => session.id);
  const watchedMeanwhile = await scene.watched();
  const endingAfterwards = await supervisor.goOn();
  const watched = await scene.watched();
  const stored = (await scene.stored()).map((session) => session.id);
  for (const page of scene.pages) await page.crash();
  return { ending, liveMeanwhile, storedMeanwhile, watchedMeanwhile, endingAfterwards, watched, stored };
}

const CELLS = (Object.keys(CALLS) as CallName[]).flatMap((call) =>
  FAULT_NAMES.flatMap((fault) => LASTING.map((lasting) => ({ call, fault, lasting }))),
);

describe('a start that shows an agent’s screens', () => {
  it.each(CELLS.map((cell) => ({ ...cell, expected: expectedOf(cell.call, cell.fault, cell.lasting) })))(
    '$call × $fault, $lasting: $expected',
    async ({ call, fault, lasting, expected }) => {
      const report = await run(call, fault, lasting);
      expect(report.ending).toBe(expected);
      expect(report.liveMeanwhile).toBeLessThanOrEqual(1);
      // Nobody is watched unseen.
      expect(report.watchedMeanwhile).toEqual(report.storedMeanwhile);
      expect(report.endingAfterwards).toBe('joined');
      expect(report.watched).toHaveLength(1);
      expect(report.watched).toEqual(report.stored);
      expect(await rejections.seen()).toEqual([]);
    },
    CELL_TIMEOUT_MS,
  );

  it('never sent its token to another origin, whatever redirected there', () => {
    expect(elsewhere.received).toEqual([]);
  });
});
