import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { DOUBTS } from '@/utils/cobrowse/doubts';
import { DEFAULT_LIST_VIEW } from '@/utils/floor/list-view';
import { REQUESTS } from '@/utils/messaging/requests';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';

const ID = '0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
const OF_CONVERSATION = [
  'start-session',
  'prepare-start',
  'dismiss-start',
  'start-from-desktop',
  'confirm-start',
  'take-recovery-action',
  'show-conversation',
] as const;
const OF_SESSION = [
  'start-over',
  'open-session',
  'get-agent-link',
  'get-invitation',
  'send-invitation',
  'end-session',
  'undo-end',
  'dismiss-ended-session',
] as const;
const WITHOUT_BODY = [
  'sign-in',
  'sign-out',
  'review-records',
  'dismiss-record-reports',
  'open-channel',
  'enter-practice',
  'leave-practice',
  'name-start-to-confirm',
  'cancel-start-to-confirm',
] as const;
const OF_THEIR_OWN = [
  'refresh-conversations',
  'save-settings',
  'get-redirect-uri',
  'run-probe',
  'note-list-view',
  'pin-agent',
  'save-views',
  'apply-notifications',
  'note-live',
  'ask-to-confirm',
  'act-on-session',
  'get-button-place',
  'note-button-place',
  'get-streaming-access',
  'report-viewer',
  'stop-watching',
  'add-session-note',
  'choose-practice-service',
] as const;

type Name = keyof typeof REQUESTS;
const parse = (type: Name, body: unknown) => z.safeParse<z.ZodMiniType>(REQUESTS[type].body, body);

/** How a list is looked at, with one row on screen. */
const LOOK = { view: DEFAULT_LIST_VIEW, shown: { ids: ['a'], offset: 0, total: 1, sections: [] } };

describe('senders of requests', () => {
  it('may be the desktop page for seven requests only', () => {
    const forDesktop = Object.entries(REQUESTS).filter(([, { from }]) => from === 'desktop-page');
    expect(forDesktop.map(([type]) => type).sort()).toEqual([
      'act-on-session',
      'ask-to-confirm',
      'get-button-place',
      'note-button-place',
      'show-conversation',
      'start-from-desktop',
      'take-recovery-action',
    ]);
  });

  it('must be the screens page for the four requests about its sessions, the one for a token among them', () => {
    const forScreens = Object.entries(REQUESTS).filter(([, { from }]) => from === 'screens-page');
    expect(forScreens.map(([type]) => type).sort()).toEqual([
      'add-session-note',
      'get-streaming-access',
      'report-viewer',
      'stop-watching',
    ]);
  });

  it('are named for every request', () => {
    for (const { from } of Object.values(REQUESTS))
      expect(['own-page', 'desktop-page', 'screens-page']).toContain(from);
  });
});

