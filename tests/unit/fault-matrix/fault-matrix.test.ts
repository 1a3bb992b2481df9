import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { CALLS } from './calls';
import { CELLS, callsWithoutFault, runCell, type Scene } from './cells';
import { expectedOf } from './expectations';
import { hurryClock } from './hurried-clock';
import { matrixReport, type Tried } from './report';
import { CELL_TIMEOUT_MS, itReachedNothingElse, useMatrix } from './use-matrix';
import { WAYS_IN } from './ways-in';

const matrix = useMatrix();
let scene: Scene;
const tried: Tried[] = [];

beforeEach(() => {
  const { simulator, control, elsewhere } = matrix();
  scene = {
    origin: simulator.origin,
    control,
    clock: hurryClock(),
    elsewhere: elsewhere.origin,
  };
});

afterAll(async () => {
  const uncaught = (await matrix().rejections.seen()).length;
  process.stdout.write(`\n${matrixReport(tried, uncaught)}\n\n`);
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
      expect(await matrix().rejections.seen()).toEqual([]);
    },
    CELL_TIMEOUT_MS,
  );
});

describe('another origin', () => {
  it('was redirected to', () => {
    expect(tried.some(({ cell }) => cell.fault === 'redirect')).toBe(true);
  });

  itReachedNothingElse(matrix);
});
