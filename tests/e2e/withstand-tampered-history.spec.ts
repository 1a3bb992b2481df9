import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { pressMenu } from './support/browser-doors.ts';
import { HistoryPage } from './support/history-page.ts';
import { nextJoinTab } from './support/join-tabs.ts';
import { violations } from './support/violations.ts';
import { useWorld } from './support/world.ts';

// The attacks that somebody can make who reaches the extension's storage: each is done to the built
// extension from its own page, and looked for on its history page.

const PICTURES = fileURLToPath(new URL('../../.output/history-pictures', import.meta.url));
const world = useWorld();

async function openHistory(): Promise<HistoryPage> {
  const page = await world().context.newPage();
  await page.goto(`chrome-extension://${world().extensionId}/history.html`);
  await page.getByRole('button', { name: 'Verify', exact: true }).waitFor();
  return new HistoryPage(page);
}

async function start(customerName: string) {
  await world().control.addConversation({ customerName });
  const popup = await world().openPopup();
  const opening = nextJoinTab(world().context);
  await popup.start(customerName);
  await opening;
  const history = await openHistory();
  await history.row(customerName).getByText('Live', { exact: true }).waitFor();
  await world().closeTabs();
}

type Stored = Record<string, unknown>;

/** What is stored of the history, in both places; the key as it is known to the page. */
const recordsIn = async ({ page }: HistoryPage): Promise<Stored> =>
  Object.fromEntries(
    Object.entries(await page.evaluate(() => chrome.storage.local.get() as Promise<Stored>)).filter(([key]) =>
      key.startsWith('history/'),
    ),
  );

async function putRecords({ page }: HistoryPage, records: Stored) {
  await page.evaluate(async (wanted) => {
    const stored = await chrome.storage.local.get();
    await chrome.storage.local.remove(Object.keys(stored).filter((key) => key.startsWith('history/')));
    await chrome.storage.local.set(wanted as Stored);
  }, records);
}

/** Changes the database beside the entries. Answers the values before, still in the page. */
async function changeDatabase({ page }: HistoryPage, remove: string[], exchangeKey = false) {
  await page.evaluate(
    async ([names, exchange]) => {
      const key = exchange
        ? await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
        : null;
      const opening = indexedDB.open('cobrowse-history-witness');
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const changing = database.transaction('values', 'readwrite');
      const values = changing.objectStore('values');
      const kept = (globalThis as unknown as { kept?: Record<string, unknown> }).kept ?? {};
      (globalThis as unknown as { kept: Record<string, unknown> }).kept = kept;
      for (const name of exchange ? ['key'] : (names as string[])) {
        const reading = values.get(name);
        reading.onsuccess = () => {
          kept[name] = reading.result;
          if (key) values.put(key, name);
          else values.delete(name);
        };
      }
      await new Promise((resolve) => {
        changing.oncomplete = resolve;
      });
      database.close();
    },
    [remove, exchangeKey] as const,
  );
  return async () => {
    await page.evaluate(async () => {
      const { kept } = globalThis as unknown as { kept: Record<string, unknown> };
      const opening = indexedDB.open('cobrowse-history-witness');
      const database = await new Promise<IDBDatabase>((resolve) => {
        opening.onsuccess = () => resolve(opening.result);
      });
      const changing = database.transaction('values', 'readwrite');
      for (const [name, value] of Object.entries(kept)) changing.objectStore('values').put(value, name);
      await new Promise((resolve) => {
        changing.oncomplete = resolve;
      });
      database.close();
    });
  };
}

