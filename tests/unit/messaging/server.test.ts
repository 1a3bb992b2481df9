import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type * as z from 'zod/mini';
import { fail } from '@/utils/errors/failure';
import { DEFAULT_LIST_VIEW } from '@/utils/floor/list-view';
import type { RequestType } from '@/utils/messaging/protocol';
import { MAX_BODY_LENGTH, REQUESTS } from '@/utils/messaging/requests';
import type { Sender } from '@/utils/messaging/sender';
import { type RequestHandlers, serveRequests } from '@/utils/messaging/server';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';

const CONVERSATION = '0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
const OWN = { id: 'our-extension', origin: 'chrome-extension://our-extension' };
const DESKTOP = 'https://apps.mypurecloud.com';
const POPUP: Sender = { id: OWN.id, url: `${OWN.origin}/popup.html` };
const PAGE: Sender = { id: OWN.id, url: `${DESKTOP}/directory/#/x`, frameId: 0, tab: { id: 7 } };
const SCREENS: Sender = { id: OWN.id, url: `${OWN.origin}/screens.html`, frameId: 0, tab: { id: 8 } };
const SENDERS = { 'own-page': POPUP, 'desktop-page': PAGE, 'screens-page': SCREENS };
const STRANGER: Sender = { id: 'another-extension', url: 'chrome-extension://another-extension/page.html' };
const TYPES = Object.keys(REQUESTS) as RequestType[];

type Call = { type: string; body: unknown; tabId: number | null };
let calls: Call[];

/** Handlers that note each call and answer its type. */
function noteCalls(special: Partial<RequestHandlers> = {}): RequestHandlers {
  const noted = TYPES.map((type) => [
    type,
    async (body: unknown, tabId: number | null) => {
      calls.push({ type, body, tabId });
      return type;
    },
  ]);
  return { ...(Object.fromEntries(noted) as unknown as RequestHandlers), ...special };
}

/** Delivers a message as the browser does, with this sender. Returns the answer. */
async function deliver(
  type: string,
  data: unknown,
  sender: Sender,
  forged: Record<string, unknown> = {},
): Promise<unknown> {
  const message = { id: 1, type, data, timestamp: 1, ...forged };
  const answered = Promise.withResolvers<unknown>();
  const kept = await fakeBrowser.runtime.onMessage.trigger(message, sender as never, answered.resolve);
  if (!kept.some((keepOpen) => (keepOpen as unknown) === true)) return 'nobody answers';
  return ((await answered.promise) as { res: unknown }).res;
}

/** The same for a message of any kind: all that comes back. */
async function deliverRaw(message: unknown, sender: Sender): Promise<unknown> {
  const answered = Promise.withResolvers<unknown>();
  void fakeBrowser.runtime.onMessage.trigger(message, sender as never, answered.resolve);
  return await answered.promise;
}

const UNKNOWN = { ok: false, failure: { code: 'invalid-message' } };
const REFUSED = (type: string) => ({ ok: false, failure: { code: 'invalid-message', subject: type } });

/** A value for every field of a body. */
const FIELDS = {
  probe: 'token',
  why: 'asked',
  doubt: 'altered',
  conversationId: CONVERSATION,
  sessionId: 'cbs-1',
  environment: DEFAULT_SETTINGS.environment,
  view: DEFAULT_LIST_VIEW,
  shown: { ids: [], offset: 0, total: 0, sections: [] },
  snapshot: [],
  views: [],
  userId: 'u-1',
  pinned: true,
  live: true,
  notifications: [],
  names: { customer: null, agent: 'Aiko', hasAgent: true },
  purpose: 'coaching',
  page: '1b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f',
  state: 'connected',
  text: 'Opens the wrong form',
  at: 1,
  action: 'end',
  route: 'analytics/interactions',
  place: { x: 24, y: 24, fromRight: true, fromBottom: true },
  anchored: true,
};
/** Fields that mean something else in one request. */
const OWN_FIELDS: Partial<Record<RequestType, Record<string, unknown>>> = {
  'start-session': { view: 'agent' },
  'stop-watching': { why: 'no-picture' },
  'choose-practice-service': { service: 'screen' },
};
/** A body that this request takes. */
function goodBody(type: RequestType): Record<string, unknown> | undefined {
  const { def } = (REQUESTS[type].body as unknown as z.core.$ZodTypes)._zod;
  if (def.type !== 'object') return undefined;
  const settings = type === 'start-session' ? DEFAULT_SETTINGS.session : DEFAULT_SETTINGS;
  const fields: Record<string, unknown> = { ...FIELDS, ...OWN_FIELDS[type], settings };
  const known = Object.keys(def.shape).filter((name) => name in fields);
  return Object.fromEntries(known.map((name) => [name, fields[name]]));
}

