import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'vitest';
import { createControlClient } from '../simulator/control-client.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { DANA, userToken } from '../unit/simulator/support.ts';
import { recordFigures } from './support/figures.ts';
import { openSupervisor } from './support/headless-supervisor.ts';
import { printTable } from './support/print-table.ts';

const SUPERVISORS = Number(process.env.SUPERVISORS ?? 10);
const MINUTES = 2;
const MINUTE_MS = 60_000;
const SIZES = [50, 500, 5_000];

test('what N supervisors with an open popup ask of the platform', async () => {
  const table: string[][] = [
    [
      'conversations',
      'supervisors',
      'requests per supervisor: 1st minute',
      '2nd minute',
      'events/s per supervisor',
      'rows seen',
    ],
  ];
  for (const size of SIZES) {
    const simulator = await startSimulator({
      conversations: size,
      agents: Math.max(6, size / 5),
      conversationsVisible: 'own',
      traffic: true,
      rateLimitPerMinute: 300,
    });
    const control = createControlClient(simulator.origin);
    const tokens: string[] = [];
    for (let count = 0; count < SUPERVISORS; count += 1) tokens.push(await userToken(simulator.origin, DANA));
    const since = (await control.requests()).at(-1)?.n ?? 0;
    const startedAt = Date.now();
    const supervisors = await Promise.all(
      tokens.map((token) => openSupervisor(simulator.origin, token, DANA)),
    );
    await sleep(startedAt + MINUTES * MINUTE_MS - Date.now());
    const requests = await control.requests(since);
    const inMinute = (minute: number) =>
      requests.filter(({ at }) => Math.floor((at - startedAt) / MINUTE_MS) === minute).length / SUPERVISORS;
    const events = supervisors.reduce((sum, supervisor) => sum + supervisor.events(), 0);
    const rows = (await supervisors[0]?.rows()) ?? 0;
    for (const supervisor of supervisors) supervisor.close();
    table.push([
      String(size),
      String(SUPERVISORS),
      inMinute(0).toFixed(1),
      inMinute(1).toFixed(1),
      (events / SUPERVISORS / (MINUTES * 60)).toFixed(2),
      String(rows),
    ]);
    await simulator.stop();
  }
  recordFigures(
    'supervisors',
    table.slice(1).map(([size, , , second]) => ({
      name: `Requests of each of ${SUPERVISORS} supervisors in their second minute, ${size} conversations`,
      unit: 'count' as const,
      ours: Number(second),
      goal: 20,
    })),
  );
  printTable('Supervisors’ clients against one organization', table);
});
