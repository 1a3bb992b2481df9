import { expect, test } from 'vitest';
import { connect, notifications } from './channel-client.ts';
import { api, DANA, start, UNKNOWN_ID, userToken } from './support.ts';

const AGENT = 'bbbbbbbb-0000-4000-8000-000000000001';
const cobrowse = (id: string) => `/api/v2/conversations/${id}/cobrowse`;
type Session = {
  id: string;
  joinCode: string;
  websocketUrl: string;
  dateOfferEnds: string;
  communicationType: string;
};
type Legs = { state: string; cobrowseSessionId: string; cobrowseRole: string }[];
type Conversation = { participants: { purpose: string; cobrowsesessions?: Legs }[] };

async function open(options: Parameters<typeof start>[0] = {}) {
  const { origin, control } = await start({ conversations: 0, cobrowse: 'both', ...options });
  const call = api(origin, await userToken(origin));
  const legs = async (id: string) =>
    (await call<Conversation>('GET', `/api/v2/conversations/${id}`)).json().participants[0]?.cobrowsesessions;
  return { origin, control, call, legs };
}

test('an offer shows in the customer’s part, becomes a session when the customer accepts, and ends', async () => {
  const { origin, control, call, legs } = await open();
  const { id } = await control.addConversation({ agentIds: [AGENT], medium: 'webmessaging' });
  expect(await legs(id)).toBeUndefined();
  const answer = await call<Session>('POST', cobrowse(id));
  expect(answer.status).toBe(200);
  const session = answer.json();
  expect(session.joinCode).toMatch(/^\d{6}$/);
  expect(session.communicationType).toBe('Message');
  expect(Date.parse(session.dateOfferEnds)).toBeGreaterThan(Date.now());
  expect(await legs(id)).toMatchObject([
    { state: 'offering', cobrowseSessionId: session.id, cobrowseRole: 'sharer' },
  ]);
  expect((await call('POST', cobrowse(id))).json().code).toBe('request.conflict');

  const { cookie } = await control.signIn(DANA);
  const viewer = `${origin}/cobrowse-next/viewer.html?conversationId=${id}&lang=en-us`;
  const page = await fetch(viewer, { headers: { Cookie: cookie } });
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  // Looking is not accepting.
  expect(await page.text()).toContain('data-state="offering"');
  await control.acceptPlatformCobrowse(session.id);
  const shared = await fetch(viewer, { headers: { Cookie: cookie } });
  expect(await shared.text()).toContain('data-state="connected"');
  expect(await legs(id)).toMatchObject([{ state: 'connected' }]);
  expect(await control.platformCobrowse()).toMatchObject([
    { id: session.id, state: 'connected', createdBy: DANA, views: [{ userId: DANA }, { userId: DANA }] },
  ]);

  await control.endPlatformCobrowse(session.id);
  expect(await legs(id)).toMatchObject([{ state: 'disconnected' }]);
  expect((await call('POST', cobrowse(id))).status).toBe(200);
  expect(await legs(id)).toMatchObject([{ state: 'disconnected' }, { state: 'offering' }]);
});

test('the viewer makes the session itself where there is none', async () => {
  const { origin, control, legs } = await open();
  const { id } = await control.addConversation();
  const viewer = `${origin}/cobrowse-next/viewer.html?conversationId=${id}`;
  expect((await fetch(viewer)).status).toBe(200);
  expect(await legs(id)).toMatchObject([{ state: 'offering' }]);
  await control.endConversation(id);
  expect(await legs(id)).toMatchObject([{ state: 'disconnected' }]);
  expect((await fetch(viewer)).status).toBe(404);
});

test('whoever looks at the viewer can play the customer who accepts', async () => {
  const { origin, control, call, legs } = await open();
  const { id } = await control.addConversation();
  const session = (await call<Session>('POST', cobrowse(id))).json();
  const accept = (body: string) =>
    fetch(`${origin}/cobrowse-next/accept`, { method: 'POST', body: new URLSearchParams(body) });
  expect(await (await accept(`session=${session.id}`)).text()).toContain('data-state="connected"');
  expect(await legs(id)).toMatchObject([{ state: 'connected' }]);
  expect((await accept(`session=${UNKNOWN_ID}`)).status).toBe(404);
});

