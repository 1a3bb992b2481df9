import fc from 'fast-check';
import { expect, test } from 'vitest';
import { api, credentialsToken, DANA, FEMI, start, userToken } from './support.ts';

type Segment = { segmentType: string; segmentStart: string; segmentEnd?: string; queueId?: string };
type Row = {
  conversationId: string;
  conversationStart: string;
  conversationEnd?: string;
  originatingDirection: string;
  participants: {
    purpose: string;
    userId?: string;
    teamId?: string;
    sessions: { mediaType: string; segments: Segment[] }[];
  }[];
};
type Answer = { conversations: Row[]; totalHits: number };

const PATH = '/api/v2/analytics/conversations/details/query';
const DAY = 24 * 3600 * 1000;
const AGENT = 'bbbbbbbb-0000-4000-8000-000000000001';
const ACTIVE = [
  { type: 'and', predicates: [{ type: 'dimension', dimension: 'conversationEnd', operator: 'notExists' }] },
];

/** From some days ago until tomorrow. */
function interval(daysBack: number): string {
  const iso = (ms: number) => new Date(ms).toISOString();
  return `${iso(Date.now() - daysBack * DAY)}/${iso(Date.now() + DAY)}`;
}

async function open(options: Parameters<typeof start>[0] = {}) {
  const { origin, control } = await start({ rateLimitPerMinute: 100_000, ...options });
  const call = api(origin, await credentialsToken(origin));
  const query = async (body: object) =>
    (await call<Answer>('POST', PATH, { interval: interval(2), ...body })).json();
  return { origin, control, call, query };
}

const ids = ({ conversations }: Answer) => conversations.map(({ conversationId }) => conversationId);

test('going through every page of 5,000 conversations loses none, whatever the page size and order', async () => {
  const { origin, query } = await open({ agents: 1000, conversations: 5000 });
  const everything = await api(origin, await credentialsToken(origin))<{ entities: { id: string }[] }>(
    'GET',
    '/api/v2/conversations',
  );
  const wanted = everything
    .json()
    .entities.map(({ id }) => id)
    .sort();
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 20, max: 100 }),
      fc.constantFrom('asc', 'desc', 'unordered'),
      async (pageSize, order) => {
        const body = { interval: interval(12), order, conversationFilters: ACTIVE };
        const seen: string[] = [];
        let hits = Number.POSITIVE_INFINITY;
        // Both ways of knowing when to stop must do: the number of hits, and a page that is not
        // full.
        for (let pageNumber = 1; pageNumber <= Math.ceil(hits / pageSize); pageNumber += 1) {
          const answer = await query({ ...body, paging: { pageSize, pageNumber } });
          hits = answer.totalHits;
          if (pageNumber > 1) expect(ids(answer).slice(0, 2)).toEqual(seen.slice(-2));
          seen.push(...ids(answer));
          if (answer.conversations.length < pageSize) expect(pageNumber).toBe(Math.ceil(hits / pageSize));
        }
        expect([...new Set(seen)].sort()).toEqual(wanted);
        expect(seen.length).toBeGreaterThan(wanted.length);
      },
    ),
    { numRuns: 5 },
  );
}, 60_000);

test('no row is lost while conversations come and go between the pages', async () => {
  const { control, query } = await open({ conversations: 60 });
  const body = { interval: interval(12), order: 'desc', conversationFilters: ACTIVE };
  const first = await query({ ...body, paging: { pageSize: 20, pageNumber: 1 } });
  const before = new Set(ids(await query({ ...body, paging: { pageSize: 100, pageNumber: 1 } })));
  expect(before.size).toBe(60);
  for (const id of ids(first).slice(0, 10)) await control.endConversation(id);
  const rest = [2, 3, 4].map((pageNumber) => query({ ...body, paging: { pageSize: 20, pageNumber } }));
  const seen = new Set([first, ...(await Promise.all(rest))].flatMap(ids));
  expect(seen).toEqual(before);
});

test('a conversation is there only after the lag, and as long seen as active after its end', async () => {
  const { control, query } = await open({ conversations: 0, analyticsLagMs: 300 });
  const { id } = await control.addConversation({ agentIds: [AGENT] });
  expect(ids(await query({}))).toEqual([]);
  await expect.poll(async () => ids(await query({}))).toEqual([id]);

  await control.endConversation(id);
  const [still] = (await query({ conversationFilters: ACTIVE })).conversations;
  expect(still).toMatchObject({ conversationId: id });
  expect(still).not.toHaveProperty('conversationEnd');
  await expect.poll(async () => ids(await query({ conversationFilters: ACTIVE }))).toEqual([]);
  expect((await query({})).conversations[0]?.conversationEnd).toMatch(/Z$/);
});

test('only conversations that began on a day of the interval are found', async () => {
  const { query } = await open({ conversations: 80 });
  const paging = { pageSize: 100, pageNumber: 1 };
  const short = await query({ paging });
  const long = await query({ interval: interval(12), paging });
  expect(ids(long)).toHaveLength(80);
  expect(ids(short)).toHaveLength(78);
  const missed = long.conversations.filter(({ conversationId }) => !ids(short).includes(conversationId));
  for (const { conversationStart, conversationEnd, participants } of missed) {
    expect(Date.now() - Date.parse(conversationStart)).toBeGreaterThan(8 * DAY);
    expect(conversationEnd).toBeUndefined();
    expect(
      participants.every(({ sessions }) => sessions.every(({ mediaType }) => mediaType === 'message')),
    ).toBe(true);
  }
  // A day is touched by any moment of it.
  const old = missed[0]?.conversationStart ?? '';
  const midnight = `${old.slice(0, 10)}T00:00:00`;
  const touching = await query({
    interval: `${midnight}/${midnight.replace('00:00:00', '00:00:01')}`,
    paging,
  });
  expect(ids(touching)).toContain(missed[0]?.conversationId);
});

