import { request } from 'node:http';
import { expect, test } from 'vitest';
import { api, credentialsToken, DANA, FEMI, start, userToken } from './support.ts';

type Participant = {
  role: string;
  purpose: string;
  name?: string;
  userId?: string;
  endTime?: string;
  calls?: { state: string; held: boolean }[];
  messages?: { state: string }[];
};
type Conversation = { id: string; participants: Participant[] };

async function conversationsOf(seed: number): Promise<Conversation[]> {
  const { origin } = await start({ seed });
  const call = api(origin, await credentialsToken(origin));
  return (await call<{ entities: Conversation[] }>('GET', '/api/v2/conversations?state=active')).json()
    .entities;
}

/** Without the times, which follow the clock. */
function timeless(conversations: Conversation[]): string {
  return JSON.stringify(conversations, (name, value) => (/Time$/.test(name) ? undefined : value));
}

test('the same seed gives the same organization, another seed another one', async () => {
  const first = timeless(await conversationsOf(7));
  expect(timeless(await conversationsOf(7))).toBe(first);
  expect(timeless(await conversationsOf(8))).not.toBe(first);
});

test('the default organization holds the awkward conversations that clients must cope with', async () => {
  const conversations = await conversationsOf(1);
  expect(conversations).toHaveLength(25);
  const agents = ({ participants }: Conversation) => participants.filter(({ role }) => role === 'agent');
  const sameAgentTwice = conversations.filter((conversation) => {
    const ended = agents(conversation).filter(({ endTime }) => endTime !== undefined);
    return agents(conversation).some(
      ({ userId, endTime }) => endTime === undefined && ended.some((other) => other.userId === userId),
    );
  });
  expect(sameAgentTwice.length).toBeGreaterThanOrEqual(2);
  expect(conversations.filter((conversation) => agents(conversation).length === 0)).toHaveLength(1);
  const everybody = conversations.flatMap(({ participants }) => participants);
  expect(everybody.some(({ purpose }) => purpose === 'virtualassistant')).toBe(true);
  expect(everybody.some(({ messages }) => messages?.some(({ state }) => state === 'hyperconnected'))).toBe(
    true,
  );
  expect(everybody.some(({ calls }) => calls?.some(({ held }) => held))).toBe(true);
  expect(everybody.some(({ role, name }) => role === 'customer' && (name?.length ?? 0) > 150)).toBe(true);
});

test('users have the permissions that their capability stands for', async () => {
  const { origin } = await start();
  type Me = { id: string; name: string; authorization: { permissions: string[] } };
  const me = async (user: string) =>
    (
      await api(origin, await userToken(origin, user))<Me>('GET', '/api/v2/users/me?expand=authorization')
    ).json();

  expect(await me(DANA)).toMatchObject({ id: DANA, name: 'Dana Whitfield' });
  expect((await me(DANA)).authorization.permissions).toContain('cobrowse:session:add');
  expect((await me(FEMI)).authorization.permissions).not.toContain('cobrowse:session:add');

  const call = api(origin, await userToken(origin));
  const some = await call<{ entities: { id: string }[] }>('GET', `/api/v2/users?id=${FEMI}&id=${DANA}`);
  expect(some.json().entities.map(({ id }) => id)).toEqual([DANA, FEMI]);
  const tooMany = await call(
    'GET',
    `/api/v2/users?${Array.from({ length: 101 }, () => `id=${DANA}`).join('&')}`,
  );
  expect(tooMany.json().code).toBe('max.user.ids');
  type Subject = {
    grants: { role: { policies: { domain: string; entityName: string; actions: string[] }[] } }[];
  };
  const subject = await call<Subject>('GET', '/api/v2/authorization/subjects/me');
  expect(subject.json().grants[0]?.role.policies).toContainEqual({
    domain: 'cobrowse',
    entityName: 'session',
    actions: ['add', 'view', 'edit', 'delete'],
  });
});

test('further supervisors may do what the first one may, and change nothing else', async () => {
  const peopleOf = async (supervisors: number) => {
    const { origin } = await start({ supervisors });
    const call = api(origin, await userToken(origin, DANA.replace(/1$/, String(supervisors))));
    type Me = { name: string; authorization: { permissions: string[] } };
    const me = (await call<Me>('GET', '/api/v2/users/me?expand=authorization')).json();
    const agent = await call<{ name: string }>('GET', '/api/v2/users/bbbbbbbb-0000-4000-8000-000000000001');
    return { name: me.name, permissions: me.authorization.permissions, agent: agent.json() };
  };
  const [few, many] = await Promise.all([peopleOf(2), peopleOf(5)]);
  expect(many.name).toBe('Supervisor 0005');
  expect(many.permissions).toContain('cobrowse:session:add');
  expect(few.permissions).not.toContain('cobrowse:session:add');
  expect(many.agent.name).toBe(few.agent.name);
});

test('a reset gives the organization of the start back, with other numbers when asked', async () => {
  const { origin, control } = await start({ conversations: 5 });
  const call = api(origin, await credentialsToken(origin));
  const total = async () => (await call<{ total: number }>('GET', '/api/v2/conversations')).json().total;

  await control.addConversation({ customerName: 'Somebody New', agentIds: [] });
  await control.addFault({ path: '/users', status: 500 });
  expect(await total()).toBe(6);
  await control.reset({ conversations: 3, cobrowse: 'platform' });
  expect(await control.requests()).toEqual([]);
  expect(await total()).toBe(3);
  expect((await call('GET', '/api/v2/users')).status).toBe(200);
  expect((await call('GET', '/api/v2/cobrowse/sessions')).status).toBe(404);
  await control.reset();
  expect(await total()).toBe(5);
  expect((await call('GET', '/api/v2/cobrowse/sessions')).status).toBe(200);
});

test('the control switches answer only to names of this machine', async () => {
  const { origin } = await start();
  const status = await new Promise((resolve, reject) => {
    request(`${origin}/__simulator/sessions`, { headers: { Host: 'rebound.example' } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(403);
});