test('an offer that nobody takes in time is over, and another can be made', async () => {
  const { control, call, legs } = await open({ offerTtlS: 0 });
  const { id } = await control.addConversation();
  expect((await call('POST', cobrowse(id))).status).toBe(200);
  expect((await control.platformCobrowse()).map(({ state }) => state)).toEqual(['disconnected']);
  expect(await legs(id)).toMatchObject([{ state: 'disconnected' }]);
  expect((await call('POST', cobrowse(id))).status).toBe(200);
});

test('everybody who follows the agent hears of the offer', async () => {
  const { origin, control, call } = await open();
  const topics = [`v2.users.${AGENT}.conversations`, `v2.users.${AGENT}.conversations.cobrowseSessions`];
  const dana = notifications(origin, await userToken(origin));
  const channel = await dana.create();
  await dana.add(channel.id, topics);
  const { id } = await control.addConversation({ agentIds: [AGENT] });
  const connection = await connect(channel);
  await call('POST', cobrowse(id));
  await connection.settled();
  const [general] = connection.on(topics[0] ?? '');
  expect(general?.eventBody.participants?.[0]?.cobrowsesessions).toMatchObject([{ state: 'offering' }]);
  const [special] = connection.on(topics[1] ?? '');
  expect(special?.eventBody.participants).toMatchObject([
    { purpose: 'customer', state: 'offering', cobrowseRole: 'sharer' },
  ]);
});

test('the customer needs no token to look at a session or to stop it', async () => {
  const { origin, control, call, legs } = await open();
  const { id } = await control.addConversation();
  const session = (await call<Session>('POST', cobrowse(id))).json();
  const path = `${origin}/api/v2/webdeployments/deployments/${UNKNOWN_ID}/cobrowse/${session.joinCode}`;
  expect(await (await fetch(path)).json()).toEqual(session);
  expect((await fetch(path, { method: 'DELETE' })).status).toBe(204);
  expect(await legs(id)).toMatchObject([{ state: 'disconnected' }]);
  expect((await fetch(path)).status).toBe(404);
});

test('an agent lists the conversations in which their customer shares a page', async () => {
  const { origin, control, call } = await open();
  const { id } = await control.addConversation({ agentIds: [AGENT] });
  await control.addConversation({ agentIds: [AGENT] });
  await call('POST', cobrowse(id));
  const path = '/api/v2/conversations/cobrowsesessions';
  type Listing = { entities: { id: string; participants: { state: string }[] }[] };
  const agent = api(origin, await userToken(origin, AGENT));
  const listed = (await agent<Listing>('GET', path)).json().entities;
  expect(listed).toMatchObject([{ id, participants: [{ state: 'offering' }] }]);
  expect((await call<Listing>('GET', path)).json().entities).toEqual([]);
  expect((await call('GET', `${path}/${id}`)).status).toBe(200);
  expect((await call('GET', `${path}/${UNKNOWN_ID}`)).status).toBe(404);
});

test('offers need an active conversation, a permission, and an organization with co-browse', async () => {
  const { control, call } = await open();
  const { id } = await control.addConversation();
  expect((await call('POST', cobrowse(UNKNOWN_ID))).status).toBe(404);
  await control.changePermissions(DANA, { remove: ['conversation:cobrowse:add'] });
  expect((await call('POST', cobrowse(id))).status).toBe(200);
  await control.changePermissions(DANA, { remove: ['conversation:cobrowseVoice:add'] });
  expect((await call('POST', cobrowse(id))).json().code).toBe('missing.any.permissions');

  await control.reset({ cobrowse: 'sessions' });
  const again = await control.addConversation();
  const absent = await call('POST', cobrowse(again.id));
  expect(absent.status).toBe(404);
  expect(absent.json().code).toBe('not.found');
});
