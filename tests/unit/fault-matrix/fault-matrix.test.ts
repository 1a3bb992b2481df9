import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createControlClient } from '../../simulator/control-client.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { type HttpServer, json, startHttpServer } from '../http-server';
import { CALLS } from './calls';
import { CELLS, runCell, type Scene } from './cells';
import { FAULT_NAMES, TIMEOUT_MS } from './faults';
import { hurryClock } from './hurried-clock';
import { textTable } from '../text-table';

let simulator: Simulator; let elsewhere: HttpServer; let scene: Scene;
beforeAll(async () => {
  simulator = await startSimulator({ conversations: 0, rateLimitPerMinute: 1_000_000 });
  elsewhere = await startHttpServer();
  elsewhere.answerWith(json(200, {}));
});
const got = new Map<string, string>();
const bad: string[] = [];
it('probe', async () => {
  const clock = hurryClock(TIMEOUT_MS);
  scene = { origin: simulator.origin, control: createControlClient(simulator.origin), clock, elsewhere: elsewhere.origin };
  for (const cell of CELLS) {
    const t = performance.now();
    const name = `${cell.call.name}|${cell.fault}|${cell.lasting}`;
    try {
      const r = await runCell(cell, scene);
      got.set(name, r.ending);
      const a = r.afterwards;
      if (r.live > 1 || r.created > 1 || a.created !== 1 || a.live !== 1 || a.agentPage !== 200 || a.ending !== 'joined' || a.supervisorPages.length !== 1 || a.supervisorPages.some((s) => s !== 200) || r.struck < 1) bad.push(name + ' ' + JSON.stringify(r));
    } catch (e) { got.set(name, 'THROWN'); bad.push(name + ' ' + String((e as Error).stack)); }
    const d = performance.now() - t; if (d > 1500) bad.push(name + ' slow ' + d);
  }
}, 300_000);
afterAll(async () => {
  const rows = FAULT_NAMES.map((f) => [f, ...CALLS.map((c) => `${got.get(`${c.name}|${f}|once`)} / ${got.get(`${c.name}|${f}|always`)}`)]);
  process.stdout.write(textTable([['', ...CALLS.map((c) => c.name)], ...rows]) + '\n' + bad.join('\n') + '\n');
  console.log(elsewhere.received.length);
  await simulator.stop(); await elsewhere.close();
});