test('small organizations have no thread that began days ago', async () => {
  const { query } = await open({ conversations: 39 });
  expect(ids(await query({ paging: { pageSize: 100, pageNumber: 1 } }))).toHaveLength(39);
});

test('a filter on segments asks for one segment that has everything', async () => {
  const { control, query } = await open({ conversations: 12, analyticsLagMs: 0 });
  const { id } = await control.addConversation({
    agentIds: [AGENT],
    queue: 'Claims',
    medium: 'webmessaging',
  });
  const segmentFilters = (...predicates: object[]) => [{ type: 'and', predicates }];
  const now = [
    { type: 'dimension', dimension: 'segmentEnd', operator: 'notExists' },
    { type: 'dimension', dimension: 'segmentType', operator: 'matches', value: 'interact' },
    { type: 'dimension', dimension: 'userId', operator: 'matches', value: AGENT },
  ];
  const found = ids(await query({ conversationFilters: ACTIVE, segmentFilters: segmentFilters(...now) }));
  expect(found).toContain(id);

  await control.holdConversation(id, true);
  const after = ids(await query({ conversationFilters: ACTIVE, segmentFilters: segmentFilters(...now) }));
  expect(after).toEqual(found.filter((one) => one !== id));
  const held = { dimension: 'segmentType', value: 'hold' };
  expect(ids(await query({ segmentFilters: segmentFilters(held, ...now.slice(2)) }))).toContain(id);

  const either = {
    type: 'or',
    predicates: ['email', 'message'].map((value) => ({ dimension: 'mediaType', value })),
  };
  const digital = await query({ segmentFilters: [either], paging: { pageSize: 100, pageNumber: 1 } });
  for (const { participants } of digital.conversations) {
    const media = participants.flatMap(({ sessions }) => sessions.map(({ mediaType }) => mediaType));
    expect(['email', 'message']).toContain(media[0]);
  }
  const one = { type: 'and', predicates: [{ dimension: 'conversationId', value: id }] };
  expect(ids(await query({ conversationFilters: [one] }))).toEqual([id]);
});

test('rows show who took part, and what they did when', async () => {
  const { control, query } = await open({ conversations: 0, analyticsLagMs: 0 });
  const { id } = await control.addConversation({ agentIds: [AGENT] });
  await control.endConversation(id);
  const [row] = (await query({})).conversations;
  expect(row).toMatchObject({ conversationId: id, originatingDirection: 'inbound' });
  expect(row?.participants.map(({ purpose }) => purpose)).toEqual(['customer', 'acd', 'agent']);
  const agent = row?.participants[2];
  expect(agent).toMatchObject({ userId: AGENT, teamId: 'cccccccc-0000-4000-8000-000000000001' });
  const segments = agent?.sessions[0]?.segments ?? [];
  expect(segments.map(({ segmentType }) => segmentType)).toEqual(['alert', 'interact', 'wrapup']);
  expect(segments[0]?.segmentEnd).toBe(segments[1]?.segmentStart);
  expect(segments[1]?.segmentEnd).toBe(row?.conversationEnd);
  expect(segments[2]).not.toHaveProperty('segmentEnd');
});

test('the default page has 25 rows in order of their start', async () => {
  const { query } = await open({ conversations: 38 });
  const { conversations } = await query({});
  const starts = conversations.map(({ conversationStart }) => conversationStart);
  expect(starts).toHaveLength(25);
  expect(starts).toEqual([...starts].sort());
  const newest = (await query({ order: 'desc' })).conversations.map((one) => one.conversationStart);
  expect(newest).toEqual([...newest].sort().reverse());
});

test.each([
  ['no interval', { interval: undefined }],
  ['an interval that is none', { interval: 'yesterday' }],
  ['an interval that runs backwards', { interval: '2026-01-02T00:00:00Z/2026-01-01T00:00:00Z' }],
  ['a page without its size', { paging: { pageNumber: 1 } }],
  ['a size without its page', { paging: { pageSize: 10 } }],
  ['pages above 100', { paging: { pageSize: 101, pageNumber: 1 } }],
  [
    'an unknown dimension',
    { segmentFilters: [{ type: 'and', predicates: [{ dimension: 'x', value: 'y' }] }] },
  ],
  [
    'an unknown operator',
    { conversationFilters: [{ type: 'and', predicates: [{ dimension: 'divisionId', operator: 'is' }] }] },
  ],
])('%s is refused', async (_name, change) => {
  const { call } = await open({ conversations: 1 });
  expect((await call('POST', PATH, { interval: interval(1), ...change })).status).toBe(400);
});

test('either permission is enough, and neither is not', async () => {
  const { origin, control } = await open({ conversations: 1 });
  const body = { interval: interval(1) };
  const status = async (user: string) =>
    (await api(origin, await userToken(origin, user))('POST', PATH, body)).status;
  expect(await status(DANA)).toBe(200);
  const other = 'analytics:agentConversationDetail:view';
  await control.changePermissions(FEMI, { add: [other], remove: ['analytics:conversationDetail:view'] });
  expect(await status(FEMI)).toBe(200);
  await control.changePermissions(FEMI, { remove: [other] });
  const refused = await api(origin, await userToken(origin, FEMI))('POST', PATH, body);
  expect(refused.status).toBe(403);
  expect(refused.json().code).toBe('missing.any.permissions');
});