test('an untouched history is whole, and each way to cut, reset, replace or empty it is told', async () => {
  await start('Sealed Sue');
  const before = await openHistory();
  const older = await recordsIn(before);
  await start('Later Lee');
  const history = await openHistory();
  expect(await history.verify()).toMatch(/^\d+ entries, chain intact/);
  const records = await recordsIn(history);
  const names = Object.keys(records)
    .filter((key) => /\d+$/.test(key))
    .sort();
  const lastName = names.at(-1) ?? '';
  const beforeLast = records[names.at(-2) ?? ''] as { seq: number; hash: string };

  const { [lastName]: _, ...cut } = records;
  await putRecords(history, {
    ...cut,
    'history/head': { ...(cut['history/head'] as object), seq: beforeLast.seq, hash: beforeLast.hash },
  });
  const cutText = await history.verify();
  expect(cutText).toContain(`Entry ${names.length} is missing: the end of the history was cut off.`);
  expect(cutText).not.toContain('intact');

  await putRecords(history, older);
  expect(await history.verify()).toMatch(/^This is an older copy: entr/);

  await putRecords(history, {});
  const emptied = await history.verify();
  expect(emptied).toMatch(/^The history is missing: 2 sessions/);
  expect(emptied).not.toContain('intact');
  await mkdir(PICTURES, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await history.page.emulateMedia({ colorScheme });
    await history.page.screenshot({ path: `${PICTURES}/gone-${colorScheme}.png` });
    expect(await violations(history.page)).toEqual([]);
  }
  await history.page.emulateMedia({ colorScheme: 'light' });

  await putRecords(history, records);
  for (const [gone, sentence] of [
    [['key'], 'The key of the seal is missing.'],
    [['checkpoint'], 'The checkpoint is missing'],
    [['key', 'checkpoint', 'origin'], 'The key and the checkpoint are missing.'],
  ] as const) {
    const putBack = await changeDatabase(history, [...gone]);
    expect(await history.verify()).toContain(sentence);
    await putBack();
  }
  const putBack = await changeDatabase(history, [], true);
  expect(await history.verify()).toContain('The key was replaced');
  await putBack();
  expect(await history.verify()).toMatch(/^\d+ entries, chain intact/);
});

test('what the background finds is noted on the page and stays, also when the chain is whole again', async () => {
  const before = await openHistory();
  await putRecords(before, {});
  await start('After All');
  const history = await openHistory();
  await history.page.getByText(/^Detected .*The history is missing/).waitFor();
  expect(await history.verify()).toMatch(/no new findings since/);
  await history.page.screenshot({ path: `${PICTURES}/noticed.png` });
});

test('an export is remembered, and the history is checked against it and against its file', async () => {
  const history = await openHistory();
  await history.page.getByText('No JSON export is on record.').waitFor();
  const file = await history.download('Export JSON');
  await history.page.getByText(/^Last export: .*, \d+ entr/).waitFor();
  expect(JSON.parse(file.text).checkpoint).toMatchObject({ count: expect.any(Number) });
  expect(await history.verify()).toContain('The history matches the export of');

  const result = history.page.getByRole('region', { name: 'Record' }).locator('.record-result');
  const choose = (name: string, text: string) =>
    history.page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await choose('notes.txt', 'hello');
  await result.getByText('The file is not JSON.').waitFor();
  await choose('other.json', '{}');
  await result.getByText('The file is not an export of this extension.').waitFor();
  await choose(file.fileName, file.text);
  await result.getByText('The history matches the export of').waitFor();
  await history.page.screenshot({ path: `${PICTURES}/export-fits.png` });

  const records = await recordsIn(history);
  await putRecords(history, {});
  await choose(file.fileName, file.text);
  await result.getByText(/in the export of .* and missing from the history/).waitFor();
  await putRecords(history, records);
});

test('a clock that is two years ahead deletes nothing, and the page says what it waits for', async () => {
  const ended = await world().openPopup();
  const cards = ended.page.getByRole('article', { name: /^Cobrowse with/ });
  await cards.first().waitFor();
  await pressMenu(world(), 'end-all');
  await expect.poll(() => cards.count()).toBe(0);
  const history = await openHistory();
  const rows = await history.rows.count();
  expect(rows).toBeGreaterThan(0);
  const worker = world().worker();
  const TWO_YEARS = 730 * 24 * 60 * 60_000;
  await worker.evaluate((ahead) => {
    const now = Date.now;
    Object.assign(globalThis, { rightNow: now });
    Date.now = () => now() + ahead;
  }, TWO_YEARS);
  await history.page.evaluate((ahead) => {
    const now = Date.now;
    Date.now = () => now() + ahead;
  }, TWO_YEARS);
  await history.page.getByLabel('Keep for').selectOption('30');
  await history.page.getByRole('button', { name: 'Delete', exact: true }).click();
  await history.page.getByText(/clock is 730 days ahead/).waitFor();
  expect(await history.rows.count()).toBe(rows);
  await history.page.screenshot({ path: `${PICTURES}/clock-ahead.png` });
  await worker.evaluate(() => {
    Date.now = (globalThis as unknown as { rightNow: () => number }).rightNow;
  });
  const later = await openHistory();
  await later.rows.first().waitFor();
  expect(await later.rows.count()).toBe(rows);
  expect(await later.page.getByText(/days ahead/).count()).toBe(0);
});
