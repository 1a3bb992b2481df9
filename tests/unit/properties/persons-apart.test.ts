import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { identityItem, tokenItem } from '@/utils/auth/state';
import { createBackground } from '@/utils/background/create-background';
import { cacheItems } from '@/utils/background/state';
import { foldHistory } from '@/utils/history/fold';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { settingsItem } from '@/utils/settings/state';
import { disableCache } from '@/utils/storage/areas';
import { watchRejections } from '../unhandled-rejections';
import { environment } from './endpoints';
import { AGENT_ID, CONVERSATION, CONVERSATION_ID, SESSION, SETTINGS, SUPERVISOR_ID } from './valid-bodies';

const realSetTimeout = globalThis.setTimeout;
const CLIENT = '3f2a9c1e-5b7d-4e8f-9a0b-1c2d3e4f5a6b';
const DANA = { id: SUPERVISOR_ID, name: 'Dana Whitfield' };
const FEMI = { id: 'ffffffff-0000-4000-8000-000000000002', name: 'Femi Okoro' };
const LIVE_SESSION = { ...SESSION, expiresDate: '2099-01-01T00:00:00.000Z' };
/** What must not be stored anywhere after Dana has signed out: names, ids, links, tokens. */
const TRACES = ['Dana', 'Amelia', 'Aiko', SUPERVISOR_ID, AGENT_ID, CONVERSATION_ID, SESSION.id, 'token-of'];

type Call = { bearer: string; method: string; path: string };

/** The platform, with one session at most, and a hook at each of its answers. */
function createPlatform(beforeAnswer: (call: Call) => Promise<void>) {
  const calls: Call[] = [];
  let live = false;
  let ended = false;
  let made = false;
  const json = (body: unknown) =>
    new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
  function process(method: string, path: string, bearer: string): Response {
    if (path === '/oauth/token')
      return json({ access_token: 'femi', token_type: 'bearer', expires_in: 3600 });
    if (path === '/api/v2/users/me') return json(bearer === 'femi' ? FEMI : DANA);
    if (path === '/api/v2/tokens/me') return new Response(null, { status: 204 });
    if (method === 'DELETE') {
      live = false;
      ended = true;
      return new Response(null, { status: 204 });
    }
    if (path.endsWith('/tokens')) return json({ token: 'token-of-join', expiresAt: '2099-01-01T00:00:00Z' });
    if (path.includes('/cobrowse/sessions') && method === 'POST') {
      live = made = true;
      return json(LIVE_SESSION);
    }
    if (path.includes('/cobrowse/sessions')) return json({ entities: live ? [LIVE_SESSION] : [] });
    if (path.includes('/conversations/')) return json(CONVERSATION);
    return json({ entities: [], conversations: [], results: [] });
  }
  return {
    calls,
    get made() {
      return made;
    },
    get ended() {
      return ended;
    },
    async fetch(address: string | URL, init: RequestInit = {}): Promise<Response> {
      const call = {
        bearer: new Headers(init.headers).get('authorization')?.replace('Bearer ', '') ?? '',
        method: init.method ?? 'GET',
        path: new URL(address).pathname,
      };
      calls.push(call);
      const answer = process(call.method, call.path, call.bearer);
      await beforeAnswer(call);
      return answer;
    },
  };
}

let rejections: ReturnType<typeof watchRejections>;

beforeEach(() => {
  rejections = watchRejections();
  const later = globalThis.setTimeout;
  // Pauses take no time.
  vi.stubGlobal('setTimeout', (callback: () => void) => later(callback, 0));
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  rejections.stop();
});

async function newBrowser() {
  fakeBrowser.reset();
  vi.restoreAllMocks();
  vi.spyOn(fakeBrowser.permissions, 'contains').mockResolvedValue(true as never);
  vi.spyOn(fakeBrowser.scripting, 'getRegisteredContentScripts').mockResolvedValue([] as never);
  vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockResolvedValue(undefined as never);
  vi.spyOn(fakeBrowser.identity, 'getRedirectURL').mockImplementation(
    (path = '') => `https://abc.chromiumapp.org/${path}`,
  );
  vi.spyOn(fakeBrowser.identity, 'launchWebAuthFlow').mockImplementation((async ({
    url,
  }: {
    url: string;
  }) => {
    const asked = new URL(url).searchParams;
    return `${asked.get('redirect_uri')}?code=c&state=${asked.get('state')}`;
  }) as never);
  await settingsItem.set({ ...DEFAULT_SETTINGS, signIn: { ...DEFAULT_SETTINGS.signIn, clientId: CLIENT } });
  await identityItem.set({ userId: DANA.id, name: DANA.name });
  await tokenItem.set({
    accessToken: 'dana',
    expiresAt: Date.now() + 3_600_000,
    environmentKey: environment.key,
    clientId: CLIENT,
  });
}

