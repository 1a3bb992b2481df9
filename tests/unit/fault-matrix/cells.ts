import type { ControlClient } from '../../simulator/control-client.ts';
import { countArrivals, countBlindCreates, nameOf } from './arrivals';
import { CALLS, type Call } from './calls';
import { FAULT_NAMES, FAULTS, type FaultName, LASTING, type Lasting, TIMEOUT_MS } from './faults';
import type { HurriedClock } from './hurried-clock';
import { type Product, startProduct } from './product';
import type { Ending } from './supervisor';
import { enter, WAYS_IN, type WayIn } from './ways-in';

/** One way into a start and one of its calls, with one fault, once or always. */
export type Cell = { wayIn: WayIn; call: Call; fault: FaultName; lasting: Lasting };

/** All of them. */
export const CELLS: Cell[] = WAYS_IN.flatMap((wayIn) =>
  CALLS.flatMap((call) =>
    FAULT_NAMES.flatMap((fault) => LASTING.map((lasting) => ({ wayIn, call, fault, lasting }))),
  ),
);

/** What a cell led to, by the product's records and by the simulator's own state. */
export type CellReport = {
  ending: Ending;
  /** How often the call in question arrived while the fault lasted. */
  arrived: number;
  /** Creates that were repeated before a look-up of the previous one's result. */
  blindCreates: number;
  sessions: SessionCount;
  /** After the fault was removed and the start continued, automatically or by another press. */
  afterwards: {
    ending: Ending;
    sessions: SessionCount;
    /** What the supervisor's open join pages answer, and what the agent's link does. */
    supervisorPages: number[];
    agentPage: number;
  };
};

/** Sessions that the server made for the conversation, and those of them that live. */
type SessionCount = { made: number; live: number };

/** Where cells are played. */
export type Scene = {
  origin: string;
  control: ControlClient;
  clock: HurriedClock;
  /** An origin that no call may reach. */
  elsewhere: string;
};

/** Starts on a new conversation with the fault in place, removes the fault, and continues. */
export async function runCell({ wayIn, call, fault, lasting }: Cell, scene: Scene): Promise<CellReport> {
  const { control, clock, elsewhere } = scene;
  clock.limitCalls(Number.POSITIVE_INFINITY);
  const { product, conversationId } = await prepare(wayIn, scene);
  if (call.name === 'renewal') await product.expireToken();
  const since = (await control.requests()).length;

  const times = lasting === 'once' ? 1 : 1000;
  // The limit is short only while the fault is there: otherwise a busy machine would look like one.
  clock.limitCalls(fault === 'timeout' ? TIMEOUT_MS : Number.POSITIVE_INFINITY);
  await control.addFault({ ...FAULTS[fault](elsewhere), method: call.method, path: call.path, times });
  const ending = await product.start(conversationId);
  const sessions = await countSessions(conversationId, control);
  const requests = await control.requests(since);

  await control.clearFaults();
  clock.limitCalls(Number.POSITIVE_INFINITY);
  const endingAfterwards = await product.goOn(conversationId);
  return {
    ending,
    arrived: countArrivals(call.name, requests),
    blindCreates: countBlindCreates(requests),
    sessions,
    afterwards: {
      ending: endingAfterwards,
      sessions: await countSessions(conversationId, control),
      supervisorPages: await Promise.all((await product.openPages()).map(statusOf)),
      agentPage: await statusOf(await product.agentLink(conversationId)),
    },
  };
}

/** Names of the calls that a start makes when nothing goes wrong and its token has expired. */
export async function callsWithoutFault(wayIn: WayIn, scene: Scene): Promise<string[]> {
  const { product, conversationId } = await prepare(wayIn, scene);
  await product.expireToken();
  const since = (await scene.control.requests()).length;
  await product.start(conversationId);
  return (await scene.control.requests(since)).map(nameOf);
}

async function prepare(
  wayIn: WayIn,
  { origin, control, clock }: Scene,
): Promise<{ product: Product; conversationId: string }> {
  await control.reset({ conversations: 0 });
  const { id, participants } = await control.addConversation();
  const agentUserId = participants.find(({ role }) => role === 'agent')?.userId ?? '';
  const product = await startProduct(origin, clock);
  await enter(wayIn, product, { id, agentUserId }, origin);
  return { product, conversationId: id };
}

async function countSessions(conversationId: string, control: ControlClient): Promise<SessionCount> {
  const made = (await control.sessions()).filter((session) => session.conversationId === conversationId);
  return { made: made.length, live: made.filter(({ state }) => state !== 'ended').length };
}

async function statusOf(url: string): Promise<number> {
  const { status, body } = await fetch(url);
  await body?.cancel();
  return status;
}
