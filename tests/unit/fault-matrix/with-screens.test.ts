import { describe, expect, it } from 'vitest';
import { createScreenScene } from '../background/screen-scene';
import { type Expected, ruleFor } from './expectations';
import { FAULT_NAMES, FAULTS, type FaultName, LASTING, type Lasting, TIMEOUT_MS } from './faults';
import { hurryClock } from './hurried-clock';
import { createSupervisor } from './supervisor';
import { CELL_TIMEOUT_MS, itReachedNothingElse, useMatrix } from './use-matrix';

const SETTINGS = '^/api/v2/screenmonitors/settings$';
const CHATS = '^/api/v2/chats/';

type MatrixCall = {
  method: string;
  path: string;
  /** Its counterpart in the Cobrowse Sessions API, whose rules it follows; `null` for its own. */
  like: 'look-up' | 'conversation' | 'create' | null;
  /** Refused as well, so that the call matters. */
  refused?: { method: string; path: string };
};

/** The calls of a start that shows an agent's screens. */
const CALLS = {
  look: { method: 'GET', path: '^/api/v2/screenmonitors/users/', like: 'look-up' },
  target: { method: 'GET', path: '^/api/v2/conversations/ID$', like: 'conversation' },
  start: { method: 'POST', path: '/screenmonitors/sessions$', like: 'create' },
  // The message that it begins, where Genesys Cloud does not say that it tells the agent itself.
  chat: { method: 'POST', path: CHATS, like: null, refused: { method: 'GET', path: SETTINGS } },
  // Whether Genesys Cloud tells the agent, where our message is refused.
  settings: { method: 'GET', path: SETTINGS, like: null, refused: { method: 'POST', path: CHATS } },
} satisfies Record<string, MatrixCall>;
type CallName = keyof typeof CALLS;
type Outcomes = Expected | Record<Lasting, Expected>;

const UNTOLD = 'failed:agent-not-told';

/** Where the outcome is not that of the counterpart, and why. */
const EXCEPTIONS: Record<CallName, Partial<Record<FaultName, Outcomes>>> = {
  // An organization without the service: it is looked for anew, and there is none.
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
  // An agent who is not told is not viewed. What may pass is tried three times.
  chat: {
    ...Object.fromEntries(FAULT_NAMES.map((fault) => [fault, once('joined', UNTOLD)])),
    '403': UNTOLD,
    '404': UNTOLD,
    '409': UNTOLD,
    // Accepted by its status: the answer has nothing that we need.
    'empty body': 'joined',
    'wrong schema': 'joined',
  },
  // Unknown is not told. A read is repeated as usual.
  settings: {
    ...Object.fromEntries(FAULT_NAMES.map((fault) => [fault, UNTOLD])),
    '401': once('joined', UNTOLD),
    '429, Retry-After 1': once('joined', UNTOLD),
    '500': once('joined', UNTOLD),
    '502': once('joined', UNTOLD),
    '503': once('joined', UNTOLD),
    '504': once('joined', UNTOLD),
    timeout: once('joined', UNTOLD),
    'reset before': once('joined', UNTOLD),
    'reset after': once('joined', UNTOLD),
  },
};

function lastingOf(outcome: ReturnType<typeof ruleFor>): Expected {
  return typeof outcome === 'string' ? outcome : outcome.always;
}

function once(first: Expected, always: Expected): Record<Lasting, Expected> {
  return { once: first, always };
}

/** The message that it begins says who it is. */
const isEnd = (message: string): boolean => !message.includes('Dana Whitfield');

const matrix = useMatrix({ cobrowse: 'screen' });
let seed = 0;

function expectedOf(call: CallName, fault: FaultName, lasting: Lasting): Expected {
  const { like }: MatrixCall = CALLS[call];
  const outcome = EXCEPTIONS[call][fault] ?? (like && ruleFor(like, fault));
  if (outcome === null) throw new Error(`Nothing is expected of ${call} × ${fault}.`);
  return typeof outcome === 'string' ? outcome : outcome[lasting];
}

/** Starts with the fault in place, removes the fault, and continues. */
async function run(call: CallName, fault: FaultName, lasting: Lasting) {
  const { simulator, control, elsewhere } = matrix();
  const clock = hurryClock();
  seed += 1;
  await control.reset({ conversations: 0, seed });
  const { id } = await control.addConversation();
  const scene = await createScreenScene(simulator.origin, { run: clock.run });
  await scene.signIn();
  const { settled, quiet, start, goOn } = createSupervisor(() => scene.parts, clock);
  // Which service there is was found out today, with another conversation.
  const { id: other } = await control.addConversation();
  await clock.run(() => scene.parts.preparations.prepare(other));
  // Where the agent is listed, the create travels with the look-up and needs no answer of it.
  if (call !== 'look') await clock.run(() => scene.parts.floor.refreshConversations('asked'));
  // Names are read after a listing.
  await quiet();
  const { method, path, refused }: MatrixCall = CALLS[call];
  const times = lasting === 'once' ? 1 : 1000;
  const since = (await control.requests()).length;
  if (refused) await control.addFault({ ...refused, status: 403, times: 1000 });
  // The limit is short only while the fault is there: otherwise a busy machine would look like one.
  clock.limitCalls(fault === 'timeout' ? TIMEOUT_MS : Number.POSITIVE_INFINITY);
  await control.addFault({
    ...FAULTS[fault](elsewhere.origin),
    method,
    path: path.replace('ID', id),
    times,
  });
  const ending = await start(id);
  const liveMeanwhile = (await scene.watched()).length;
  const arrived = (await control.requests(since)).filter(
    (request) => request.method === method && new RegExp(path.replace('ID', id)).test(request.path),
  ).length;
  await control.clearFaults();
  clock.limitCalls(Number.POSITIVE_INFINITY);
  // What the failed start has left is ended before anybody presses again.
  await settled(() => scene.parts.screens.maintain());
  const storedMeanwhile = (await scene.stored()).map((session) => session.id);
  const watchedMeanwhile = await scene.watched();
  const messagesMeanwhile = await scene.chats();
  const endingAfterwards = await goOn(id);
  const watched = await scene.watched();
  const stored = (await scene.stored()).map((session) => session.id);
  for (const page of scene.pages) await page.crash();
  return {
    ending,
    arrived,
    liveMeanwhile,
    storedMeanwhile,
    watchedMeanwhile,
    messagesMeanwhile,
    endingAfterwards,
    watched,
    stored,
  };
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
      // A fault that never struck proves nothing; a listing spares the reading of the conversation.
      if (call !== 'target') expect(report.arrived).toBeGreaterThan(0);
      // Whoever may have heard that it began hears that it has ended.
      if (report.watchedMeanwhile.length === 0 && report.messagesMeanwhile.length > 0)
        expect(report.messagesMeanwhile.at(-1)).toBe(report.messagesMeanwhile.find(isEnd));
      expect(report.endingAfterwards).toBe('joined');
      expect(report.watched).toHaveLength(1);
      expect(report.watched).toEqual(report.stored);
      expect(await matrix().rejections.seen()).toEqual([]);
    },
    CELL_TIMEOUT_MS,
  );

  itReachedNothingElse(matrix);
});
