import { expect, test } from 'vitest';
import {
  api,
  CREDENTIALS_CLIENT,
  credentialsToken,
  DANA,
  start,
  tokenRequest,
  userToken,
} from './support.ts';

type Conversation = {
  id: string;
  state: string;
  startTime: string;
  participants: { role: string; purpose: string; userId?: string; endTime?: string }[];
};
type Session = {
  id: string;
  conversationId: string;
  state: string;
  participants: { userId: string; role: string; name: string }[];
  createdDate: string;
  expiresDate: string;
};

test('a server-side client lists, starts, finds and joins a session as the tutorials describe', async () => {
  const { origin, control } = await start();

  const tokenAnswer = await tokenRequest(
    origin,
    { grant_type: 'client_credentials' },
    { Authorization: `Basic ${btoa(`${CREDENTIALS_CLIENT}:simulator-secret`)}` },
  );
  expect(tokenAnswer.status).toBe(200);
  const token = (await tokenAnswer.json()) as {
    access_token: string;
    token_type: string;
    expires_in: number;
  };
  expect(token).toMatchObject({ token_type: 'bearer', expires_in: 3600 });
  const call = api(origin, token.access_token);

  const list = await call<{ entities: Conversation[]; total: number; pageSize: number }>(
    'GET',
    '/api/v2/conversations?state=active&limit=20&somethingElse=1',
  );
  expect(list.status).toBe(200);
  const { entities, total, pageSize } = list.json();
  expect(entities).toHaveLength(20);
  expect(total).toBe(25);
  expect(pageSize).toBe(20);
  expect(entities.every(({ state }) => state === 'active')).toBe(true);

  const conversation = entities.find(({ participants }) => participants.some(({ role }) => role === 'agent'));
  const agent = conversation?.participants.find(({ role, endTime }) => role === 'agent' && !endTime);
  expect(agent?.userId).toMatch(/^bbbbbbbb-0000-4000-8000-0000000000\d\d$/);

  const body = {
    conversationId: conversation?.id,
    participants: [
      { userId: agent?.userId, role: 'agent' },
      { userId: DANA, role: 'supervisor' },
    ],
    settings: { allowRemoteControl: false, timeoutInMinutes: 60 },
  };
  const created = await call<Session>('POST', '/api/v2/cobrowse/sessions', body);
  expect(created.status).toBe(201);
  const session = created.json();
  expect(session).toMatchObject({ ...body, state: 'pending' });
  expect(session.participants.map(({ name }) => name)).toContain('Dana Whitfield');
  expect(Date.parse(session.expiresDate) - Date.parse(session.createdDate)).toBe(60 * 60_000);

  const again = await call('POST', '/api/v2/cobrowse/sessions', body);
  expect(again.status).toBe(409);
  expect(again.json().code).toBe('request.conflict');

  const found = await call<{ entities: Session[] }>(
    'GET',
    `/api/v2/cobrowse/sessions?conversationId=${conversation?.id}`,
  );
  expect(found.json().entities.map(({ id }) => id)).toEqual([session.id]);

  for (const { userId } of session.participants) {
    const answer = await call<{ token: string; expiresAt: string }>(
      'POST',
      `/api/v2/cobrowse/sessions/${session.id}/participants/${userId}/tokens`,
    );
    expect(answer.status).toBe(200);
    const join = answer.json();
    expect(Buffer.from(join.token, 'base64url').length).toBeGreaterThanOrEqual(32);
    expect(Date.parse(join.expiresAt)).toBeGreaterThan(Date.now());
    const joinUrl = `${origin}/cobrowse/join?token=${join.token}`;
    expect((await fetch(joinUrl, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(joinUrl)).status).toBe(200);
  }

  const one = await call<Session>('GET', `/api/v2/cobrowse/sessions/${session.id}`);
  expect(one.json().state).toBe('active');

  const [report] = await control.sessions();
  // The HEAD requests above have not let anybody in: one join each.
  expect(report?.joins.map(({ userId }) => userId)).toEqual(session.participants.map(({ userId }) => userId));

  expect((await call('DELETE', `/api/v2/cobrowse/sessions/${session.id}`)).status).toBe(204);
  const none = await call<{ entities: Session[] }>(
    'GET',
    `/api/v2/cobrowse/sessions?conversationId=${conversation?.id}`,
  );
  expect(none.json().entities).toEqual([]);
});

test('a signed-in user sees only own conversations when the organization works as the platform does', async () => {
  const { origin } = await start({ conversationsVisible: 'own' });
  const total = async (token: string) =>
    (await api(origin, token)<{ total: number }>('GET', '/api/v2/conversations?state=active')).json().total;

  expect(await total(await userToken(origin))).toBe(0);
  expect(await total(await credentialsToken(origin))).toBe(25);
});
