import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '@/utils/errors/failure';
import type { Result } from '@/utils/errors/result';
import { openLiveSocket } from '@/utils/notifications/live-socket';
import type { Timings } from '@/utils/notifications/timings';
import { watchRejections } from '../unhandled-rejections';
import {
  type ChannelServer,
  CLOSING,
  change,
  HEARTBEAT,
  NO_LONGER_SUBSCRIBED,
  startChannelServer,
} from './channel-server';
import { countTimers, HURRIED, pass } from './hurried';
import { settled } from './live-harness';

let channel: ChannelServer;
const closers: (() => void)[] = [];

beforeEach(async () => {
  channel = await startChannelServer();
});

afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await channel.close();
});

/** A socket to the server, and everything that it reported. */
function open(timings: Partial<Timings> = {}, openChannel?: () => Promise<Result<{ connectUri: string }>>) {
  const timers = countTimers();
  const told: string[] = [];
  const notifications: unknown[] = [];
  const refusals: Failure[] = [];
  const ask = vi.fn(
    openChannel ?? (async () => ({ ok: true, value: { connectUri: channel.connectUri } }) as const),
  );
  const socket = openLiveSocket({
    openChannel: ask,
    onNotification: (notification) => notifications.push(notification),
    onUp: ({ missed }) => told.push(missed ? 'up after a gap' : 'up'),
    onDown: () => told.push('down'),
    onRefused: (failure) => refusals.push(failure),
    WebSocket,
    startTimer: timers.startTimer,
    timings: { ...HURRIED, ...timings },
    random: Math.random,
    now: Date.now,
  });
  closers.push(socket.close);
  return { socket, told, notifications, refusals, ask, pendingTimers: timers.pending };
}

const failing = (failure: Failure) => async () => ({ ok: false, failure }) as const;

