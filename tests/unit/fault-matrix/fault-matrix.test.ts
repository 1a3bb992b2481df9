import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createControlClient } from '../../simulator/control-client.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { type HttpServer, json, startHttpServer } from '../http-server';
import { watchRejections } from '../unhandled-rejections';
import { CALLS } from './calls';
import { CELLS, callsWithoutFault, runCell, type Scene } from './cells';
import { expectedOf } from './expectations';
import { hurryClock } from './hurried-clock';
import { matrixReport, type Tried } from './report';
import { WAYS_IN } from './ways-in';

/**
 * Cells take milliseconds, those about timeouts a second; a busy machine may take longer. In
 * milliseconds.
 */
const CELL_TIMEOUT_MS = 30_000;

let simulator: Simulator;
let elsewhere: HttpServer;
let scene: Scene;
let rejections: ReturnType<typeof watchRejections>;
const tried: Tried[] = [];

beforeAll(async () => {
  rejections = watchRejections();
  // All cells share a minute of one token: the rate limit is not tested here.
  simulator = await startSimulator({ conversations: 0, rateLimitPerMinute: 1_000_000 });
  elsewhere = await startHttpServer();
  elsewhere.answerWith(json(200, {}));
});

beforeEach(() => {
  scene = {
    origin: simulator.origin,
    control: createControlClient(simulator.origin),
    clock: hurryClock(),
    elsewhere: elsewhere.origin,
  };
});

afterEach(() => {
  vi.unstubAllGlobals();
});

afterAll(async () => {
  process.stdout.write(`\n${matrixReport(tried, (await rejections.seen()).length)}\n\n`);
  rejections.stop();
  await simulator.stop();
  await elsewhere.close();
});

describe('the calls of the matrix', () => {
  it('are all that a start makes from nothing, and no other', async () => {
    const made = await callsWithoutFault('from nothing', scene);
    expect([...new Set(made)].sort()).toEqual(CALLS.map(({ name }) => name).sort());
  });

  it.each(WAYS_IN)('are all that a start makes %s', async (wayIn) => {
    const known = CALLS.map(({ name }): string => name);
    expect(known).toEqual(expect.arrayContaining(await callsWithoutFault(wayIn, scene)));
  });
});

const named = CELLS.map((cell) => ({
  cell,
  title: `${cell.call.name} × ${cell.fault}, ${cell.lasting}: ${expectedOf(cell)}`,
}));

describe.each(WAYS_IN)('a start %s', (wayIn) => {
  it.each(named.filter(({ cell }) => cell.wayIn === wayIn))(
    '$title',
    async ({ cell }) => {
      const report = await runCell(cell, scene);
      tried.push({ cell, report });
      expect(report.ending).toBe(expectedOf(cell));

      // The server's own word: never two, and never more made than one.
      expect(report.sessions.made).toBeLessThanOrEqual(1);
      expect(report.blindCreates).toBe(0);
      // Nothing is lost: one session, the supervisor is in, the agent can be.
      expect(report.afterwards).toEqual({
        ending: 'joined',
        sessions: { made: 1, live: 1 },
        supervisorPages: [200],
        agentPage: 200,
      });
      // A fault that never struck proves nothing; a listing spares the reading of the conversation.
      if (wayIn === 'from nothing' || cell.call.name !== 'conversation') {
        expect(report.arrived).toBeGreaterThan(0);
      }
      expect(await rejections.seen()).toEqual([]);
    },
    CELL_TIMEOUT_MS,
  );
});

describe('another origin', () => {
  it('never saw a call, whatever redirected there', () => {
    expect(tried.some(({ cell }) => cell.fault === 'redirect')).toBe(true);
    expect(elsewhere.received).toEqual([]);
  });
});
