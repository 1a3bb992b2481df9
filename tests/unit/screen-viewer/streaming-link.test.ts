// @vitest-environment happy-dom
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LinkError, type LinkEvents, type MediaSession } from '@/utils/screen-viewer/link';
import { createQuietLogger } from '@/utils/screen-viewer/quiet-logger';
import { type Client, createStreamingLink } from '@/utils/screen-viewer/streaming-link';

const access = {
  practice: false,
  accessToken: 'secret-token',
  expiresAt: null,
  apiUrl: 'https://api.example',
  streamingUrl: 'wss://streaming.example',
};

function createFakeClient() {
  const emitter = new EventEmitter();
  const sessions = new EventEmitter();
  const connect = vi.fn<() => Promise<void>>(async () => {
    // As the client does: it neither connects nor fails while it believes that it is connecting.
    if (client.connecting) return;
    client.connected = true;
  });
  const client = Object.assign(emitter, {
    connected: false,
    connecting: false,
    connect,
    disconnect: vi.fn(async () => undefined),
    setAccessToken: vi.fn(),
    webrtcSessions: Object.assign(sessions, {
      acceptRtcSession: vi.fn(async () => undefined),
      rtcSessionAccepted: vi.fn(async () => undefined),
    }),
  });
  return { client, connect, sessions };
}

function open() {
  const fake = createFakeClient();
  const events = {
    proposed: vi.fn<LinkEvents['proposed']>(),
    withdrawn: vi.fn<LinkEvents['withdrawn']>(),
    handledElsewhere: vi.fn<LinkEvents['handledElsewhere']>(),
    offered: vi.fn<LinkEvents['offered']>(),
    lost: vi.fn<LinkEvents['lost']>(),
  };
  const link = createStreamingLink(access, events, () => fake.client as unknown as Client);
  return { ...fake, events, link };
}

function createFakeSession(changes = {}) {
  const pc = Object.assign(new EventTarget(), {
    getReceivers: () => [{ track: { kind: 'video', id: 'v1' } }, { track: { kind: 'audio', id: 'a1' } }],
  });
  return Object.assign(new EventEmitter(), {
    id: 'p1',
    sessionType: 'liveScreenMonitoring',
    pc,
    accept: vi.fn(async () => undefined),
    end: vi.fn(async () => undefined),
    ...changes,
  });
}

describe('the link', () => {
  it('connects once per call, and leaves repeating to the viewer', async () => {
    const { link, connect, client } = open();
    await link.connect();
    expect(connect).toHaveBeenCalledExactlyOnceWith({ maxConnectionAttempts: 1 });
    // What the client itself would call after it was disconnected.
    await client.connect();
    expect(connect).toHaveBeenCalledTimes(1);
  });

  it('tells an invalid token from everything else, and passes nothing else on', async () => {
    const { link, connect } = open();
    const details = { config: { headers: { Authorization: 'Bearer secret-token' } } };
    connect.mockRejectedValueOnce(Object.assign(new Error('no'), { type: 'invalid_token', details }));
    const refused = await link.connect().catch((error: unknown) => error);
    expect(refused).toEqual(new LinkError('invalid-token'));
    connect.mockRejectedValueOnce(undefined);
    const unreachable = await link.connect().catch((error: unknown) => error);
    expect(unreachable).toMatchObject({ reason: 'unreachable' });
    expect(JSON.stringify([refused, Object.entries(refused as object)])).not.toContain('secret-token');
  });

  it('is connected only if the client is, also after a failure', async () => {
    const { link, connect, client } = open();
    connect.mockImplementationOnce(async () => {
      client.connecting = true;
      throw undefined;
    });
    await expect(link.connect()).rejects.toThrow('unreachable');
    await link.connect();
    expect(client.connected).toBe(true);
    client.connected = false;
    connect.mockImplementationOnce(async () => undefined);
    await expect(link.connect()).rejects.toThrow('unreachable');
  });

  it('reports a lost connection, but not its own end', () => {
    const { link, client, events } = open();
    client.emit('disconnected', { reconnecting: true });
    expect(events.lost).toHaveBeenCalledTimes(1);
    link.close();
    client.emit('disconnected', { reconnecting: false });
    expect(events.lost).toHaveBeenCalledTimes(1);
    expect(client.disconnect).toHaveBeenCalled();
  });

  it('passes proposals on, and accepts or rejects none by itself', () => {
    const { client, sessions, events } = open();
    sessions.emit('requestIncomingRtcSession', {
      sessionId: 'p1',
      sessionType: 'softphone',
      fromUserId: 'a1',
      conversationId: 'c1',
    });
    expect(events.proposed).toHaveBeenCalledExactlyOnceWith({
      id: 'p1',
      sessionType: 'softphone',
      fromUserId: 'a1',
      conversationId: 'c1',
    });
    expect(client.webrtcSessions.acceptRtcSession).not.toHaveBeenCalled();
    sessions.emit('cancelIncomingRtcSession', 'p1');
    expect(events.withdrawn).toHaveBeenCalledWith('p1');
    sessions.emit('handledIncomingRtcSession', 'p2');
    expect(events.handledElsewhere).toHaveBeenCalledWith('p2');
  });

  it('leaves offers of other kinds alone', () => {
    const { sessions, events, client } = open();
    sessions.emit('incomingRtcSession', createFakeSession({ sessionType: 'softphone' }));
    expect(events.offered).not.toHaveBeenCalled();
    expect(client.webrtcSessions.rtcSessionAccepted).not.toHaveBeenCalled();
  });
});

