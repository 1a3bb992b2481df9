import { afterEach, expect, test, vi } from 'vitest';
import {
  api,
  credentialsToken,
  DANA,
  FEMI,
  SCOPELESS_CLIENT,
  type SessionBody,
  sessionBody,
  start,
  UNKNOWN_ID,
  userToken,
} from './support.ts';

const SESSIONS = '/api/v2/cobrowse/sessions';

afterEach(() => {
  vi.useRealTimers();
});

/** Moves the simulator's clock (it runs in this process) without waiting. */
function letMinutesPass(minutes: number) {
  const later = Date.now() + minutes * 60_000;
  vi.useFakeTimers({ toFake: ['Date'], now: later });
}

async function started(options: Parameters<typeof start>[0] = {}) {
  const { origin, control } = await start(options);
  const call = api(origin, await userToken(origin));
  const body = await sessionBody(control);
  return { origin, control, call, body };
}

test('a client without the scopes is told which one is missing', async () => {
  const { origin, control } = await start();
  const call = api(origin, await userToken(origin, DANA, SCOPELESS_CLIENT));

  const write = await call('POST', SESSIONS, await sessionBody(control));
  expect(write.status).toBe(403);
  expect(write.json()).toMatchObject({
    code: 'app.not.authorized.for.scope',
    message: 'App not authorized to use scope cobrowse:session:write',
    status: 403,
  });
  expect(write.headers.get('inin-correlation-id')).toBe(write.json().contextId);
  const read = await call('GET', `${SESSIONS}?conversationId=${UNKNOWN_ID}`);
  expect(read.json().message).toBe('App not authorized to use scope cobrowse:session:read');
  expect((await call('GET', '/api/v2/users/me')).status).toBe(200);
});

test('a supervisor without the capability cannot start a session', async () => {
  const { origin, control } = await start();
  const answer = await api(origin, await userToken(origin, FEMI))(
    'POST',
    SESSIONS,
    await sessionBody(control, FEMI),
  );
  expect(answer.status).toBe(403);
  expect(answer.json()).toMatchObject({
    code: 'missing.permissions',
    message:
      'Unable to perform the requested action. You are missing the following permission(s): cobrowse:session:add',
    messageParams: { permissions: 'cobrowse:session:add' },
  });
});

test('nobody can put a supervisor without the capability into a session', async () => {
  const { origin, control } = await start();
  const answer = await api(origin, await credentialsToken(origin))(
    'POST',
    SESSIONS,
    await sessionBody(control, FEMI),
  );
  expect(answer.status).toBe(403);
  expect(answer.json()).toMatchObject({ code: 'missing.permissions', entityId: FEMI, entityName: 'User' });
});

test.each<[field: string, change: (body: SessionBody) => unknown]>([
  ['conversationId', (body) => ({ ...body, conversationId: 'abc' })],
  ['participants', (body) => ({ ...body, participants: body.participants.slice(0, 1) })],
  ['participants', (body) => ({ ...body, participants: 'both' })],
  [
    'participants[1].role',
    (body) => ({ ...body, participants: [body.participants[0], { userId: DANA, role: 'customer' }] }),
  ],
  [
    'participants[0].userId',
    (body) => ({ ...body, participants: [{ userId: 'me', role: 'agent' }, body.participants[1]] }),
  ],
  ['settings', ({ settings: _, ...rest }) => rest],
  [
    'settings.allowRemoteControl',
    (body) => ({ ...body, settings: { ...body.settings, allowRemoteControl: 'no' } }),
  ],
  ['settings.timeoutInMinutes', (body) => ({ ...body, settings: { ...body.settings, timeoutInMinutes: 0 } })],
  [
    'settings.timeoutInMinutes',
    (body) => ({ ...body, settings: { ...body.settings, timeoutInMinutes: 481 } }),
  ],
  [
    'settings.timeoutInMinutes',
    (body) => ({ ...body, settings: { ...body.settings, timeoutInMinutes: 1.5 } }),
  ],
])('a body with a wrong %s is refused and the field named', async (field, change) => {
  const { control, call, body } = await started();
  const answer = await call('POST', SESSIONS, change(body));
  expect(answer.status).toBe(400);
  expect(answer.json().details.map(({ fieldName }) => fieldName)).toContain(field);
  expect(await control.sessions()).toEqual([]);
});

test.each([1, 480])('a timeout of %i minutes is accepted', async (timeoutInMinutes) => {
  const { call, body } = await started();
  const answer = await call('POST', SESSIONS, {
    ...body,
    settings: { allowRemoteControl: true, timeoutInMinutes },
  });
  expect(answer.status).toBe(201);
});

test('another media type than JSON is refused', async () => {
  const { origin } = await start();
  const answer = await fetch(origin + SESSIONS, {
    method: 'POST',
    body: '{}',
    headers: { Authorization: `Bearer ${await userToken(origin)}`, 'Content-Type': 'text/plain' },
  });
  expect(answer.status).toBe(415);
});

