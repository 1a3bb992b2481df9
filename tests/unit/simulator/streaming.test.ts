import { createSocket } from 'node:dgram';
import type { Element } from 'ltx';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { bindingAnswer } from '../../simulator/screen-monitoring/stun-responder.ts';
import { openStream, streamingChannel } from './stream-client.ts';
import { api, DANA, FEMI, start, userToken } from './support.ts';

const AGENT = 'bbbbbbbb-0000-4000-8000-000000000001';
const DOMAIN = 'harbourline.orgspan.com';
const JID = `${DANA}@${DOMAIN}`;
const SESSIONS = `/api/v2/users/${AGENT}/screenmonitors/sessions`;

async function startStream() {
  const { origin, control } = await start({ cobrowse: 'screen', conversations: 0 });
  const token = await userToken(origin);
  const channel = await streamingChannel(origin, token);
  return { origin, control, token, channel, stream: await openStream(origin, channel.id) };
}

async function connected() {
  const world = await startStream();
  return { ...world, jid: await world.stream.connect(world.token) };
}

/** Starts watching the agent; resolves with the id of the session. */
async function watch(origin: string, token: string): Promise<string> {
  const answer = await api(origin, token)<{ screenMonitoringId: string }>('POST', SESSIONS);
  expect(answer.status, answer.text).toBe(200);
  return answer.json().screenMonitoringId;
}

