import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StreamingAccess } from '@/utils/cobrowse/screen-viewer';
import type { Failure } from '@/utils/errors/failure';
import type { Result } from '@/utils/errors/result';
import { type Link, LinkError, type LinkEvents } from '@/utils/screen-viewer/link';
import type { ScreensState, WatchedData, WatchedSession, WatchedStart } from '@/utils/screen-viewer/model';
import { createViewer, type ViewerPorts } from '@/utils/screen-viewer/viewer';
import { createFakeMedia, FakeStream, FakeTrack } from './fake-media';

const NOW = Date.UTC(2026, 2, 4, 10, 0, 0);
const SIZE = { width: 1920, height: 1080 };

const session = (changes: Partial<WatchedSession> = {}): WatchedSession => ({
  id: 's1',
  conversationId: 'c1',
  agent: { userId: 'agent-1', name: 'Agent 1' },
  customerName: 'Customer 1',
  queueName: 'Billing',
  startedAt: NOW,
  expiresAt: NOW + 900_000,
  purpose: null,
  participantId: 'part-1',
  notice: { state: 'sent', at: NOW },
  notes: [],
  ...changes,
});
const start = (changes: Partial<WatchedStart> = {}): WatchedStart => ({
  conversationId: 'c1',
  agent: { userId: 'agent-1', name: 'Agent 1' },
  customerName: 'Customer 1',
  startedAt: NOW,
  phase: 'running',
  failure: null,
  ...changes,
});
const data = (changes: Partial<WatchedData> = {}): WatchedData => ({
  signedIn: true,
  isStarting: false,
  sessions: [],
  starts: [],
  ended: [],
  ...changes,
});
const access = (changes: Partial<StreamingAccess> = {}): StreamingAccess => ({
  practice: false,
  accessToken: 'token-1',
  expiresAt: null,
  apiUrl: 'https://api.example',
  streamingUrl: 'wss://streaming.example',
  ...changes,
});

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  vi.stubGlobal('MediaStream', FakeStream);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open() {
  let events: LinkEvents | undefined;
  let online = true;
  const onlineListeners = new Set<() => void>();
  const link = {
    connect: vi.fn<Link['connect']>(async () => undefined),
    setAccessToken: vi.fn<Link['setAccessToken']>(),
    accept: vi.fn<Link['accept']>(async () => undefined),
    expect: vi.fn<Link['expect']>(),
    close: vi.fn<Link['close']>(),
  };
  const ports = {
    getAccess: vi.fn<ViewerPorts['getAccess']>(async () => ({ ok: true, value: access() })),
    report: vi.fn<ViewerPorts['report']>(),
    stopWatching: vi.fn<ViewerPorts['stopWatching']>(),
    openLink: vi.fn<ViewerPorts['openLink']>(async (_, given) => {
      events = given;
      return link;
    }),
    isOnline: () => online,
    onOnline(listener: () => void) {
      onlineListeners.add(listener);
      return () => onlineListeners.delete(listener);
    },
    now: () => Date.now(),
    elapsed: () => performance.now(),
  };
  const viewer = createViewer(ports);
  let state: ScreensState | undefined;
  viewer.watch((next) => {
    state = next;
  });
  return {
    viewer,
    link,
    ports,
    events(): LinkEvents {
      if (!events) throw new Error('The link was not opened.');
      return events;
    },
    state(): ScreensState {
      if (!state) throw new Error('There is no state.');
      return state;
    },
    tile(index = 0) {
      const tile = state?.tiles[index];
      if (!tile) throw new Error('There is no tile.');
      return tile;
    },
    setOnline(next: boolean) {
      online = next;
      if (next) for (const listener of [...onlineListeners]) listener();
    },
    reported: () => ports.report.mock.calls.map(([reported]) => reported),
  };
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** A viewer that is connected, with this data. */
async function connected(initial: Partial<WatchedData> = { sessions: [session()] }) {
  const opened = open();
  opened.viewer.start();
  opened.viewer.setData(data(initial));
  await settle();
  return opened;
}

const proposal = (changes = {}) => ({
  id: 'p1',
  sessionType: 'liveScreenMonitoring',
  fromUserId: 'agent-1',
  conversationId: 'c1',
  ...changes,
});

/** A viewer with one live session. */
async function live() {
  const opened = await connected();
  opened.events().proposed(proposal());
  const media = createFakeMedia('p1');
  opened.events().offered(media.session);
  opened.viewer.notePicture('c1', 'v1', SIZE);
  await settle();
  return { ...opened, media };
}

describe('connecting', () => {
  it('asks for access first, and reports as soon as it is connected', async () => {
    const { reported, state, viewer, ports } = open();
    viewer.start();
    expect(ports.getAccess).toHaveBeenCalledTimes(1);
    await settle();
    expect(reported()).toEqual(['connecting', 'connected']);
    expect(state().link).toBe('connected');
  });

  it('asks once while it connects, whatever starts it learns of meanwhile', async () => {
    const { viewer, ports, link } = open();
    link.connect.mockImplementation(() => new Promise((resolve) => setTimeout(resolve, 1000)));
    viewer.start();
    await settle();
    viewer.setData(data({ isStarting: true }));
    viewer.setData(data({ isStarting: true, starts: [start()] }));
    await settle(2000);
    expect(ports.getAccess).toHaveBeenCalledTimes(1);
  });

  it('says that there is nothing to watch, and asks again when a start appears', async () => {
    const { viewer, ports, state } = open();
    ports.getAccess.mockResolvedValueOnce({ ok: true, value: null });
    viewer.start();
    await settle();
    viewer.setData(data());
    expect(state().page).toBe('nothing');
    expect(ports.openLink).not.toHaveBeenCalled();
    viewer.setData(data({ starts: [start()] }));
    await settle();
    expect(state()).toMatchObject({ page: 'watching', link: 'connected' });
  });

  it('says that it is connecting while a start has not named its agent yet', async () => {
    const { viewer, state } = await connected({ sessions: [], isStarting: true });
    expect(state().page).toBe('beginning');
    viewer.setData(data());
    expect(state().page).toBe('nothing');
  });

  it('says that another tab shows the sessions if it gets no access to them', async () => {
    const { viewer, ports, state } = open();
    ports.getAccess.mockResolvedValue({ ok: true, value: null });
    viewer.start();
    await settle();
    viewer.setData(data({ sessions: [session()] }));
    await settle();
    expect(state().page).toBe('elsewhere');
    expect(ports.openLink).not.toHaveBeenCalled();
  });

  it.each<[Failure, ScreensState['page']]>([
    [{ code: 'signed-out' }, 'signed-out'],
    [{ code: 'unexpected-error' }, 'failed'],
  ])('shows that access failed: %o', async (failure, page) => {
    const { viewer, ports, state } = open();
    ports.getAccess.mockResolvedValueOnce({ ok: false, failure });
    viewer.start();
    await settle();
    expect(state()).toMatchObject({ page, failure });
    viewer.tryAgain();
    viewer.setData(data({ sessions: [session()] }));
    await settle();
    expect(state()).toMatchObject({ page: 'watching', failure: null });
  });

  it('tells after three attempts, and continues', async () => {
    const { viewer, link, reported, state } = open();
    link.connect.mockRejectedValue(new LinkError('unreachable'));
    viewer.start();
    viewer.setData(data({ starts: [start()] }));
    await settle(3000);
    expect(link.connect).toHaveBeenCalledTimes(2);
    expect(reported()).toEqual(['connecting']);
    await settle(2000);
    expect(reported()).toEqual(['connecting', 'unreachable']);
    expect(state().link).toBe('unreachable');
    link.connect.mockResolvedValue(undefined);
    viewer.tryAgain();
    await settle();
    expect(state().link).toBe('connected');
    expect(reported().at(-1)).toBe('connected');
  });

  it('tries again at once when a start begins after it has given up', async () => {
    const opened = open();
    opened.link.connect.mockRejectedValue(new LinkError('unreachable'));
    opened.viewer.start();
    opened.viewer.setData(data({ sessions: [session()] }));
    await settle(20_000);
    expect(opened.state().link).toBe('unreachable');
    opened.link.connect.mockResolvedValue(undefined);
    opened.viewer.setData(data({ sessions: [session()], isStarting: true }));
    await settle();
    expect(opened.state().link).toBe('connected');
  });

  it('asks to be admitted again after it has given up, before it reports', async () => {
    const { viewer, link, ports } = open();
    link.connect.mockRejectedValue(new LinkError('unreachable'));
    viewer.start();
    await settle(10_000);
    const asked = ports.getAccess.mock.calls.length;
    link.connect.mockResolvedValue(undefined);
    viewer.tryAgain();
    await settle();
    expect(ports.getAccess).toHaveBeenCalledTimes(asked + 1);
    const lastAccess = ports.getAccess.mock.invocationCallOrder.at(-1) ?? 0;
    expect(ports.report.mock.invocationCallOrder.at(-1)).toBeGreaterThan(lastAccess);
  });

  it('does not report a connection that was lost while it asked to be admitted', async () => {
    const { viewer, link, ports, events, reported } = open();
    link.connect.mockRejectedValue(new LinkError('unreachable'));
    viewer.start();
    await settle(10_000);
    let admit: (result: Result<StreamingAccess>) => void = () => undefined;
    ports.getAccess.mockReturnValueOnce(
      new Promise((resolve) => {
        admit = resolve;
      }),
    );
    link.connect.mockResolvedValueOnce(undefined);
    viewer.tryAgain();
    await settle();
    events().lost();
    admit({ ok: true, value: access() });
    await settle();
    expect(reported()).not.toContain('connected');
    link.connect.mockResolvedValue(undefined);
    await settle(40_000);
    expect(reported().at(-1)).toBe('connected');
  });

  it('does not try while the browser is offline', async () => {
    const { viewer, link, setOnline, state } = open();
    setOnline(false);
    viewer.start();
    await settle(60_000);
    expect(link.connect).not.toHaveBeenCalled();
    expect(state().link).toBe('offline');
    setOnline(true);
    await settle();
    expect(state().link).toBe('connected');
  });

  it('reconnects after a loss, and keeps the picture meanwhile', async () => {
    const { events, state, tile, reported, link } = await live();
    link.connect.mockRejectedValueOnce(new LinkError('unreachable'));
    events().lost();
    await settle();
    expect(state().link).toBe('reconnecting');
    expect(tile().phase).toBe('live');
    await settle(2000);
    expect(state().link).toBe('connected');
    expect(reported()).toEqual(['connecting', 'connected', 'lost', 'connected']);
  });
});

describe('the token', () => {
  it('is renewed a minute before it expires, without a new connection', async () => {
    const opened = open();
    const answer = (accessToken: string, expiresAt: number): Result<StreamingAccess> => ({
      ok: true,
      value: access({ accessToken, expiresAt }),
    });
    opened.ports.getAccess
      .mockResolvedValueOnce(answer('token-1', NOW + 300_000))
      .mockResolvedValueOnce(answer('token-2', NOW + 3_600_000));
    opened.viewer.start();
    await settle(239_000);
    expect(opened.ports.getAccess).toHaveBeenCalledTimes(1);
    await settle(2000);
    expect(opened.link.setAccessToken).toHaveBeenLastCalledWith('token-2');
    expect(opened.link.connect).toHaveBeenCalledTimes(1);
    opened.viewer.setData(data({ sessions: [session()] }));
    expect(opened.viewer.leaving()).toMatchObject({ accessToken: 'token-2' });
  });

  it('is renewed at once when it is refused', async () => {
    const opened = open();
    opened.link.connect.mockRejectedValueOnce(new LinkError('invalid-token'));
    opened.viewer.start();
    await settle();
    expect(opened.ports.getAccess).toHaveBeenCalledTimes(2);
    expect(opened.state().link).toBe('connected');
  });

  it('that stays invalid is not asked for without end', async () => {
    const opened = open();
    opened.link.connect.mockRejectedValue(new LinkError('invalid-token'));
    opened.viewer.start();
    await settle(60_000);
    expect(opened.ports.getAccess.mock.calls.length).toBeLessThan(8);
    expect(opened.state().link).toBe('unreachable');
  });

  it('is in no state that views get', async () => {
    const { state } = await live();
    expect(JSON.stringify(state())).not.toContain('token-1');
  });
});

describe('a proposal', () => {
  it('of our agent is accepted, also before the session is stored', async () => {
    const { events, link, tile, viewer } = await connected({ starts: [start()] });
    expect(tile().phase).toBe('asking');
    events().proposed(proposal());
    expect(link.accept).toHaveBeenCalledExactlyOnceWith('p1');
    expect(tile()).toMatchObject({ phase: 'asking', sessionId: null });
    viewer.setData(data({ sessions: [session()] }));
    expect(tile()).toMatchObject({ phase: 'asking', sessionId: 's1' });
    // Only the offer shows that the agent's computer has answered.
    events().offered(createFakeMedia('p1').session);
    expect(tile()).toMatchObject({ phase: 'waiting', sessionId: 's1' });
  });

  it('that comes before its start is read is kept for it', async () => {
    const { events, link, viewer } = await connected({ sessions: [], isStarting: true });
    events().proposed(proposal());
    expect(link.accept).not.toHaveBeenCalled();
    viewer.setData(data({ starts: [start()] }));
    expect(link.accept).toHaveBeenCalledExactlyOnceWith('p1');
  });

  it.each([
    ['another agent', { fromUserId: 'agent-2' }],
    ['another kind', { sessionType: 'softphone' }],
    ['nobody', { fromUserId: null }],
  ])('of %s is left alone', async (_, changes) => {
    const { events, link } = await connected();
    events().proposed(proposal(changes));
    expect(link.accept).not.toHaveBeenCalled();
  });

  it('for what is live already is left alone', async () => {
    const { events, link } = await live();
    events().proposed(proposal({ id: 'p2' }));
    expect(link.accept).toHaveBeenCalledTimes(1);
  });

  it('that another client has answered ends our session with that reason', async () => {
    const { events, tile, ports } = await connected();
    events().proposed(proposal());
    events().handledElsewhere('p1');
    expect(ports.stopWatching).toHaveBeenCalledExactlyOnceWith('s1', 'answered-elsewhere');
    expect(tile()).toMatchObject({ phase: 'ended', ending: 'answered-elsewhere' });
  });

  it('that another client has answered before it could be matched ends it, too', async () => {
    const { events, tile, viewer, link } = await connected({ sessions: [], isStarting: true });
    events().proposed(proposal());
    events().handledElsewhere('p1');
    viewer.setData(data({ sessions: [session()] }));
    expect(link.accept).not.toHaveBeenCalled();
    expect(tile()).toMatchObject({ phase: 'ended', ending: 'answered-elsewhere' });
  });

  it('that is answered elsewhere while the start still runs ends its session when that is stored', async () => {
    const { events, tile, viewer, ports } = await connected({ starts: [start()] });
    events().proposed(proposal());
    events().handledElsewhere('p1');
    expect(ports.stopWatching).not.toHaveBeenCalled();
    viewer.setData(data({ sessions: [session()], starts: [start()] }));
    expect(ports.stopWatching).toHaveBeenCalledExactlyOnceWith('s1', 'answered-elsewhere');
    viewer.setData(data({ ended: [{ id: 's1', conversationId: 'c1', how: 'answered-elsewhere' }] }));
    expect(tile()).toMatchObject({ phase: 'ended', ending: 'answered-elsewhere' });
  });

  it('whose offer is here is ours, even if our own acceptance is echoed', async () => {
    const { events, tile, ports } = await live();
    events().handledElsewhere('p1');
    expect(tile().phase).toBe('live');
    expect(ports.stopWatching).not.toHaveBeenCalled();
  });
});

describe('an offer', () => {
  it('that was not accepted here is not answered', async () => {
    const { events } = await connected();
    const media = createFakeMedia('p9');
    events().offered(media.session);
    expect(media.accept).not.toHaveBeenCalled();
  });

  it('is answered, and is live with its first frame', async () => {
    const { tile, media } = await live();
    expect(media.accept).toHaveBeenCalledTimes(1);
    expect(tile()).toMatchObject({ phase: 'live', screens: [{ id: 'v1', size: SIZE }] });
  });

  it('with a new connection replaces the old one without ending the session', async () => {
    const { events, media, tile, viewer } = await live();
    const next = createFakeMedia('p1', [new FakeTrack('v9')]);
    events().offered(next.session);
    expect(media.close).not.toHaveBeenCalled();
    expect(media.connection.close).toHaveBeenCalledTimes(1);
    viewer.notePicture('c1', 'v9', SIZE);
    expect(tile()).toMatchObject({ phase: 'live', screens: [{ id: 'v9' }] });
  });
});

describe('the end', () => {
  it('comes after 20 seconds without a picture', async () => {
    const { tile, ports } = await connected();
    await settle(19_999);
    expect(tile().phase).toBe('asking');
    await settle(1);
    expect(ports.stopWatching).toHaveBeenCalledExactlyOnceWith('s1', 'no-picture');
    expect(tile()).toMatchObject({ phase: 'ended', ending: 'no-picture' });
  });

  it('counts those seconds from the connection, not from the stored start of the session', async () => {
    const opened = open();
    opened.link.connect.mockImplementation(() => new Promise((resolve) => setTimeout(resolve, 30_000)));
    opened.viewer.start();
    opened.viewer.setData(data({ sessions: [session()] }));
    await settle(49_000);
    expect(opened.ports.stopWatching).not.toHaveBeenCalled();
    await settle(1000);
    expect(opened.ports.stopWatching).toHaveBeenCalledExactlyOnceWith('s1', 'no-picture');
  });

  it('is what is stored, and closes the media silently', async () => {
    const { viewer, tile, media, ports } = await live();
    viewer.setData(data({ ended: [{ id: 's1', conversationId: 'c1', how: 'time-limit' }] }));
    expect(tile()).toMatchObject({ phase: 'ended', ending: 'time-limit' });
    expect(media.close).toHaveBeenCalledTimes(1);
    await settle(60_000);
    expect(ports.stopWatching).not.toHaveBeenCalled();
    expect(tile().ending).toBe('time-limit');
  });

  it('comes to the picture at the time limit, even if the session cannot be ended', async () => {
    const { viewer, tile, media } = await live();
    // The policy has lowered the limit.
    viewer.setData(data({ sessions: [session({ expiresAt: NOW + 60_000 })] }));
    await settle(59_000);
    expect(tile().phase).toBe('live');
    await settle(1000);
    expect(tile()).toMatchObject({ phase: 'ended', ending: 'time-limit', screens: [] });
    expect(media.close).toHaveBeenCalledTimes(1);
    expect(viewer.leaving()?.sessions).toMatchObject([{ id: 's1' }]);
    viewer.setData(data({ ended: [{ id: 's1', conversationId: 'c1', how: 'time-limit' }] }));
    expect(tile().ending).toBe('time-limit');
  });

  it('comes at the time limit though the computer’s clock was set back by a day', async () => {
    const { tile, media, ports } = await live();
    await settle(600_000);
    vi.setSystemTime(Date.now() - 24 * 3_600_000);
    await settle(299_000);
    expect(tile().phase).toBe('live');
    await settle(1_000);
    expect(tile()).toMatchObject({ phase: 'ended', ending: 'time-limit' });
    expect(media.close).toHaveBeenCalledTimes(1);
    expect(ports.stopWatching).toHaveBeenCalledExactlyOnceWith('s1', 'time-limit');
  });

  it('comes within seconds when the computer wakes after the time limit', async () => {
    const { tile } = await live();
    await settle(60_000);
    // Timers stood still meanwhile.
    vi.setSystemTime(Date.now() + 5 * 3_600_000);
    await settle(5_000);
    expect(tile()).toMatchObject({ phase: 'ended', ending: 'time-limit' });
  });

  it('follows the limit that the background has moved with the clock', async () => {
    const { viewer, tile } = await live();
    vi.setSystemTime(NOW + 3_600_000);
    viewer.setData(data({ sessions: [session({ expiresAt: NOW + 3_600_000 + 900_000 })] }));
    await settle(899_000);
    expect(tile().phase).toBe('live');
    await settle(1_000);
    expect(tile().ending).toBe('time-limit');
  });

  it('by the user themselves leaves no notice, and the tile goes after ten seconds', async () => {
    const { viewer, tile, state } = await live();
    viewer.setData(data());
    expect(tile().ending).toBe('ended-by-you');
    await settle(10_000);
    expect(state().tiles).toEqual([]);
    expect(state().page).toBe('nothing');
  });

  it('leaves the tile for as long as something in it is not finished', async () => {
    const { viewer, state } = await live();
    viewer.keep('c1', true);
    viewer.setData(data());
    await settle(60_000);
    expect(state().tiles).toMatchObject([{ ending: 'ended-by-you' }]);
    viewer.keep('c1', false);
    await settle(10_000);
    expect(state().tiles).toEqual([]);
  });

  it('of the media alone lets the stored reason come first, then stops the session', async () => {
    const { tile, media, ports } = await live();
    media.end();
    expect(tile().phase).toBe('interrupted');
    await settle(1000);
    expect(ports.stopWatching).not.toHaveBeenCalled();
    await settle(500);
    expect(ports.stopWatching).toHaveBeenCalledExactlyOnceWith('s1', 'media-ended');
  });

  it('is followed by a new session for the same conversation in the same tile', async () => {
    const { viewer, tile, state, events, link } = await live();
    viewer.setData(data({ ended: [{ id: 's1', conversationId: 'c1', how: 'time-limit' }] }));
    viewer.setData(data({ starts: [start({ startedAt: NOW + 1 })] }));
    await settle();
    expect(tile()).toMatchObject({ phase: 'asking', ending: null, sessionId: null });
    events().proposed(proposal({ id: 'p2' }));
    expect(link.accept).toHaveBeenLastCalledWith('p2');
    viewer.setData(data({ sessions: [session({ id: 's2' })] }));
    expect(state().tiles).toHaveLength(1);
    expect(tile().sessionId).toBe('s2');
  });
});

describe('a start', () => {
  it('that fails shows its failure until it is dismissed', async () => {
    const { viewer, tile, state } = await connected({ starts: [start()] });
    const failure: Failure = { code: 'screen-refused', apiCode: 'agent.permission.denied' };
    viewer.setData(data({ starts: [start({ phase: 'failed', failure })] }));
    expect(tile()).toMatchObject({ phase: 'failed', failure });
    viewer.setData(data());
    expect(state().tiles).toEqual([]);
  });

  it('that waits says what it waits for', async () => {
    const failure: Failure = { code: 'rate-limited', retryAt: NOW + 5000 };
    const { tile } = await connected({ starts: [start({ phase: 'waiting', failure })] });
    expect(tile().waitingFor).toEqual(failure);
  });

  it('that was canceled leaves nothing', async () => {
    const { viewer, state } = await connected({ starts: [start()] });
    viewer.setData(data());
    expect(state().tiles).toEqual([]);
  });
});

describe('leaving the page', () => {
  it('names every live session, and no other', async () => {
    const { viewer } = await connected({
      sessions: [
        session(),
        session({
          id: 's2',
          conversationId: 'c2',
          agent: { userId: 'agent-2', name: null },
          participantId: null,
        }),
      ],
    });
    viewer.setData({
      ...data({ ended: [{ id: 's1', conversationId: 'c1', how: 'time-limit' }] }),
      sessions: [
        session({
          id: 's2',
          conversationId: 'c2',
          agent: { userId: 'agent-2', name: null },
          participantId: null,
        }),
      ],
    });
    expect(viewer.leaving()).toEqual({
      sessions: [{ id: 's2', conversationId: 'c2', agentUserId: 'agent-2', participantId: null }],
      apiUrl: 'https://api.example',
      accessToken: 'token-1',
    });
  });

  it('sends nothing in practice mode, or without access', async () => {
    const opened = open();
    expect(opened.viewer.leaving()).toBeNull();
    opened.ports.getAccess.mockResolvedValueOnce({ ok: true, value: access({ practice: true }) });
    opened.viewer.start();
    opened.viewer.setData(data({ sessions: [session()] }));
    await settle();
    expect(opened.viewer.leaving()).toBeNull();
    expect(opened.link.expect).toHaveBeenLastCalledWith([
      { agentUserId: 'agent-1', agentName: 'Agent 1', conversationId: 'c1' },
    ]);
  });
});

describe('after the last session', () => {
  it('the connection is closed and the token forgotten, and how it ended stays readable', async () => {
    const { viewer, link, state, tile, reported } = await live();
    viewer.setData(data({ ended: [{ id: 's1', conversationId: 'c1', how: 'time-limit' }] }));
    await settle();
    expect(link.close).toHaveBeenCalledTimes(1);
    expect(viewer.leaving()).toBeNull();
    expect(reported().at(-1)).toBe('lost');
    expect(state().page).toBe('watching');
    expect(tile().ending).toBe('time-limit');
    viewer.remove('c1');
    expect(state().page).toBe('nothing');
  });

  it('the next start connects anew, also if the background does not know at once that it needs the page', async () => {
    const { viewer, ports, state, reported } = await live();
    viewer.setData(data());
    await settle();
    ports.getAccess.mockResolvedValueOnce({ ok: true, value: null });
    viewer.setData(data({ isStarting: true }));
    await settle();
    expect(ports.openLink).toHaveBeenCalledTimes(1);
    await settle(600);
    expect(ports.openLink).toHaveBeenCalledTimes(2);
    expect(state().link).toBe('connected');
    expect(reported().at(-1)).toBe('connected');
  });

  it('nothing is asked for any more', async () => {
    const { viewer, ports } = await live();
    viewer.setData(data());
    const asked = ports.getAccess.mock.calls.length;
    await settle(600_000);
    expect(ports.getAccess).toHaveBeenCalledTimes(asked);
  });

  it('an attempt to connect that was on its way reports nothing', async () => {
    const { viewer, link, reported } = open();
    let fail: (error: unknown) => void = () => undefined;
    link.connect.mockReturnValueOnce(
      new Promise((_, reject) => {
        fail = reject;
      }),
    );
    viewer.start();
    viewer.setData(data({ isStarting: true }));
    await settle();
    viewer.setData(data());
    fail(new LinkError('unreachable'));
    await settle(60_000);
    expect(reported()).toEqual(['connecting', 'lost']);
    expect(link.connect).toHaveBeenCalledTimes(1);
  });

  it('two changes at once open one connection', async () => {
    const { viewer, ports } = await live();
    viewer.setData(data());
    await settle();
    viewer.setData(data({ isStarting: true }));
    viewer.setData(data({ isStarting: true, starts: [start({ startedAt: NOW + 1 })] }));
    await settle(5000);
    expect(ports.openLink).toHaveBeenCalledTimes(2);
  });
});

describe('signing out', () => {
  it('closes connection and media, and forgets the token', async () => {
    const { viewer, link, media, state } = await live();
    viewer.setData(data({ signedIn: false }));
    expect(media.close).toHaveBeenCalledTimes(1);
    expect(link.close).toHaveBeenCalledTimes(1);
    expect(state()).toMatchObject({ page: 'signed-out', tiles: [] });
    expect(viewer.leaving()).toBeNull();
  });

  it('leaves no access to an answer that was on its way', async () => {
    const opened = open();
    let answer: (result: Result<StreamingAccess>) => void = () => undefined;
    opened.ports.getAccess.mockReturnValueOnce(
      new Promise((resolve) => {
        answer = resolve;
      }),
    );
    opened.viewer.start();
    opened.viewer.setData(data({ signedIn: false }));
    answer({ ok: true, value: access() });
    await settle();
    expect(opened.ports.openLink).not.toHaveBeenCalled();
    expect(opened.state().page).toBe('signed-out');
  });

  it('and in again asks anew', async () => {
    const { viewer, ports, state } = await live();
    viewer.setData(data({ signedIn: false }));
    viewer.setData(data({ sessions: [session({ id: 's3', conversationId: 'c3' })] }));
    await settle();
    expect(ports.openLink).toHaveBeenCalledTimes(2);
    expect(state()).toMatchObject({ page: 'watching', link: 'connected' });
  });
});
