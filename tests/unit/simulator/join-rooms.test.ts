import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { api, sessionBody, start, userToken } from './support.ts';

/** A session with a way to connect as each side. */
async function startSession(allowRemoteControl = true) {
  const { origin, control } = await start({ conversations: 0 });
  const call = api(origin, await userToken(origin));
  const body = await sessionBody(control);
  body.settings.allowRemoteControl = allowRemoteControl;
  const { id } = (await call<{ id: string }>('POST', '/api/v2/cobrowse/sessions', body)).json();
  const tokenOf = async (role: string) => {
    const userId = body.participants.find((one) => one.role === role)?.userId;
    const path = `/api/v2/cobrowse/sessions/${id}/participants/${userId}/tokens`;
    return (await call<{ token: string }>('POST', path)).json().token;
  };
  return {
    origin,
    control,
    tokenOf,
    end: () => call('DELETE', `/api/v2/cobrowse/sessions/${id}`),
    join: async (role: string) => connect(origin, await tokenOf(role)),
  };
}

async function connect(origin: string, token: string) {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/cobrowse/join/socket?token=${token}`);
  const messages: Record<string, unknown>[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  await new Promise((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  onTestFinished(() => socket.terminate());
  const got = async (type: string) => {
    await expect.poll(() => messages.some((one) => one.type === type)).toBe(true);
    return messages.splice(
      messages.findIndex((one) => one.type === type),
      1,
    )[0];
  };
  return { messages, got, say: (message: unknown) => socket.send(JSON.stringify(message)), socket };
}

test('the agent hears of each viewer, and offers, answers and pointers reach whom they are for', async () => {
  const session = await startSession();
  const early = await session.join('supervisor');
  const agent = await session.join('agent');
  const first = (await agent.got('viewer'))?.viewer;
  const late = await session.join('supervisor');
  const second = (await agent.got('viewer'))?.viewer;
  expect(second).not.toBe(first);

  agent.say({ type: 'offer', viewer: second, sdp: 'v=0' });
  expect(await late.got('offer')).toEqual({ type: 'offer', sdp: 'v=0' });
  agent.say({ type: 'sharing', active: true });
  for (const viewer of [early, late]) await viewer.got('sharing');
  expect(early.messages).toEqual([]);

  late.say({ type: 'answer', sdp: 'v=1' });
  expect(await agent.got('answer')).toMatchObject({ viewer: second, sdp: 'v=1' });
  late.say({ type: 'pointer', kind: 'move', x: 0.5, y: 0.5 });
  expect(await agent.got('pointer')).toMatchObject({ viewer: second, name: 'Dana Whitfield', x: 0.5 });
  late.socket.close();
  expect(await agent.got('gone')).toEqual({ type: 'gone', viewer: second });
  agent.socket.close();
  expect(await early.got('sharing')).toEqual({ type: 'sharing', active: false });
});

test('where the session is view only, pointers are dropped, and so is what a side may not say', async () => {
  const session = await startSession(false);
  const agent = await session.join('agent');
  const viewer = await session.join('supervisor');
  viewer.say({ type: 'pointer', kind: 'press', x: 0, y: 0 });
  viewer.say({ type: 'sharing', active: true });
  viewer.say('hello');
  viewer.socket.send('{');
  viewer.say({ type: 'answer', sdp: 'the last' });
  await agent.got('answer');
  expect(agent.messages.map(({ type }) => type)).toEqual(['viewer']);
});

test('the agent’s page that was opened last is the one that shares', async () => {
  const session = await startSession();
  const before = await session.join('agent');
  const after = await session.join('agent');
  await before.got('replaced');
  const viewer = await session.join('supervisor');
  await after.got('viewer');
  before.say({ type: 'sharing', active: true });
  before.socket.close();
  after.say({ type: 'offer', sdp: 'v=0' });
  await viewer.got('offer');
  expect(viewer.messages).toEqual([]);
});

test('only a token of a session that goes on connects, though its link may have expired', async () => {
  const { origin } = await startSession();
  await expect(connect(origin, 'unknown')).rejects.toThrow('404');
  const session = await startSession();
  const token = await session.tokenOf('agent');
  await connect(session.origin, token);
  await session.end();
  await expect(connect(session.origin, token)).rejects.toThrow('404');
});

test('whoever has a link of the session may open the agent’s page', async () => {
  const session = await startSession();
  const path = `${session.origin}/cobrowse/join/as-agent?token=`;
  const post = (token: string) => fetch(path + token, { method: 'POST', redirect: 'manual' });
  const answer = await post(await session.tokenOf('supervisor'));
  expect(answer.status).toBe(303);
  const page = await fetch(new URL(answer.headers.get('location') ?? '', session.origin));
  expect(await page.text()).toContain('data-role="agent"');
  expect((await post('unknown')).status).toBe(404);
});