/** The agent's computer, without a screen: it only signals. */
async function computerOf(origin: string) {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/agent-desktop/${AGENT}/socket`);
  const messages: Record<string, unknown>[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  await new Promise((resolve) => socket.on('open', resolve));
  const got = async (type: string) => {
    await expect.poll(() => messages.some((one) => one.type === type)).toBe(true);
    const index = messages.findIndex((one) => one.type === type);
    return messages.splice(index, 1)[0];
  };
  return { socket, got, say: (message: object) => socket.send(JSON.stringify(message)) };
}

const rpcOf = (stanza: Element) => JSON.parse(stanza.getChildText('genesys-webrtc') ?? '{}');
const isRpc = (method: string) => (stanza: Element) => rpcOf(stanza).method === method;
const rpc = (method: string, params: object) =>
  `<genesys-webrtc xmlns="genesys">${JSON.stringify({ jsonrpc: '2.0', id: 'x', method, params })}</genesys-webrtc>`;
const jingle = (verb: string) => (stanza: Element) => stanza.getChild(verb) !== undefined;

test('the sign-in offers PLAIN, then binding, and binds the resource that the client wants', async () => {
  const { stream, token } = await startStream();
  expect(stream.protocol).toBe('xmpp');
  const before = await stream.open();
  expect(before.getName()).toBe('features');
  expect(before.getChild('mechanisms')?.getChildText('mechanism')).toBe('PLAIN');
  expect((await stream.signIn(`authKey:${token}`)).is('success')).toBe(true);
  const after = await stream.open();
  expect(after.getChild('bind')?.attrs.xmlns).toBe('urn:ietf:params:xml:ns:xmpp-bind');
  const answer = await stream.ask(
    'a',
    'type="set"',
    '<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>desk</resource></bind>',
  );
  expect(answer.attrs).toMatchObject({ type: 'result', to: `${JID}/desk` });
  // With a sender, the official client would not take it for the answer.
  expect(answer.attrs).not.toHaveProperty('from');
  expect(answer.getChild('bind')?.getChildText('jid')).toBe(`${JID}/desk`);
});

test('only a live token of the channel’s own user signs in', async () => {
  const { origin, stream, token } = await startStream();
  const femi = await userToken(origin, FEMI);
  await stream.open();
  for (const [password, jid, mechanism] of [
    ['authKey:unknown', JID, 'PLAIN'],
    [token, JID, 'PLAIN'],
    [`authKey:${femi}`, JID, 'PLAIN'],
    [`authKey:${femi}`, `${FEMI}@${DOMAIN}`, 'PLAIN'],
    [`authKey:${token}`, `${FEMI}@${DOMAIN}`, 'PLAIN'],
    [`authKey:${token}`, JID, 'ANONYMOUS'],
  ] as const) {
    const outcome = await stream.signIn(password, jid, mechanism);
    expect(outcome.getChild('not-authorized'), password).toBeDefined();
  }
  expect((await stream.signIn(`authKey:${token}`)).is('success')).toBe(true);
});

test('an expired token is not authorized, and neither is a revoked one', async () => {
  const { origin, control } = await start({ cobrowse: 'screen', accessTokenTtlS: 1, conversations: 0 });
  const token = await userToken(origin);
  const channel = await streamingChannel(origin, token);
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  const stream = await openStream(origin, channel.id);
  await stream.open();
  expect((await stream.signIn(`authKey:${token}`)).is('failure')).toBe(true);

  const second = await userToken(origin);
  const other = await streamingChannel(origin, second);
  const connection = await openStream(origin, other.id);
  await connection.connect(second);
  await control.revokeTokens();
  await connection.closed;
  const again = await openStream(origin, other.id);
  await again.open();
  expect((await again.signIn(`authKey:${second}`)).is('failure')).toBe(true);
});

test('nothing is done for whoever has not signed in, and nothing with what is no stanza', async () => {
  const { origin, control, channel, stream } = await startStream();
  stream.send('<iq xmlns="jabber:client" id="a" type="get"><ping xmlns="urn:xmpp:ping"/></iq>');
  expect((await stream.named('error')).getChild('not-authorized')).toBeDefined();
  await stream.closed;
  const other = await openStream(origin, channel.id);
  other.send('<iq');
  expect((await other.named('error')).getChild('not-well-formed')).toBeDefined();
  await other.closed;
  expect((await control.screenMonitoring()).connectedUserIds).toEqual([]);
});

test('channels for streaming and for notifications have addresses of their own', async () => {
  const { origin, token, channel } = await startStream();
  expect(channel.connectUri).toContain(`/stream/channels/${channel.id}`);
  const plain = (await api(origin, token)<{ id: string }>('POST', '/api/v2/notifications/channels')).json();
  await expect(openStream(origin, plain.id)).rejects.toThrow('404');
  const wrong = new WebSocket(`${origin.replace('http', 'ws')}/channels/${channel.id}`);
  await expect(new Promise((_, reject) => wrong.on('error', reject))).rejects.toThrow('404');
});

test('services, pings and topics are answered from whom they were asked, anything else is refused', async () => {
  const { control, stream, jid } = await connected();
  const services = await stream.ask(
    'stun',
    `type="get" to="${DOMAIN}"`,
    '<services xmlns="urn:xmpp:extdisco:1" type="stun"/>',
  );
  expect(services.attrs).toMatchObject({ type: 'result', from: DOMAIN, to: jid });
  const [service] = services.getChild('services')?.getChildElements() ?? [];
  expect(service?.attrs).toMatchObject({ type: 'stun', host: '127.0.0.1' });
  expect(await mappedPort(Number(service?.attrs.port))).toEqual({ same: true });
  const turn = await stream.ask('turn', 'type="get"', '<services xmlns="urn:xmpp:extdisco:1" type="turn"/>');
  expect(turn.getChild('services')?.getChildElements()).toEqual([]);

  const subscribe = (node: string) =>
    `<pubsub xmlns="http://jabber.org/protocol/pubsub"><subscribe node="${node}" jid="${JID}"/></pubsub>`;
  const pings = await stream.ask(
    'pings',
    'type="set" to="notifications.x"',
    subscribe('enable.server.side.pings'),
  );
  expect(pings.attrs.from).toBe('notifications.x');
  expect(pings.getChild('pubsub')?.getChild('subscription')?.attrs).toMatchObject({
    subscription: 'subscribed',
  });
  const ping = await stream.next((stanza) => stanza.getChild('ping') !== undefined);
  expect(ping.attrs).toMatchObject({ type: 'get', to: jid });

  const topic = `v2.users.${AGENT}.conversations`;
  expect((await stream.ask('t', 'type="set"', subscribe(topic))).attrs.type).toBe('result');
  expect((await stream.ask('u', 'type="set"', subscribe('v2.unknown'))).attrs.type).toBe('error');
  const { id } = await control.addConversation({ agentIds: [AGENT] });
  const event = await stream.next((stanza) => stanza.getChild('event') !== undefined);
  const items = event.getChild('event')?.getChild('items');
  expect(items?.attrs.node).toBe(topic);
  const payload = JSON.parse(items?.getChild('item')?.getChildText('json') ?? '{}');
  expect(payload).toMatchObject({ topicName: topic, eventBody: { id } });

  const unknown = await stream.ask('v', 'type="get"', '<query xmlns="jabber:iq:roster"/>');
  expect(unknown.getChild('error')?.getChild('service-unavailable')).toBeDefined();
  expect((await stream.ask('w', 'type="get"', '<ping xmlns="urn:xmpp:ping"/>')).attrs.type).toBe('result');
  stream.send('<close xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>');
  expect(await stream.named('close')).toBeDefined();
  await stream.closed;
});

/** Asks a STUN server which port we ask from. */
async function mappedPort(port: number): Promise<{ same: boolean }> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const request = Buffer.alloc(20);
  request.writeUInt16BE(1, 0);
  request.writeUInt32BE(0x2112a442, 4);
  request.write('twelve-bytes', 8);
  const answer = await new Promise<Buffer>((resolve) => {
    socket.once('message', resolve);
    socket.send(request, port, '127.0.0.1');
  });
  const own = socket.address().port;
  socket.close();
  expect(answer.subarray(8, 20).toString()).toBe('twelve-bytes');
  return { same: (answer.readUInt16BE(26) ^ 0x2112) === own };
}

test('what is no binding request gets no answer from the STUN responder', () => {
  expect(bindingAnswer(Buffer.from('hello'), '127.0.0.1', 1)).toBeUndefined();
  expect(bindingAnswer(Buffer.alloc(20), '127.0.0.1', 1)).toBeUndefined();
});

test('a session goes from propose to the media’s end, each message to whom it concerns', async () => {
  const { origin, control, token, stream, jid } = await connected();
  const computer = await computerOf(origin);
  expect(await computer.got('screens')).toEqual({ type: 'screens', count: 2 });
  const id = await watch(origin, token);
  const message = await stream.next(jingle('propose'));
  const room = `livemonitor-${id}@conference.${DOMAIN}`;
  expect(message.attrs).toMatchObject({ from: room, to: jid });
  const propose = message.getChild('propose')?.attrs ?? {};
  expect(propose).toMatchObject({
    xmlns: 'urn:xmpp:jingle-message:0',
    'inin-user-id': AGENT,
    'inin-ofrom': room,
    'inin-autoanswer': 'false',
    'inin-sdp-over-xmpp': 'true',
  });
  const sessionId = String(propose.id);
  const proceed = `<proceed xmlns="urn:xmpp:jingle-message:0" id="${sessionId}"/>`;
  stream.send(`<message xmlns="jabber:client" to="${room}">${proceed}</message>`);
  expect(await computer.got('start')).toEqual({ type: 'start', sessionId: id });

  computer.say({ type: 'offer', sessionId: id, sdp: 'v=0 offer' });
  const offer = await stream.next(isRpc('offer'));
  expect(offer.attrs).toMatchObject({ type: 'set', from: room, to: jid });
  expect(rpcOf(offer)).toMatchObject({
    jsonrpc: '2.0',
    params: { sessionId, conversationId: propose['inin-cid'], sdp: 'v=0 offer', reinvite: false },
  });
  computer.say({
    type: 'candidate',
    sessionId: id,
    mid: '0',
    candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host',
  });
  expect(rpcOf(await stream.next(isRpc('iceCandidate'))).params.sdp).toBe(
    'm=0 9 RTP/AVP 0\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n',
  );

  const say = (method: string, params: object) =>
    stream.ask(method, `type="set" to="${room}"`, rpc(method, { sessionId, ...params }));
  expect((await say('answer', { sdp: 'v=0 answer' })).attrs).toMatchObject({ type: 'result', from: room });
  expect(await computer.got('answer')).toEqual({ type: 'answer', sessionId: id, sdp: 'v=0 answer' });
  await say('iceCandidate', { sdp: 'm=0 9 RTP/AVP 0\r\na=end-of-candidates\r\n' });
  await say('iceCandidate', { sdp: 'm=0 9 RTP/AVP 0\r\na=candidate:2 1 udp 1 192.0.2.2 9 typ host\r\n' });
  expect(await computer.got('candidate')).toMatchObject({
    mid: '0',
    candidate: 'candidate:2 1 udp 1 192.0.2.2 9 typ host',
  });
  await say('info', { status: 'active' });
  expect((await control.screenMonitoring()).live).toMatchObject([{ id, media: 'connected' }]);

  await api(origin, token)('DELETE', `${SESSIONS}/${id}`);
  expect(rpcOf(await stream.next(isRpc('terminate'))).params).toEqual({ sessionId, reason: 'success' });
  expect(await computer.got('stop')).toEqual({ type: 'stop', sessionId: id });
});

test('the viewer’s end of the media ends the session, and is not sent back', async () => {
  const { origin, control, token, stream } = await connected();
  const computer = await computerOf(origin);
  const id = await watch(origin, token);
  const sessionId = String((await stream.next(jingle('propose'))).getChild('propose')?.attrs.id);
  const room = `livemonitor-${id}@conference.${DOMAIN}`;
  stream.send(
    `<message to="${room}" xmlns="jabber:client"><proceed xmlns="urn:xmpp:jingle-message:0" id="${sessionId}"/></message>`,
  );
  await computer.got('start');
  computer.say({ type: 'offer', sessionId: id, sdp: 'v=0' });
  await stream.next(isRpc('offer'));
  await stream.ask('end', `type="set" to="${room}"`, rpc('terminate', { sessionId, reason: 'success' }));
  await computer.got('stop');
  expect((await control.screenMonitoring()).sessions).toMatchObject([{ endReason: 'viewer' }]);
  await stream.ask('ping', 'type="get"', '<ping xmlns="urn:xmpp:ping"/>');
  expect(stream.stanzas.filter(isRpc('terminate'))).toEqual([]);
});

test('a session that ends before its offer is retracted', async () => {
  const { origin, control, token, stream } = await connected();
  const id = await watch(origin, token);
  await stream.next(jingle('propose'));
  await control.endScreenMonitoring(id);
  expect(await stream.next(jingle('retract'))).toBeDefined();
});

test('the propose comes before or after the answer to the start, or not at all, as a test wants', async () => {
  const { origin, control, token, stream } = await connected();
  const proposes = () => stream.stanzas.filter(jingle('propose')).length;
  await control.setScreenHabits({ propose: 'before-answer' });
  const first = await watch(origin, token);
  expect(proposes()).toBe(1);
  await control.endScreenMonitoring(first);
  await control.setScreenHabits({ propose: 'after-answer' });
  const second = await watch(origin, token);
  expect(proposes()).toBe(1);
  await expect.poll(proposes).toBe(2);
  await control.endScreenMonitoring(second);
  await control.setScreenHabits({ propose: 'never' });
  await watch(origin, token);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(proposes()).toBe(2);
});

test('connections are cut, and so many new ones are refused', async () => {
  const { origin, control, token, channel, stream } = await connected();
  expect(await control.cutStreams(2)).toEqual({ cut: 1 });
  await stream.closed;
  for (const _ of [1, 2]) await expect(openStream(origin, channel.id)).rejects.toThrow('503');
  const again = await openStream(origin, channel.id);
  await again.connect(token);
  expect((await control.screenMonitoring()).connectedUserIds).toEqual([DANA]);
});

test('what the watcher is shows in the events of supervisor and agent', async () => {
  const { origin, control, token, stream } = await connected();
  const node = `v2.users.${AGENT}.conversations`;
  const pubsub = `<pubsub xmlns="http://jabber.org/protocol/pubsub"><subscribe node="${node}" jid="${JID}"/></pubsub>`;
  const { id, participants } = await control.addConversation({ agentIds: [AGENT] });
  const agent = participants.find(({ userId }) => userId === AGENT)?.id;
  await stream.ask('t', 'type="set"', pubsub);
  const path = `/api/v2/conversations/${id}/participants/${agent}/screenmonitors/sessions`;
  const started = await api(origin, token)<{ screenMonitoringId: string }>('POST', path);
  const event = await stream.next((stanza) => stanza.getChild('event') !== undefined);
  const json = event.getChild('event')?.getChild('items')?.getChild('item')?.getChildText('json') ?? '{}';
  expect(JSON.parse(json).eventBody.participants.at(-1)).toMatchObject({
    userId: DANA,
    screenMonitoredParticipantId: agent,
    screenMonitorings: [
      {
        state: 'connected',
        targetUserId: AGENT,
        screenMonitoringId: started.json().screenMonitoringId,
        monitoringType: 'ConversationLevel',
        count: 1,
      },
    ],
  });
  expect(json).not.toContain('targetUser"');
});

test('the controls refuse what makes no sense', async () => {
  const { control } = await start({ cobrowse: 'screen', conversations: 0 });
  await expect(control.setAgentScreens(AGENT, 5)).rejects.toThrow('count');
  await expect(control.setAgentScreens(DOMAIN, 1)).rejects.toThrow('404');
  await expect(control.setScreenHabits({ propose: 'soon' as 'never' })).rejects.toThrow('propose');
  await expect(control.setScreenHabits({ agentLimit: -1 })).rejects.toThrow('agentLimit');
  await expect(control.refuseScreenMonitoring('no.such.code' as 'agent.permission.denied')).rejects.toThrow(
    'code',
  );
  await expect(control.setRoutingStatus(AGENT, 'AWAY' as 'IDLE')).rejects.toThrow('status');
});