/** Every variant of a value with one more field in one of the objects in it, whatever its depth. */
function withOneMore(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const deeper = Object.entries(value).flatMap(([name, inside]) =>
    withOneMore(inside).map((more) => ({ ...value, [name]: more })),
  );
  const fields = Object.entries(value);
  // Made of entries, `__proto__` is a field as any other.
  const more = ['unknown', '__proto__'].map((name) => Object.fromEntries([...fields, [name, { x: 1 }]]));
  return [...more, ...deeper];
}

/** How many fields of a {@link counted} body were read. */
let reads = 0;

/** Counts each read of one of its fields or entries. */
function counted<T extends object>(body: T): T {
  return new Proxy(body, {
    get(target, name, receiver) {
      reads += 1;
      return Reflect.get(target, name, receiver);
    },
  });
}

const OF_ONE = { conversationId: CONVERSATION };
const LOOK = { view: DEFAULT_LIST_VIEW, shown: { ids: [], offset: 0, total: 0, sections: [] } };
const DEEP_EXTRA = { ...DEFAULT_SETTINGS, signIn: { ...DEFAULT_SETTINGS.signIn, scope: 'admin' } };
const customHost = (host: string) => ({ ...DEFAULT_SETTINGS, environment: { kind: 'custom', host } });
function nested(depth: number): unknown {
  let inside: unknown = 'x';
  for (let level = 0; level < depth; level += 1) inside = ['div', {}, [inside]];
  return inside;
}

beforeEach(() => {
  fakeBrowser.reset();
  calls = [];
});

