import { expect, test } from 'vitest';
import { api, credentialsToken, DANA, FEMI, start, UNKNOWN_ID, userToken } from './support.ts';

const AGENT = 'bbbbbbbb-0000-4000-8000-000000000001';
const to = (userId: string) => `/api/v2/chats/users/${userId}/messages`;
type History = { entities: { id: string; body: string; user: { id: string }; toUser: { id: string } }[] };

test('a message reaches the agent, and both see it in their history', async () => {
  const { origin, control } = await start();
  const dana = api(origin, await userToken(origin));
  const sent = await dana<{ id: string }>('POST', to(AGENT), { message: 'Please open the join page' });
  expect(sent.status).toBe(200);
  expect(await control.chats()).toMatchObject([
    { id: sent.json().id, fromUserId: DANA, toUserId: AGENT, message: 'Please open the join page' },
  ]);

  const agent = api(origin, await userToken(origin, AGENT));
  await agent('POST', to(DANA), { message: 'Done' });
  const history = (await dana<History>('GET', to(AGENT))).json().entities;
  expect(history.map(({ body, user, toUser }) => [body, user.id, toUser.id])).toEqual([
    ['Please open the join page', DANA, AGENT],
    ['Done', AGENT, DANA],
  ]);
  expect((await agent<History>('GET', to(DANA))).json().entities).toEqual(history);
  expect((await agent<History>('GET', to(FEMI))).json().entities).toEqual([]);
  expect((await dana<History>('GET', `${to(AGENT)}?limit=1`)).json().entities).toHaveLength(1);
  await control.reset();
  expect(await control.chats()).toEqual([]);
});

test('messages that say nothing or too much, to nobody or from nobody, are refused', async () => {
  const { origin, control } = await start();
  const dana = api(origin, await userToken(origin));
  const status = async (body: unknown, userId = AGENT) => (await dana('POST', to(userId), body)).status;
  expect(await status({})).toBe(400);
  expect(await status({ message: '' })).toBe(400);
  expect(await status({ message: 'x'.repeat(10_001) })).toBe(400);
  expect(await status({ message: 'x'.repeat(10_000) })).toBe(200);
  expect(await status({ message: 'Hello' }, UNKNOWN_ID)).toBe(404);
  const nobody = await api(origin, await credentialsToken(origin))('POST', to(AGENT), { message: 'Hello' });
  expect(nobody.json().code).toBe('not.a.user');
  await control.changePermissions(DANA, { remove: ['chat:chat:access'] });
  expect(await status({ message: 'Hello' })).toBe(200);
  await control.changePermissions(DANA, { remove: ['chat:1on1Message:add'] });
  expect(await status({ message: 'Hello' })).toBe(403);
});
