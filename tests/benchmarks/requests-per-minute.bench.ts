import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openWorld } from '../e2e/support/world.ts';
import { recordFigures } from './support/figures.ts';
import { printTable } from './support/print-table.ts';

const SIZES = (process.env.SIZES ?? '50,500,5000').split(',').map(Number);
const OPEN_MS = 120_000;
const CLOSED_MS = 30_000;
const MINUTE_MS = 60_000;

test('requests a minute with the popup open on a busy floor, and after it was closed', async () => {
  const table: string[][] = [
    ['conversations', 'first minute', 'second minute', `closed for ${CLOSED_MS / 1000} s`, 'rows', 'named'],
  ];
  for (const size of SIZES) {
    const world = await openWorld({
      simulator: {
        conversations: size,
        agents: Math.max(6, size / 5),
        conversationsVisible: 'own',
        traffic: true,
      },
    });
    const since = (await world.control.requests()).at(-1)?.n ?? 0;
    const openedAt = Date.now();
    const popup = await world.openPopup();
    await popup.rows.first().waitFor();
    await sleep(OPEN_MS);
    const rows = await world.worker().evaluate(async () => {
      const stored = await chrome.storage.session.get(null);
      return Object.entries(stored)
        .filter(([key]) => key.startsWith('floor-rows/'))
        .flatMap(([, bucket]) => bucket as { agent: { name: string | null } | null }[])
        .map(({ agent }) => agent?.name !== null);
    });
    const whileOpen = await world.control.requests(since);
    const inMinute = (minute: number) =>
      whileOpen.filter(({ at }) => Math.floor((at - openedAt) / MINUTE_MS) === minute).length;
    await popup.page.close();
    // A call in progress when the popup closes still finishes.
    await sleep(2_000);
    const closedSince = (await world.control.requests()).at(-1)?.n ?? 0;
    await sleep(CLOSED_MS);
    const whileClosed = await world.control.requests(closedSince);
    const sockets = (await world.control.channels()).filter(({ connected }) => connected);
    expect(sockets).toEqual([]);
    table.push([
      String(size),
      String(inMinute(0)),
      String(inMinute(1)),
      String(whileClosed.length),
      String(rows.length),
      String(rows.filter(Boolean).length),
    ]);
    await world.close();
  }
  recordFigures(
    'requests-per-minute',
    table.slice(1).flatMap(([size, , second, closed]) => [
      {
        name: `Requests in the second minute with the popup open, ${size} conversations`,
        unit: 'count' as const,
        ours: Number(second),
        goal: 20,
      },
      {
        name: `Requests with the popup closed, ${size} conversations`,
        unit: 'count' as const,
        ours: Number(closed),
        goal: 0,
      },
    ]),
  );
  printTable('Requests of one supervisor', table);
});