describe('serveRequests', () => {
  const serve = (special: Partial<RequestHandlers> = {}, desktop: string | null = DESKTOP) =>
    serveRequests(
      noteCalls(special),
      OWN,
      async () => desktop,
      async () => PAGE.url ?? null,
    );

  it('listens at once, as a worker that a message woke must', () => {
    serve();
    expect(fakeBrowser.runtime.onMessage.hasListeners()).toBe(true);
  });

  it.each(TYPES)('answers %s only to allowed senders', async (type) => {
    serve();
    for (const [who, sender] of Object.entries(SENDERS)) {
      calls = [];
      const answer = await deliver(type, goodBody(type), sender);
      const { from } = REQUESTS[type];
      // The screens page is one of the extension’s own pages.
      const allowed = from === who || (from === 'own-page' && who === 'screens-page');
      expect(answer).toEqual(allowed ? { ok: true, value: type } : REFUSED(type));
      expect(calls).toHaveLength(allowed ? 1 : 0);
    }
  });

  it.each(TYPES)('refuses %s with a field that it does not know, at any depth', async (type) => {
    serve();
    const sender = SENDERS[REQUESTS[type].from];
    for (const body of withOneMore(goodBody(type) ?? {}))
      expect(await deliver(type, body, sender), JSON.stringify(body)).toEqual(REFUSED(type));
    expect(calls).toEqual([]);
  });

  it.each(TYPES)('refuses %s from another extension without a side effect', async (type) => {
    serve();
    expect(await deliver(type, goodBody(type), STRANGER)).toEqual(REFUSED(type));
    expect(calls).toEqual([]);
  });

  it('takes the sender from the browser, not from the message', async () => {
    serve();
    const answer = await deliver('sign-out', null, STRANGER, { sender: POPUP });
    expect(answer).toEqual(REFUSED('sign-out'));
    expect(calls).toEqual([]);
  });

  it.each([
    ['start-session', { conversationId: '../../users/me' }],
    [
      'start-session',
      { conversationId: CONVERSATION, settings: { allowRemoteControl: true, timeoutInMinutes: 9999 } },
    ],
    ['save-settings', { settings: { version: 1 } }],
    ['open-session', null],
  ] as const)('refuses a bad body of %s and calls nobody', async (type, body) => {
    serve();
    expect(await deliver(type, body, POPUP)).toEqual(REFUSED(type));
    expect(calls).toEqual([]);
  });

  it('hands on the body as its schema reads it, and the tab of the sender', async () => {
    serve();
    await deliver('start-from-desktop', { conversationId: CONVERSATION.toUpperCase() }, PAGE);
    expect(calls).toEqual([{ type: 'start-from-desktop', body: { conversationId: CONVERSATION }, tabId: 7 }]);
  });

  it.each<[string, RequestType, unknown, Sender]>([
    ['settings from the desktop page', 'start-from-desktop', { ...OF_ONE, settings: {} }, PAGE],
    ['a field nobody knows', 'end-session', { sessionId: 'cbs-1', force: true }, POPUP],
    ['a field nobody knows, deep inside', 'save-settings', { settings: DEEP_EXTRA }, POPUP],
    [
      'a prototype',
      'start-from-desktop',
      JSON.parse(`{"conversationId":"${CONVERSATION}","__proto__":{"x":1}}`),
      PAGE,
    ],
    ['a constructor', 'prepare-start', { ...OF_ONE, constructor: { prototype: {} } }, POPUP],
    ['a list in place of a body', 'start-from-desktop', [CONVERSATION], PAGE],
    ['a body where none is taken', 'sign-out', { everywhere: true }, POPUP],
    ['a text where none is taken', 'sign-in', 'now', POPUP],
    ['an id that leads to another call', 'open-session', { sessionId: '..' }, POPUP],
    ['an id with a path in it', 'get-agent-link', { sessionId: '../../users/me' }, POPUP],
    ['an id with an encoded path in it', 'get-agent-link', { sessionId: '%2e%2e%2fusers' }, POPUP],
    [
      'a secret without end',
      'save-settings',
      { settings: DEFAULT_SETTINGS, clientSecret: 'x'.repeat(5000) },
      POPUP,
    ],
    ['a host without end', 'save-settings', { settings: customHost(`${'a.'.repeat(5000)}example`) }, POPUP],
    ['a host of every host', 'save-settings', { settings: customHost('*') }, POPUP],
    ['a snapshot without end', 'note-list-view', { ...LOOK, snapshot: ['x'.repeat(5_000_000)] }, POPUP],
    ['a snapshot without a ground', 'note-list-view', { ...LOOK, snapshot: [nested(5000)] }, POPUP],
    ['a notification without end', 'apply-notifications', { notifications: ['x'.repeat(9_000_000)] }, POPUP],
  ])('refuses %s and calls nobody', async (_what, type, body, sender) => {
    serve();
    expect(await deliver(type, body, sender)).toEqual(REFUSED(type));
    expect(calls).toEqual([]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('takes what our own pages really send: a snapshot of a full list, a thousand notifications', async () => {
    serve();
    const row = ['div', { class: 'row' }, [['span', { class: 'name' }, ['Aiko Yamamoto']]]];
    const snapshot = Array.from({ length: 500 }, () => row);
    expect(await deliver('note-list-view', { ...LOOK, snapshot }, POPUP)).toMatchObject({ ok: true });
    const notifications = Array.from({ length: 1000 }, () => ({
      topicName: 'v2',
      eventBody: { id: 'x'.repeat(3000) },
    }));
    expect(await deliver('apply-notifications', { notifications }, POPUP)).toMatchObject({ ok: true });
  });

  it('answers a failure with its code, and a foreign error without its message', async () => {
    serve({
      'sign-in': async () => {
        throw fail('sign-in-canceled');
      },
      'sign-out': async () => {
        throw new Error('https://login/?code=secret');
      },
    });
    expect(await deliver('sign-in', null, POPUP)).toEqual({
      ok: false,
      failure: { code: 'sign-in-canceled' },
    });
    expect(await deliver('sign-out', null, POPUP)).toEqual({
      ok: false,
      failure: { code: 'unexpected-error' },
    });
  });

  it('answers nothing the desktop asks while no environment is configured', async () => {
    serve({}, null);
    expect(await deliver('start-from-desktop', { conversationId: CONVERSATION }, PAGE)).toEqual(
      REFUSED('start-from-desktop'),
    );
  });

  const NAMES = [...Object.getOwnPropertyNames(Object.prototype), 'prototype', 'no request of ours', ''];

  it.each(NAMES)('does not know a request named “%s”: the same answer for everybody', async (type) => {
    serve();
    for (const sender of [POPUP, PAGE, STRANGER, {}]) {
      // As a text: an own field of that name, as only a parsed message can have.
      const message = JSON.parse(`{"id":1,"type":${JSON.stringify(type)},"timestamp":1,"data":{}}`);
      expect(await deliverRaw(message, sender)).toEqual({ res: UNKNOWN });
    }
    expect(calls).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'sign-out'],
    ['a number', 7],
    ['a list', ['sign-out']],
    ['a list as a type', { type: ['sign-out'], timestamp: 1 }],
    ['an object as a type', { type: { toString: 'sign-out' }, timestamp: 1 }],
    ['no type', { timestamp: 1 }],
    ['no time', { type: 'sign-out' }],
  ])('answers what is no message (%s) as it answers an unknown one', async (_what, message) => {
    serve();
    for (const sender of [POPUP, PAGE, STRANGER])
      expect(await deliverRaw(message, sender)).toEqual({ res: UNKNOWN });
    expect(calls).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    ['a text of 50 MB', () => ({ conversationId: 'x'.repeat(50_000_000) })],
    [
      'a million fields',
      () => counted(Object.fromEntries(Array.from({ length: 1_000_000 }, (_, key) => [`k${key}`, 0]))),
    ],
    ['a list of a million', () => ({ conversationId: counted(Array(1_000_000).fill('x')) })],
    ['a body as deep as the stack', () => counted(nested(100_000) as object)],
  ])('refuses %s without walking it', async (_what, make) => {
    serve();
    const body = make();
    for (const [type, sender] of [
      ['start-from-desktop', PAGE],
      ['save-settings', POPUP],
      ['apply-notifications', POPUP],
    ] as const) {
      reads = 0;
      expect(await deliver(type, body, sender)).toEqual(REFUSED(type));
      expect(reads).toBeLessThanOrEqual(REQUESTS[type].longest ?? MAX_BODY_LENGTH);
    }
    expect(calls).toEqual([]);
  });
});

describe('a page of the desktop that changes while its request is checked', () => {
  const START = { conversationId: CONVERSATION };

  it.each([
    ['goes to another origin', 'https://evil.example/directory/'],
    ['goes to another page of the host', `${DESKTOP}/cobrowse/join?token=1`],
    ['is closed', null],
  ])('is refused when its tab %s', async (_what, next) => {
    let url = PAGE.url ?? null;
    const slowly = async () => {
      await Promise.resolve();
      url = next;
      return DESKTOP;
    };
    serveRequests(noteCalls(), OWN, slowly, async () => url);
    expect(await deliver('start-from-desktop', START, PAGE)).toEqual(REFUSED('start-from-desktop'));
    expect(calls).toEqual([]);
  });

  it('is refused when another environment is chosen meanwhile', async () => {
    const origins = [DESKTOP, 'https://apps.mypurecloud.ie'];
    serveRequests(
      noteCalls(),
      OWN,
      async () => origins.shift() ?? null,
      async () => PAGE.url ?? null,
    );
    expect(await deliver('start-from-desktop', START, PAGE)).toEqual(REFUSED('start-from-desktop'));
    expect(calls).toEqual([]);
  });

  it('may go from conversation to conversation', async () => {
    serveRequests(
      noteCalls(),
      OWN,
      async () => DESKTOP,
      async () => `${DESKTOP}/directory/#/analytics/interactions/another`,
    );
    expect(await deliver('start-from-desktop', START, PAGE)).toMatchObject({ ok: true });
  });
});
