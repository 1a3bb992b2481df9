import type { BrowserContext, Page, Worker } from 'playwright-core';
import type { World } from './world.ts';

/**
 * The computer's clock as the extension sees it, in its worker, its pages and its alarms. A test
 * sets it while they run. Timers go on as before, as on a real computer.
 */
export type SteerableClock = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Sets the clock ahead, or back with a negative number, by so many milliseconds. */
  moveBy(ms: number): Promise<void>;
};

/** Where pages of the extension find how far the clock is ahead. */
const PLACE = 'clock-of-the-test';

/** What a context of the extension has once its clock can be set. */
type WithClock = { __clockAheadMs?: number };

/**
 * Makes the clock of a world's extension steerable: from now on, also for pages that are opened
 * later. A worker that is started later has the real clock: do not stop this one.
 */
export async function steerClock(world: World): Promise<SteerableClock> {
  const { context, extensionId } = world;
  let aheadMs = 0;
  const ofExtension = (page: Page) => page.url().startsWith(`chrome-extension://${extensionId}/`);
  const steerWorker = (worker: Worker) => worker.evaluate(steerDateOfWorker, aheadMs);

  await context.addInitScript(steerDateOfPage, PLACE);
  await Promise.all(context.serviceWorkers().map(steerWorker));

  return {
    now: () => Date.now() + aheadMs,
    async moveBy(ms) {
      aheadMs += ms;
      await inSomePages(context, ofExtension, extensionId, aheadMs);
      await Promise.all(
        context.serviceWorkers().map(async (worker) => {
          await steerWorker(worker);
          await worker.evaluate(moveAlarms, ms);
        }),
      );
    },
  };
}

/** Tells every page of the extension how far the clock is ahead; opens one if there is none. */
async function inSomePages(
  context: BrowserContext,
  isWanted: (page: Page) => boolean,
  extensionId: string,
  aheadMs: number,
): Promise<void> {
  const open = context.pages().filter(isWanted);
  const tell = (page: Page) =>
    page.evaluate(([place, value]) => localStorage.setItem(place, value), [PLACE, String(aheadMs)] as const);
  await Promise.all(open.map(tell));
  if (open.length > 0) return;
  const page = await context.newPage();
  await page.goto(`chrome-extension://${extensionId}/manifest.json`);
  await tell(page);
  await page.close();
}

// What follows runs in the extension, and is sent there as text: it can use nothing from outside.

function steerDateOfPage(place: string): void {
  if (location.protocol !== 'chrome-extension:') return;
  const RealDate = Date;
  const now = () => RealDate.now() + Number(localStorage.getItem(place) ?? 0);
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}

function steerDateOfWorker(aheadMs: number): void {
  const scope = globalThis as WithClock;
  const isSteered = scope.__clockAheadMs !== undefined;
  scope.__clockAheadMs = aheadMs;
  if (isSteered) return;
  const RealDate = Date;
  const ahead = () => scope.__clockAheadMs ?? 0;
  const now = () => RealDate.now() + ahead();
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  // The browser's own clock stays: an alarm is told in its time, and read in the extension's.
  const { browser } = globalThis as unknown as { browser?: typeof chrome };
  for (const alarms of new Set([chrome.alarms, browser?.alarms])) {
    if (!alarms) continue;
    const create = alarms.create.bind(alarms) as (name: string, info: { when: number }) => Promise<void>;
    const get = alarms.get.bind(alarms) as (name: string) => Promise<{ scheduledTime: number } | undefined>;
    Object.assign(alarms, {
      create: (name: string, { when }: { when: number }) => create(name, { when: when - ahead() }),
      async get(name: string) {
        const alarm = await get(name);
        return alarm && { ...alarm, scheduledTime: alarm.scheduledTime + ahead() };
      },
    });
  }
}

/** Alarms are by the computer's clock: they come earlier where it was set ahead. */
async function moveAlarms(ms: number): Promise<void> {
  const realNow = Date.now() - ((globalThis as WithClock).__clockAheadMs ?? 0);
  for (const { name, scheduledTime } of await chrome.alarms.getAll()) {
    // `getAll` is the browser's own, `create` takes the extension's time.
    const at = Math.max(realNow, scheduledTime - ms);
    await chrome.alarms.create(name, { when: at + ((globalThis as WithClock).__clockAheadMs ?? 0) });
  }
}