describe('a media session', () => {
  function offer() {
    const { sessions, events, client } = open();
    const session = createFakeSession();
    sessions.emit('incomingRtcSession', session);
    const [media] = events.offered.mock.calls[0] ?? [];
    return { session, client, media: media as MediaSession };
  }

  it('tells the other clients that it was accepted', () => {
    const { client } = offer();
    expect(client.webrtcSessions.rtcSessionAccepted).toHaveBeenCalledWith('p1');
  });

  it('has the video tracks of the first offer, and reports those of later ones', () => {
    const { media, session } = offer();
    expect(media.tracks().map(({ id }) => id)).toEqual(['v1']);
    const later = vi.fn();
    media.onTrack(later);
    for (const track of [{ kind: 'audio' }, { kind: 'video', id: 'v2' }])
      session.pc.dispatchEvent(Object.assign(new Event('track'), { track }));
    expect(later.mock.calls).toEqual([[{ kind: 'video', id: 'v2' }]]);
  });

  it('ends once: by the other side, or when the connection has failed', () => {
    for (const end of ['terminated', 'failed'] as const) {
      const { media, session } = offer();
      const ended = vi.fn();
      media.onEnded(ended);
      session.emit('connectionState', 'disconnected');
      expect(ended).not.toHaveBeenCalled();
      if (end === 'failed') session.emit('connectionState', 'failed');
      session.emit('terminated', { condition: 'success' });
      expect(ended).toHaveBeenCalledTimes(1);
      // It never sends a `terminate` back.
      expect(session.end).not.toHaveBeenCalled();
    }
  });

  it('is closed silently', () => {
    const { media, session } = offer();
    media.close();
    expect(session.end).toHaveBeenCalledExactlyOnceWith('success', true);
  });
});

describe('the logger', () => {
  const printed = ['debug', 'info', 'log', 'warn', 'error'] as const;
  beforeEach(() => {
    for (const method of printed) vi.spyOn(console, method).mockImplementation(() => undefined);
  });
  afterEach(() => vi.restoreAllMocks());

  it('prints nothing, whatever it is given', () => {
    const logger = createQuietLogger();
    for (const method of printed) {
      logger[method]('request failed', { headers: { Authorization: 'Bearer secret-token' } });
      // biome-ignore lint/suspicious/noConsole: that nothing reaches it is the point
      expect(console[method]).not.toHaveBeenCalled();
    }
  });
});