/** Counts every step outside of a start: a read or write of the storage, a call, a tab. */
function countSteps(onStep: () => void) {
  for (const area of [fakeBrowser.storage.session, fakeBrowser.storage.local]) {
    for (const name of ['get', 'set', 'remove'] as const) {
      const step = area[name].bind(area) as (...args: unknown[]) => Promise<unknown>;
      vi.spyOn(area, name).mockImplementation((async (...args: unknown[]) => {
        onStep();
        return await step(...args);
      }) as never);
    }
  }
  const create = fakeBrowser.tabs.create.bind(fakeBrowser.tabs);
  vi.spyOn(fakeBrowser.tabs, 'create').mockImplementation((async (properties: object) => {
    onStep();
    return await create(properties);
  }) as never);
}

/**
 * Nothing that is still under way comes later than this: hashing the history takes turns of the
 * event loop.
 */
async function quiet(ms = 5): Promise<void> {
  await new Promise((resolve) => realSetTimeout(resolve, ms));
  for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

type Leaving = (parts: ReturnType<typeof createBackground>) => Promise<unknown>;

const LEAVINGS: Record<string, Leaving> = {
  'signs out': ({ auth }) => auth.signOut(),
  'signs out and somebody else signs in': async ({ auth }) => {
    await auth.signOut();
    await auth.signIn();
  },
  'is replaced by somebody else who signs in': ({ auth }) => auth.signIn(),
};

/** Runs a start, and signs Dana out at one of its steps. Returns whether there was such a step. */
async function run(
  leave: Leaving,
  at: number,
  answers: 'hold' | 'go on',
  reads: 'the browser' | 'memory',
): Promise<boolean> {
  disableCache();
  await newBrowser();
  if (reads === 'memory') cacheItems();
  let steps = 0;
  let leaving: Promise<unknown> | null = null;
  const onStep = () => {
    if (leaving) return;
    steps += 1;
    if (steps === at) leaving = leave(parts);
  };
  const platform = createPlatform(async ({ bearer, method, path }) => {
    onStep();
    // The answer to what Dana's start asked comes only when they have left.
    const isOfStart = bearer === 'dana' && path !== '/api/v2/tokens/me' && method !== 'DELETE';
    if (answers === 'hold' && leaving && isOfStart && path !== '/api/v2/users/me') await leaving;
  });
  vi.stubGlobal('fetch', platform.fetch);
  const parts = createBackground();
  countSteps(onStep);
  const start = parts.starter.start({ conversationId: CONVERSATION_ID, settings: SETTINGS }).then(
    () => 'joined',
    () => 'refused',
  );
  await start;
  await leaving;
  await quiet(leaving ? 5 : 200);
  // What a start leaves to be done after its end has steps too.
  if (!leaving) return false;
  await leaving;
  await quiet();

  const session = await fakeBrowser.storage.session.get();
  const local = await fakeBrowser.storage.local.get();
  const history = Object.fromEntries(
    Object.entries(local).flatMap(([key, value]) =>
      key.startsWith('history/') ? [[key.slice('history/'.length), value]] : [],
    ),
  );
  const rest = Object.entries(local).filter(([key]) => !key.startsWith('history/'));
  const stored = JSON.stringify([session, rest]);
  const where = `step ${at}, ${answers}`;
  for (const trace of TRACES) expect(stored, where).not.toContain(trace);
  const pages = (await fakeBrowser.tabs.query({})).flatMap(({ url }) => url ?? []);
  expect(pages, where).toEqual([]);
  const asFemi = platform.calls.filter(({ bearer }) => bearer === 'femi').map(({ path }) => path);
  expect(
    asFemi.filter((path) => path !== '/api/v2/users/me'),
    where,
  ).toEqual([]);
  const { rows } = foldHistory(history);
  if (platform.made) expect(rows, where).toHaveLength(1);
  for (const row of rows) {
    expect(row.supervisor, where).toEqual({ userId: DANA.id, name: DANA.name });
    expect(platform.ended ? ['ended-by-you', 'left'] : ['left'], where).toContain(row.howEnded);
  }
  expect(await rejections.seen(), where).toEqual([]);
  return true;
}

describe('a person who starts a session and then', () => {
  for (const [how, leave] of Object.entries(LEAVINGS)) {
    it.each([
      { answers: 'go on', reads: 'the browser', least: 30 },
      { answers: 'hold', reads: 'the browser', least: 30 },
      { answers: 'go on', reads: 'memory', least: 15 },
      { answers: 'hold', reads: 'memory', least: 15 },
    ] as const)(
      `${how}, at any step of the start, leaves nothing behind when answers $answers and $reads is read`,
      async ({ answers, reads, least }) => {
        let at = 1;
        while (await run(leave, at, answers, reads)) at += 1;
        // Else the start was over before it had begun.
        expect(at).toBeGreaterThan(least);
      },
      120_000,
    );
  }
});
