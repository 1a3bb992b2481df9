import type { ControlClient } from '../../simulator/control-client.ts';
import { CALLS, type Call } from './calls';
import { FAULT_NAMES, FAULTS, type FaultName, LASTING, type Lasting } from './faults';
import type { HurriedClock } from './hurried-clock';
import { type Ending, startProduct } from './product';

/** One call of a start, with one fault, once or always. */
export type Cell = { call: Call; fault: FaultName; lasting: Lasting };

/** All of them: every call with every fault. */
export const CELLS: Cell[] = CALLS.flatMap((call) =>
  FAULT_NAMES.flatMap((fault) => LASTING.map((lasting) => ({ call, fault, lasting }))),
);

/** What a cell led to, by the product and by the simulator's own state. */
export type CellReport = {
  ending: Ending;
  /** How often the fault struck. */
  struck: number;
  /** Creates that the server carried out while the fault lasted. */
  created: number;
  /** Sessions live at once, the most that was seen. */
  live: number;
  /** After the fault was lifted and the start went on, by itself or by another press. */
  afterwards: { ending: Ending; created: number; live: number; supervisorPages: number[]; agentPage: number };
};

export type Scene = { origin: string; control: ControlClient; clock: HurriedClock; elsewhere: string };

/** Starts on a fresh conversation with the fault in place, lifts it, and goes on. */
export async function runCell({ call, fault, lasting }: Cell, scene: Scene): Promise<CellReport> {
  const { origin, control, clock, elsewhere } = scene;
  await control.reset({ conversations: 0 });
  const { id } = await control.addConversation();
  const product = await startProduct(origin, clock);
  if (call.name === 'renewal') await product.expireToken();
  const [before = { n: 0 }] = (await control.requests()).slice(-1);

  await control.addFault({
    ...FAULTS[fault](elsewhere),
    method: call.method,
    path: call.path,
    times: lasting === 'once' ? 1 : 1000,
  });
  const ending = await product.start(id);
  const during = await sessionsOf(id, control);
  const struck = await callsOf(call, before.n, control);
  await control.clearFaults();

  const endingAfterwards = await product.goOn(id);
  const after = await sessionsOf(id, control);
  return {
    ending,
    struck: lasting === 'once' ? Math.min(struck, 1) : struck,
    ...during,
    afterwards: {
      ending: endingAfterwards,
      ...after,
      supervisorPages: await Promise.all((await product.openPages()).map(statusOf)),
      agentPage: await statusOf(await product.agentLink(id)),
    },
  };
}

async function sessionsOf(conversationId: string, control: ControlClient) {
  const sessions = (await control.sessions()).filter((session) => session.conversationId === conversationId);
  return { created: sessions.length, live: sessions.filter(({ state }) => state !== 'ended').length };
}

/** How often a call arrived. */
async function callsOf({ method, path }: Call, since: number, control: ControlClient): Promise<number> {
  const pattern = new RegExp(path);
  const requests = await control.requests(since);
  return requests.filter(
    (request) => request.method === method && pattern.test(request.path + (request.query && `?${request.query}`)),
  ).length;
}

async function statusOf(url: string): Promise<number> {
  const { status, body } = await fetch(url);
  await body?.cancel();
  return status;
}