describe('openLiveSocket', () => {
  it('connects and hands notifications on in order', async () => {
    const { told, notifications } = open();
    await settled(() => expect(told).toEqual(['up']));
    const changes = Array.from({ length: 500 }, (_, number) => change(number));
    channel.send(...changes);
    await settled(() => expect(notifications).toEqual(changes));
  });

  it('pings after silence, and an answer keeps the socket', async () => {
    const { told } = open({ silenceMs: 20, pongMs: 2000 });
    await settled(() => expect(channel.received.length).toBeGreaterThan(3));
    expect(new Set(channel.received)).toEqual(new Set(['{"message":"ping"}']));
    expect(channel.accepted).toHaveLength(1);
    expect(told).toEqual(['up']);
  });

  it('does not ping while heartbeats arrive', async () => {
    const { told } = open({ silenceMs: 200 });
    await settled(() => expect(told).toEqual(['up']));
    for (let beat = 0; beat < 12; beat += 1) {
      channel.send(HEARTBEAT);
      await pass(25);
    }
    expect(channel.received).toEqual([]);
  });

  it('takes a ping without an answer for the end, and connects again', async () => {
    channel.answerPings = false;
    const { told, ask } = open({ silenceMs: 30, pongMs: 30 });
    await settled(() => expect(told.slice(0, 3)).toEqual(['up', 'down', 'up after a gap']));
    expect(channel.received[0]).toBe('{"message":"ping"}');
    expect(ask.mock.calls.length).toBeGreaterThan(1);
  });

  it('connects again after a drop, and asks for the address anew', async () => {
    const { told, ask } = open();
    await settled(() => expect(told).toEqual(['up']));
    channel.accepted[0]?.terminate();
    await settled(() => expect(told).toEqual(['up', 'down', 'up after a gap']));
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('lets its pauses grow while nothing answers, and says down each time', async () => {
    channel.refuseNext = 4;
    const { told, ask } = open({ firstPauseMs: 10, longestPauseMs: 1000 });
    const begun = Date.now();
    await settled(() => expect(told).toEqual(['down', 'down', 'down', 'down', 'up after a gap']));
    expect(ask).toHaveBeenCalledTimes(5);
    // Lower ends: 5 + 10 + 20 + 40.
    expect(Date.now() - begun).toBeGreaterThanOrEqual(70);
  });

  it('ends a long pause when the network is back, and begins with short ones again', async () => {
    vi.useFakeTimers();
    try {
      const { socket, ask } = open(
        { firstPauseMs: 1_000, longestPauseMs: 60_000 },
        failing({ code: 'unreachable' }),
      );
      await vi.advanceTimersByTimeAsync(10 * 60_000);
      const attempts = () => ask.mock.calls.length;
      const before = attempts();
      while (attempts() === before) await vi.advanceTimersByTimeAsync(1_000);
      // The next comes after half a minute at least.
      socket.hurry();
      await vi.advanceTimersByTimeAsync(1_000);
      expect(attempts()).toBe(before + 2);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(attempts()).toBe(before + 3);
    } finally {
      vi.useRealTimers();
    }
  });

  it('lets its pauses grow against a server that accepts and drops at once', async () => {
    const { told } = open({ firstPauseMs: 40, longestPauseMs: 60_000 });
    for (const count of [1, 2, 3]) {
      await settled(() => expect(channel.accepted).toHaveLength(count));
      channel.accepted.at(-1)?.terminate();
    }
    const begun = Date.now();
    await settled(() => expect(channel.accepted).toHaveLength(4));
    // The third pause: between 80 and 160 ms.
    expect(Date.now() - begun).toBeGreaterThanOrEqual(60);
    await settled(() => expect(told.filter((each) => each === 'up after a gap')).toHaveLength(3));
  });

  it('gives up on a server that never completes the handshake', async () => {
    const mute = createServer((socket) => void socket.resume());
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const address = mute.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { told, ask } = open({ connectMs: 20 }, async () => ({
      ok: true,
      value: { connectUri: `ws://127.0.0.1:${port}` },
    }));
    await settled(() => expect(ask.mock.calls.length).toBeGreaterThan(2));
    expect(told).toContain('down');
    for (const close of closers.splice(0)) close();
    // Answers only when every client has hung up.
    await new Promise((resolve) => mute.close(resolve));
  });

  it('asks again where the background never answers, and ignores an answer that comes too late', async () => {
    let answerLate: (result: Result<{ connectUri: string }>) => void = () => {};
    const late = new Promise<Result<{ connectUri: string }>>((resolve) => {
      answerLate = resolve;
    });
    const address = { ok: true, value: { connectUri: channel.connectUri } } as const;
    let asked = 0;
    const { told } = open({ answerMs: 20 }, () => {
      asked += 1;
      return asked === 1 ? late : Promise.resolve(address);
    });
    await settled(() => expect(told).toEqual(['down', 'up after a gap']));
    answerLate(address);
    await pass(30);
    expect(channel.accepted).toHaveLength(1);
  });

  it('survives an address that is none', async () => {
    let asked = 0;
    const { told } = open({}, async () => {
      asked += 1;
      return { ok: true, value: { connectUri: asked < 3 ? 'no address' : channel.connectUri } };
    });
    await settled(() => expect(told).toEqual(['down', 'down', 'up after a gap']));
  });

  it('opens the next socket before the server closes this one, loses nothing on the old, and closes it', async () => {
    const { told, notifications } = open({ handoverMs: 60 });
    await settled(() => expect(told).toEqual(['up']));
    const [old] = channel.accepted;
    old?.send(JSON.stringify(CLOSING));
    old?.send(JSON.stringify(change(1)));
    await settled(() => expect(channel.accepted).toHaveLength(2));
    await settled(() => expect(told).toEqual(['up', 'up']));
    // Still on its way on the old one when the new one was open.
    old?.send(JSON.stringify(change(2)));
    channel.send(change(3));
    await settled(() => expect(notifications).toHaveLength(4));
    expect(notifications[0]).toEqual(CLOSING);
    expect(notifications.slice(1)).toEqual(expect.arrayContaining([change(1), change(2), change(3)]));
    await settled(() => expect(channel.open()).toBe(1));
    expect(channel.accepted[1]?.readyState).toBe(1);
    expect(told).not.toContain('down');
  });

  it('does not say down where the server closes the old socket as soon as the new one comes', async () => {
    channel.kicks = true;
    const { told } = open();
    await settled(() => expect(told).toEqual(['up']));
    channel.send(CLOSING);
    await settled(() => expect(told).toHaveLength(2));
    await pass(60);
    expect(told).not.toContain('down');
    expect(channel.open()).toBe(1);
  });

  it('keeps the old socket while the next one cannot be had, and says down when it ends', async () => {
    const { told, notifications } = open();
    await settled(() => expect(told).toEqual(['up']));
    channel.refuseNext = 3;
    channel.send(CLOSING, change(1));
    await settled(() => expect(channel.refuseNext).toBe(1));
    expect(told).toEqual(['up']);
    channel.refuseNext = 1000;
    channel.accepted[0]?.terminate();
    await settled(() => expect(told).toContain('down'));
    channel.refuseNext = 0;
    await settled(() => expect(told.at(-1)).toBe('up after a gap'));
    expect(notifications).toEqual([CLOSING, change(1)]);
  });

  it('says down at once where the old socket ends in a pause between two attempts for the next', async () => {
    const { told, ask } = open({ firstPauseMs: 100, longestPauseMs: 5000 });
    await settled(() => expect(told).toEqual(['up']));
    channel.refuseNext = 1;
    channel.send(CLOSING);
    await settled(() => expect(channel.refuseNext).toBe(0));
    // The second pause: at least 100 ms.
    await pass(20);
    channel.accepted[0]?.terminate();
    await pass(40);
    expect(told).toEqual(['up', 'down']);
    expect(ask).toHaveBeenCalledTimes(2);
    await settled(() => expect(told.at(-1)).toBe('up after a gap'));
  });

  it('asks for another channel when this one is lost, having handed on why', async () => {
    const { told, notifications, ask } = open();
    await settled(() => expect(told).toEqual(['up']));
    channel.send(NO_LONGER_SUBSCRIBED);
    await settled(() => expect(told).toEqual(['up', 'down', 'up after a gap']));
    expect(notifications).toEqual([NO_LONGER_SUBSCRIBED]);
    expect(ask).toHaveBeenCalledTimes(2);
    await settled(() => expect(channel.open()).toBe(1));
  });

  it.each(['signed-out', 'permission-denied'] as const)('stops for good on %s', async (code) => {
    const { refusals, ask, told, pendingTimers } = open({}, failing({ code }));
    await settled(() => expect(refusals).toEqual([{ code }]));
    await pass(50);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(told).toEqual([]);
    expect(pendingTimers()).toBe(0);
  });

  it('does not ask before the time that the service names', async () => {
    const retryAt = Date.now() + 150;
    const asked: number[] = [];
    open({}, async () => {
      asked.push(Date.now());
      return asked.length === 1
        ? { ok: false, failure: { code: 'rate-limited', retryAt } }
        : { ok: true, value: { connectUri: channel.connectUri } };
    });
    await settled(() => expect(channel.open()).toBe(1));
    expect(asked).toHaveLength(2);
    // Timers may fire within the millisecond before.
    expect(asked[1]).toBeGreaterThanOrEqual(retryAt - 2);
  });

  it('waits for a time that is months away without asking at once', async () => {
    const { ask } = open({}, failing({ code: 'rate-limited', retryAt: Date.now() + 1e11 }));
    await pass(50);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('asks soon, but with pauses, when the named time is over already', async () => {
    const { ask } = open(
      { firstPauseMs: 40, longestPauseMs: 400 },
      failing({ code: 'rate-limited', retryAt: 1 }),
    );
    await pass(150);
    expect(ask.mock.calls.length).toBeGreaterThan(1);
    expect(ask.mock.calls.length).toBeLessThan(6);
  });

  it('ignores bad frames: invalid JSON, arrays, null, a megabyte, binary', async () => {
    const rejections = watchRejections();
    const { told, notifications } = open();
    await settled(() => expect(told).toEqual(['up']));
    channel.send('{"topicName":', '[1,2]', 'null', '7', '""', 'x'.repeat(1_000_000));
    channel.accepted[0]?.send(Buffer.alloc(1_000_000), { binary: true });
    const large = { ...change(1), eventBody: { text: 'y'.repeat(1_000_000) } };
    channel.send(large, change(2));
    await settled(() => expect(notifications).toEqual([large, change(2)]));
    expect(channel.open()).toBe(1);
    expect(told).toEqual(['up']);
    expect(await rejections.seen()).toEqual([]);
    rejections.stop();
  });

  it.each([
    ['while the background is asked', async () => {}],
    ['while it connects', async () => pass(1)],
    ['when it is open', async () => settled(() => expect(channel.open()).toBe(1))],
    [
      'during a handover',
      async () => {
        await settled(() => expect(channel.open()).toBe(1));
        channel.send(CLOSING);
        await settled(() => expect(channel.open()).toBe(2));
      },
    ],
    [
      'in a pause',
      async () => {
        await settled(() => expect(channel.open()).toBe(1));
        channel.accepted[0]?.terminate();
        await pass(3);
      },
    ],
  ])('leaves nothing when it is closed %s', async (_, reachState) => {
    const { socket, pendingTimers, told, ask } = open({ firstPauseMs: 30, handoverMs: 5000 });
    await reachState();
    socket.close();
    expect(pendingTimers()).toBe(0);
    const [saidBefore, askedBefore] = [told.length, ask.mock.calls.length];
    await settled(() => expect(channel.open()).toBe(0));
    await pass(60);
    expect(channel.open()).toBe(0);
    expect(told).toHaveLength(saidBefore);
    expect(ask).toHaveBeenCalledTimes(askedBefore);
    expect(pendingTimers()).toBe(0);
  });
});