describe('bodies of requests', () => {
  it('of the button name a conversation and one of two actions, and nothing else', () => {
    for (const action of ['end', 'invite'])
      expect(parse('act-on-session', { conversationId: ID, action }).success).toBe(true);
    for (const body of [
      { conversationId: ID },
      { conversationId: ID, action: 'open' },
      { conversationId: 'cbs-1', action: 'end' },
      { conversationId: ID, action: 'end', sessionId: 'cbs-1' },
    ])
      expect(parse('act-on-session', body).success, JSON.stringify(body)).toBe(false);
  });

  it('of its place name a screen, and a place within any window', () => {
    const place = { x: 8, y: 20_000, fromRight: true, fromBottom: false };
    for (const body of [
      { route: '' },
      { route: 'analytics/interactions', place },
      { route: 'a', anchored: false },
    ])
      expect(parse('note-button-place', body).success, JSON.stringify(body)).toBe(true);
    for (const body of [
      { place },
      { route: '<img>' },
      { route: 'a b' },
      { route: 'a'.repeat(101) },
      { route: 'a', place: { ...place, x: -1 } },
      { route: 'a', place: { ...place, x: 1.5 } },
      { route: 'a', place: { ...place, y: 20_001 } },
      { route: 'a', place: { ...place, fromRight: 'yes' } },
      { route: 'a', place: { ...place, css: 'position: static' } },
      { route: 'a', place: null },
      { route: 'a', anchored: 1 },
    ])
      expect(parse('note-button-place', body).success, JSON.stringify(body)).toBe(false);
    expect(parse('get-button-place', { route: 'interactions' }).success).toBe(true);
    expect(parse('get-button-place', { route: 'interactions', place }).success).toBe(false);
  });

  it('are covered here, each of them', () => {
    const covered = [...OF_CONVERSATION, ...OF_SESSION, ...WITHOUT_BODY, ...OF_THEIR_OWN];
    expect(covered.sort()).toEqual(Object.keys(REQUESTS).sort());
  });

  it.each(OF_CONVERSATION)('%s takes a conversation id and lowers its case', (type) => {
    expect(parse(type, { conversationId: ID.toUpperCase() })).toEqual({
      success: true,
      data: { conversationId: ID },
    });
  });

  it.each(OF_CONVERSATION)('%s refuses what is no conversation id', (type) => {
    for (const conversationId of [
      '',
      'x',
      `${ID}/..`,
      `../${ID}`,
      `${ID} `,
      ` ${ID}`,
      `${ID}\n`,
      7,
      {},
      [ID],
      undefined,
    ]) {
      expect(parse(type, { conversationId }).success, JSON.stringify(conversationId)).toBe(false);
    }
    for (const body of [undefined, null, ID, [], 7]) expect(parse(type, body).success).toBe(false);
  });

  it('only show-conversation takes null: none is in view', () => {
    for (const type of OF_CONVERSATION) {
      expect(parse(type, { conversationId: null }).success, type).toBe(type === 'show-conversation');
    }
  });

  it.each(OF_SESSION)('%s takes a session id of sensible length that is one segment of a path', (type) => {
    expect(parse(type, { sessionId: 'cbs-1' }).success).toBe(true);
    for (const sessionId of [
      '',
      'x'.repeat(201),
      '.',
      '..',
      'a/b',
      'a\\b',
      'a?b',
      'a%2e',
      'a\n',
      7,
      null,
      undefined,
    ]) {
      expect(parse(type, { sessionId }).success, String(sessionId)).toBe(false);
    }
  });

  it('start-session refuses settings out of their limits', () => {
    const start = (settings: unknown) => parse('start-session', { conversationId: ID, settings }).success;
    expect(start({ allowRemoteControl: true, timeoutInMinutes: 30 })).toBe(true);
    expect(start({ allowRemoteControl: true, timeoutInMinutes: 0 })).toBe(false);
    expect(start({ allowRemoteControl: true, timeoutInMinutes: 100_000 })).toBe(false);
    expect(start({ timeoutInMinutes: 30 })).toBe(false);
  });

  it.each(['start-session', 'confirm-start'] as const)('%s takes a purpose as one line of text', (type) => {
    const purpose = (said: unknown) => parse(type, { conversationId: ID, purpose: said });
    expect(purpose('coaching').data).toEqual({ conversationId: ID, purpose: 'coaching' });
    expect(purpose(' The\nnew\tform\u202e ').data).toMatchObject({ purpose: 'The new form' });
    expect(purpose('x'.repeat(120)).success).toBe(true);
    expect(purpose(undefined).success).toBe(true);
    for (const said of [
      '',
      ' \n',
      '\u200d',
      '\u3164',
      '\u2800',
      '\u034f',
      'x'.repeat(121),
      7,
      null,
      {},
      ['coaching'],
    ])
      expect(purpose(said).success, JSON.stringify(said)).toBe(false);
  });

  it('the desktop page cannot pass settings', () => {
    const body = { conversationId: ID, settings: { allowRemoteControl: true, timeoutInMinutes: 480 } };
    expect(parse('start-from-desktop', body).success).toBe(false);
  });

  it('ask-to-confirm takes a conversation and one of the known reasons', () => {
    const ask = (doubt: unknown) => parse('ask-to-confirm', { conversationId: ID, doubt });
    for (const doubt of DOUBTS) expect(ask(doubt).data).toEqual({ conversationId: ID, doubt });
    for (const doubt of ['', 'constructor', 7, null, undefined]) expect(ask(doubt).success).toBe(false);
    expect(parse('ask-to-confirm', { conversationId: 'x', doubt: 'altered' }).success).toBe(false);
  });

  it('the desktop page cannot say what a session is for: that is asked where no page can listen', () => {
    expect(parse('start-from-desktop', { conversationId: ID, purpose: 'coaching' }).success).toBe(false);
  });

  it.each([
    ['a new secret', { settings: DEFAULT_SETTINGS, clientSecret: 's3cret' }, true],
    ['a forgotten secret', { settings: DEFAULT_SETTINGS, clientSecret: null }, true],
    ['an untouched secret', { settings: DEFAULT_SETTINGS }, true],
    ['a secret that is no text', { settings: DEFAULT_SETTINGS, clientSecret: 7 }, false],
    ['no settings', { clientSecret: 's3cret' }, false],
    ['settings of another version', { settings: { ...DEFAULT_SETTINGS, version: 9 } }, false],
  ])('save-settings with %s', (_what, body, accepted) => {
    expect(parse('save-settings', body).success).toBe(accepted);
  });

  it.each([
    ['a region', { environment: { kind: 'region', region: 'eu_west_1' } }, true],
    ['a custom host', { environment: { kind: 'custom', host: 'genesys.example.com' } }, true],
    [
      'a host that imitates',
      { environment: { kind: 'custom', host: 'login.pure.cloud.evil.example' } },
      false,
    ],
    ['no environment', {}, false],
    ['nothing', undefined, false],
  ])('get-redirect-uri of %s', (_what, body, accepted) => {
    expect(parse('get-redirect-uri', body).success).toBe(accepted);
  });

  it.each<[string, Record<string, unknown>, boolean]>([
    ['what is looked at', LOOK, true],
    [
      'everything filtered',
      {
        view: {
          ...DEFAULT_LIST_VIEW,
          typed: 'x'.repeat(500),
          queueNames: ['Billing', 'Claims'],
          media: ['voice'],
          agentUserIds: ['u-1'],
          states: ['on-hold'],
          scope: 'team',
          sort: 'hold',
          collapsed: ['pinned', 'everyone'],
          selectedId: 'c-1',
        },
        shown: { ids: Array(100).fill('a'), offset: 7, total: 5000, sections: [] },
      },
      true,
    ],
    [
      'too much typed',
      {
        view: { ...DEFAULT_LIST_VIEW, typed: 'x'.repeat(501) },
        shown: { ids: [], offset: 0, total: 0, sections: [] },
      },
      false,
    ],
    [
      'too many rows',
      { view: DEFAULT_LIST_VIEW, shown: { ids: Array(101).fill('a'), offset: 0, total: 0, sections: [] } },
      false,
    ],
    [
      'an unknown order',
      { view: { ...DEFAULT_LIST_VIEW, sort: 'best' }, shown: { ids: [], offset: 0, total: 0, sections: [] } },
      false,
    ],
    ['no rows', { view: DEFAULT_LIST_VIEW }, false],
    ['no view', { shown: { ids: [], offset: 0, total: 0, sections: [] } }, false],
    ['a snapshot', { ...LOOK, snapshot: ['Dana', ['div', { class: 'row' }, ['Aiko']]] }, true],
    ['no snapshot', { ...LOOK, snapshot: undefined }, false],
    ['a snapshot that is no list', { ...LOOK, snapshot: 'Dana' }, false],
  ])('note-list-view with %s', (_what, body, accepted) => {
    expect(parse('note-list-view', { snapshot: [], ...body }).success).toBe(accepted);
  });

  it('run-probe takes the name of a probe and nothing else', () => {
    expect(parse('run-probe', { probe: 'token' }).success).toBe(true);
    for (const probe of ['', 'everything', '../token', 7, null, undefined])
      expect(parse('run-probe', { probe }).success, String(probe)).toBe(false);
  });

  it('save-views takes named filters, up to twenty, without a place in the list', () => {
    const { typed, collapsed, scrollTop, selectedId, ...filters } = DEFAULT_LIST_VIEW;
    const view = { name: 'Billing', ...filters };
    expect(parse('save-views', { views: [view, { ...view, queueNames: ['Billing'] }] }).success).toBe(true);
    for (const views of [
      Array(21).fill(view),
      [{ ...view, name: '' }],
      [{ ...view, name: 'x'.repeat(41) }],
      [{ ...view, typed, collapsed, scrollTop, selectedId }],
      [filters],
      null,
    ])
      expect(parse('save-views', { views }).success, JSON.stringify(views)).toBe(false);
  });

  it('pin-agent takes a user id that can become part of a topic, and whether', () => {
    expect(parse('pin-agent', { userId: ID, pinned: true }).success).toBe(true);
    for (const userId of ['', 'x'.repeat(201), '../x', 'a.b', 'a b', 7, null, undefined])
      expect(parse('pin-agent', { userId, pinned: true }).success, String(userId)).toBe(false);
    expect(parse('pin-agent', { userId: ID }).success).toBe(false);
  });

  it('apply-notifications takes up to a thousand of anything: they are looked at one by one', () => {
    const take = (notifications: unknown) => parse('apply-notifications', { notifications }).success;
    expect(take([null, 'text', {}, []])).toBe(true);
    expect(take(Array(1000).fill(null))).toBe(true);
    expect(take(Array(1001).fill(null))).toBe(false);
    expect(take({})).toBe(false);
  });

  it('note-live takes yes or no', () => {
    expect(parse('note-live', { live: false }).success).toBe(true);
    for (const live of [0, 'true', null, undefined]) expect(parse('note-live', { live }).success).toBe(false);
  });

  it('refresh-conversations takes one of three reasons', () => {
    for (const why of ['opened', 'due', 'asked'])
      expect(parse('refresh-conversations', { why }).success).toBe(true);
    for (const why of ['', 'always', null, undefined])
      expect(parse('refresh-conversations', { why }).success).toBe(false);
  });

  it.each(WITHOUT_BODY)('%s needs no body', (type) => {
    expect(parse(type, undefined).success).toBe(true);
    expect(parse(type, null).success).toBe(true);
    for (const body of [{}, 'x', 0, false, []]) expect(parse(type, body).success).toBe(false);
  });

  const PAGE_ID = '1b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';

  it.each(['', 'x', `${PAGE_ID}/..`, 7, undefined])('of the screens page refuse %j as its id', (page) => {
    expect(parse('get-streaming-access', { page }).success).toBe(false);
    expect(parse('report-viewer', { page, state: 'connected' }).success).toBe(false);
  });

  it('of the screens page take only known states and reasons', () => {
    expect(parse('report-viewer', { page: PAGE_ID, state: 'connected' }).success).toBe(true);
    expect(parse('report-viewer', { page: PAGE_ID, state: 'fine' }).success).toBe(false);
    expect(parse('stop-watching', { sessionId: 's-1', why: 'no-picture' }).success).toBe(true);
    expect(parse('stop-watching', { sessionId: 's-1', why: 'ended-by-you' }).success).toBe(false);
  });

  it('with a note take one line of at most 500 characters, and refuse nothing or more', () => {
    const note = (text: unknown) => parse('add-session-note', { sessionId: 's-1', text, at: 1 });
    expect(note('Opens the\nwrong form')).toMatchObject({ data: { text: 'Opens the wrong form' } });
    expect(note('x'.repeat(500)).success).toBe(true);
    for (const text of ['', ' \n ', 'x'.repeat(501), 7]) expect(note(text).success).toBe(false);
  });
});