test('a missing conversation, user, session or participant is named in the 404', async () => {
  const { call, body } = await started();
  const [agent, supervisor] = body.participants;

  const conversation = await call('POST', SESSIONS, { ...body, conversationId: UNKNOWN_ID });
  expect(conversation.status).toBe(404);
  expect(conversation.json()).toMatchObject({
    code: 'not.found',
    entityName: 'Conversation',
    entityId: UNKNOWN_ID,
  });
  const user = await call('POST', SESSIONS, {
    ...body,
    participants: [{ ...agent, userId: UNKNOWN_ID }, supervisor],
  });
  expect(user.json()).toMatchObject({ entityName: 'User', entityId: UNKNOWN_ID });

  const session = (await call<{ id: string }>('POST', SESSIONS, body)).json();
  expect((await call('GET', `${SESSIONS}/${UNKNOWN_ID}`)).status).toBe(404);
  expect((await call('POST', `${SESSIONS}/${UNKNOWN_ID}/participants/${DANA}/tokens`)).status).toBe(404);
  expect((await call('POST', `${SESSIONS}/${session.id}/participants/${FEMI}/tokens`)).status).toBe(404);
  expect((await call('GET', `/api/v2/conversations/${UNKNOWN_ID}`)).json()).toMatchObject({
    code: 'not.found',
    entityName: 'Conversation',
  });
});

test('a session ends with its conversation, and no new one can start there', async () => {
  const { origin, control, call, body } = await started();
  const session = (await call<{ id: string }>('POST', SESSIONS, body)).json();
  const tokens = `${SESSIONS}/${session.id}/participants/${DANA}/tokens`;
  const { token } = (await call<{ token: string }>('POST', tokens)).json();
  await control.endConversation(body.conversationId);

  expect((await call<{ state: string }>('GET', `${SESSIONS}/${session.id}`)).json().state).toBe('ended');
  const conversation = await call<{ state: string; endTime: string }>(
    'GET',
    `/api/v2/conversations/${body.conversationId}`,
  );
  expect(conversation.json().state).toBe('disconnected');
  expect(conversation.json().endTime).toBeTruthy();
  expect((await call('POST', tokens)).status).toBe(404);
  const page = await fetch(`${origin}/cobrowse/join?token=${token}`);
  expect(page.status).toBe(410);
  expect(await page.text()).toContain('session has ended');
  expect((await call('POST', SESSIONS, body)).status).toBe(404);
});

test('a session ends when its time is up, and the conversation is free for another one', async () => {
  const { call, body, control } = await started({ accessTokenTtlS: 7200 });
  expect(
    (await call('POST', SESSIONS, { ...body, settings: { ...body.settings, timeoutInMinutes: 5 } })).status,
  ).toBe(201);
  letMinutesPass(4);
  expect((await call('POST', SESSIONS, body)).status).toBe(409);
  letMinutesPass(1);
  expect((await call('POST', SESSIONS, body)).status).toBe(201);
  expect((await control.sessions()).map(({ state }) => state)).toEqual(['ended', 'pending']);
});

test('a join link expires before its session does', async () => {
  const { origin, call, body } = await started({ joinTokenTtlS: 120 });
  const session = (await call<{ id: string }>('POST', SESSIONS, body)).json();
  const { token } = (
    await call<{ token: string }>('POST', `${SESSIONS}/${session.id}/participants/${DANA}/tokens`)
  ).json();
  const open = async () => (await fetch(`${origin}/cobrowse/join?token=${token}`)).status;

  expect(await open()).toBe(200);
  letMinutesPass(2);
  expect(await open()).toBe(410);
  expect((await call<{ state: string }>('GET', `${SESSIONS}/${session.id}`)).json().state).toBe('active');
  expect((await fetch(`${origin}/cobrowse/join?token=nobody-gave-this`)).status).toBe(404);
});

test('the join page says who joins, in which role, and whether control is allowed', async () => {
  const { origin, call, body } = await started();
  const session = (await call<{ id: string }>('POST', SESSIONS, body)).json();
  const { token } = (
    await call<{ token: string }>('POST', `${SESSIONS}/${session.id}/participants/${DANA}/tokens`)
  ).json();
  const page = await fetch(`${origin}/cobrowse/join?token=${token}`);
  const text = await page.text();
  for (const expected of ['Dana Whitfield', 'Supervisor', 'View only', body.conversationId]) {
    expect(text).toContain(expected);
  }
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
});

test('a service that cannot end sessions answers 405 and leaves them alone', async () => {
  const { call, body } = await started({ sessionEnd: false });
  const session = (await call<{ id: string }>('POST', SESSIONS, body)).json();
  expect((await call('DELETE', `${SESSIONS}/${session.id}`)).status).toBe(405);
  expect((await call<{ state: string }>('GET', `${SESSIONS}/${session.id}`)).json().state).toBe('pending');
});

test.each(['GET', 'POST'])(
  'an organization without the Cobrowse Sessions API answers %s with 404',
  async (method) => {
    const { call } = await started({ cobrowse: 'platform' });
    const answer = await call(method, SESSIONS);
    expect(answer.status).toBe(404);
    expect(answer.json().code).toBe('not.found');
  },
);

test('calls without a token, with a revoked one and with an expired one are told apart from each other', async () => {
  const { origin, control, call } = await started({ accessTokenTtlS: 120 });
  const missing = (await (await fetch(`${origin}/api/v2/users/me`)).json()) as { code: string };
  expect(missing.code).toBe('authentication.required');
  await control.revokeTokens();
  expect((await call('GET', '/api/v2/users/me')).json().code).toBe('bad.credentials');

  const fresh = api(origin, await userToken(origin));
  expect((await fresh('GET', '/api/v2/users/me')).status).toBe(200);
  letMinutesPass(3);
  expect((await fresh('GET', '/api/v2/users/me')).json().code).toBe('bad.credentials');
});

test('client credentials have no user', async () => {
  const { origin } = await start();
  const answer = await api(origin, await credentialsToken(origin))('GET', '/api/v2/users/me');
  expect(answer.status).toBe(400);
  expect(answer.json().code).toBe('not.a.user');
});
