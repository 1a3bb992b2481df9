import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import type { Start } from '../../../utils/cobrowse/model.ts';
import type { World } from './world.ts';

/**
 * What a start's record says: the step of a running one, else its phase; `none` when it is not in
 * the store.
 */
export type StartMoment =
  | 'none'
  | Start['state']['phase']
  | Extract<Start['state'], { step: string }>['step'];

/** How long a stopped worker's successor may take to answer, in milliseconds. */
const SUCCESSOR_MS = 20_000;

/** Set in each worker that is to be stopped; its successor does not know it. */
type Marked = { __markOfTheTest?: string };

/**
 * Stops the extension's worker at chosen moments. It watches from a page of the extension that runs
 * nothing of ours and sends nothing, because a worker cannot be asked without waking it.
 */
export class WorkerDeath {
  readonly page: Page;
  readonly #world: World;
  readonly #session: CDPSession;

  private constructor(world: World, page: Page, session: CDPSession) {
    this.#world = world;
    this.page = page;
    this.#session = session;
  }

  static async watchFrom(world: World): Promise<WorkerDeath> {
    const page = await world.context.newPage();
    await page.goto(`chrome-extension://${world.extensionId}/manifest.json`);
    const session = await world.context.newCDPSession(page);
    await session.send('ServiceWorker.enable');
    return new WorkerDeath(world, page, session);
  }

  /** What the store says of a conversation's start now. */
  moment(conversationId: string): Promise<StartMoment> {
    return this.page.evaluate(async (id) => {
      const { 'cobrowse-starts': starts } = await chrome.storage.session.get('cobrowse-starts');
      const state = (starts as Record<string, Start> | undefined)?.[id]?.state;
      return state ? (state.phase === 'running' ? state.step : state.phase) : 'none';
    }, conversationId);
  }

  /**
   * Resolves at the very write that brings a start to this moment, or at once where it is there.
   */
  reaches(conversationId: string, wanted: StartMoment): Promise<void> {
    return this.page.evaluate(
      async ([id, moment]) => {
        const isThere = (starts: unknown) => {
          const state = (starts as Record<string, Start> | undefined)?.[id]?.state;
          return (state ? (state.phase === 'running' ? state.step : state.phase) : 'none') === moment;
        };
        await new Promise<void>((resolve) => {
          chrome.storage.session.onChanged.addListener((changes) => {
            if ('cobrowse-starts' in changes && isThere(changes['cobrowse-starts']?.newValue)) resolve();
          });
          void chrome.storage.session.get('cobrowse-starts').then((stored) => {
            if (isThere(stored['cobrowse-starts'])) resolve();
          });
        });
      },
      [conversationId, wanted] as const,
    );
  }

  /** Marks the worker that runs now, so that it can be told from its successor. */
  async mark(): Promise<void> {
    await this.#world.worker().evaluate(() => {
      (globalThis as Marked).__markOfTheTest = 'first';
    });
  }

  /** Stops the worker, in the middle of whatever it does. */
  async stop(): Promise<void> {
    await this.#session.send('ServiceWorker.stopAllWorkers');
  }

  /** Proves that the worker that runs now is not the one that was marked. */
  async hasSuccessor(): Promise<boolean> {
    // A stopped worker never answers.
    const mark = this.#world.worker().evaluate(() => (globalThis as Marked).__markOfTheTest ?? null);
    const answered = await Promise.race([mark, sleep(SUCCESSOR_MS, 'no answer', { ref: false })]);
    return answered === null;
  }

  /** How many tabs show a join page or are about to. */
  joinTabs(): Promise<number> {
    return this.page.evaluate(async () => {
      const tabs = await chrome.tabs.query({});
      return tabs.filter(({ url, pendingUrl }) => `${url} ${pendingUrl}`.includes('/cobrowse/join?')).length;
    });
  }

  /**
   * The worker that runs now will stand still for ever where it opens a tab, or brings one to the
   * front (`update`): before it does, or right after.
   */
  async standStillAtTab(when: 'before' | 'after', call: 'create' | 'update' = 'create'): Promise<void> {
    await this.#world.worker().evaluate(
      ([moment, name]) => {
        for (const api of [chrome, (globalThis as unknown as { browser?: typeof chrome }).browser]) {
          if (!api) continue;
          const { tabs } = api;
          const original = tabs[name].bind(tabs) as (...values: unknown[]) => Promise<unknown>;
          Object.assign(tabs, {
            [name]: async (...values: unknown[]) => {
              if (moment === 'after') await original(...values);
              await new Promise(() => undefined);
            },
          });
        }
      },
      [when, call] as const,
    );
  }
}
