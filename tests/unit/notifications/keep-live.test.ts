import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepLive } from '@/utils/notifications/keep-live';
import type { Timings } from '@/utils/notifications/timings';
import {
  type ChannelServer,
  CLOSING,
  change,
  HEARTBEAT,
  PONG,
  startChannelServer,
  TOKEN_REVOKED,
} from './channel-server';
import { pass } from './hurried';
import { type LivePage, livePage, settled } from './live-harness';

let channel: ChannelServer;
const pages: LivePage[] = [];

beforeEach(async () => {
  channel = await startChannelServer();
});

afterEach(async () => {
  for (const { live } of pages.splice(0)) live.stop();
  await channel.close();
  await settled(async () => expect((await navigator.locks.query()).held).toEqual([]));
});

function newPage(timings?: Partial<Timings>): LivePage {
  const page = livePage(channel, timings);
  pages.push(page);
  return page;
}

async function liveFrom(page: LivePage) {
  page.live.start();
  await settled(() => expect(page.calls).toEqual(['open-channel', 'live']));
}

/** Shows that nothing is left of a page: no socket, no timer, no call to come. */
async function expectNothingLeft(page: LivePage) {
  expect(page.pendingTimers()).toBe(0);
  await settled(() => expect(channel.open()).toBe(0));
  const before = page.calls.length;
  await pass(60);
  expect(page.calls).toHaveLength(before);
  expect(page.pendingTimers()).toBe(0);
}

describe('what the socket delivers', () => {
  it('is forwarded in batches, in order, without heartbeats and pongs', async () => {
    const page = newPage();
    await liveFrom(page);
    const changes = Array.from({ length: 450 }, (_, number) => change(number));
    channel.send(HEARTBEAT, ...changes.slice(0, 100), PONG, ...changes.slice(100), HEARTBEAT);
    await settled(() => expect(page.forwarded()).toEqual(changes));
    expect(Math.max(...page.batches.map(({ length }) => length))).toBe(200);
    expect(page.batches.length).toBeLessThan(10);
  });

  it('waits no longer than the batch interval', async () => {
    const page = newPage({ batchMs: 30 });
    await liveFrom(page);
    channel.send(change(1));
    await pass(8);
    channel.send(change(2));
    await settled(() => expect(page.batches).toEqual([[change(1), change(2)]]));
    channel.send(change(3));
    await settled(() => expect(page.batches).toHaveLength(2));
  });

  it('stays in order while the background is slow', async () => {
    const page = newPage({ batchMs: 1 });
    const taken: unknown[] = [];
    let atTheSameTime = 0;
    page.requests.applyNotifications = async (notifications) => {
      atTheSameTime += 1;
      expect(atTheSameTime).toBe(1);
      await pass(taken.length === 0 ? 30 : 2);
      taken.push(...notifications);
      atTheSameTime -= 1;
      return { ok: true, value: null };
    };
    await liveFrom(page);
    const changes = Array.from({ length: 30 }, (_, number) => change(number));
    for (const each of changes) {
      channel.send(each);
      await pass(1);
    }
    await settled(() => expect(taken).toEqual(changes));
  });

  it('is read again where the background could not take it', async () => {
    const page = newPage();
    await liveFrom(page);
    page.failToTake({ code: 'unexpected-error' });
    channel.send(change(1));
    await settled(() => expect(page.count('poll')).toBe(1));
  });

  it('is ignored when it is nonsense', async () => {
    const page = newPage();
    await liveFrom(page);
    channel.send('{', '[]', 'null', 'z'.repeat(1_000_000), change(1));
    await settled(() => expect(page.forwarded()).toEqual([change(1)]));
    expect(page.calls).toEqual(['open-channel', 'live']);
  });
});

describe('too much on the socket', () => {
  it('a background that takes nothing: what waits does not grow, and the list is read again once it does', async () => {
    const page = newPage();
    const stuck = Promise.withResolvers<void>();
    page.requests.applyNotifications = async (notifications) => {
      page.batches.push(notifications);
      if (page.batches.length === 1) await stuck.promise;
      return { ok: true, value: null };
    };
    await liveFrom(page);
    // Below what counts as a flood, second after second.
    for (let second = 0; second < 3; second += 1) {
      channel.send(...Array.from({ length: 900 }, (_, number) => change(second * 900 + number)));
      await pass(1_050);
    }
    await settled(() => expect(page.count('poll')).toBeGreaterThan(0));
    stuck.resolve();
    await pass(50);
    // One batch was under way, the next two thousand were dropped.
    expect(page.forwarded().length).toBeLessThan(900);
    expect(page.count('not live')).toBe(0);
  });

  it('large frames go in batches that the background takes', async () => {
    const page = newPage();
    await liveFrom(page);
    const large = Array.from({ length: 6 }, (_, number) => ({
      ...change(number),
      metadata: { filler: 'x'.repeat(900_000) },
    }));
    channel.send(...large);
    await settled(() => expect(page.forwarded()).toHaveLength(6));
    for (const batch of page.batches) expect(JSON.stringify(batch).length).toBeLessThan(3_000_000);
  });

  it('an oversized frame is not read, and the list is read again', async () => {
    const page = newPage();
    await liveFrom(page);
    channel.send({ ...change(1), metadata: { filler: 'x'.repeat(2_100_000) } }, change(2));
    await settled(() => expect(page.forwarded()).toEqual([change(2)]));
    await settled(() => expect(page.count('poll')).toBe(1));
    expect(channel.open()).toBe(1);
  });

  it.each([
    ['frames too long', () => 'x'.repeat(2_100_000)],
    ['frames too deep', () => `{"topicName":"v2.users.1.conversations","eventBody":${'['.repeat(500_000)}`],
  ])(
    '%s, again and again: the socket is closed for good and the list goes on by polls',
    async (_what, make) => {
      const page = newPage({ pollMs: 30 });
      page.live.start();
      // On a slow machine the list is read before the socket is open.
      await settled(() => expect(page.calls).toContain('live'));
      for (let times = 0; times < 5; times += 1) channel.send(make());
      await settled(() => expect(page.calls).toContain('not live'));
      await settled(() => expect(channel.open()).toBe(0));
      const before = page.count('poll');
      await settled(() => expect(page.count('poll')).toBeGreaterThan(before + 2));
      expect(page.count('open-channel')).toBe(1);
      expect(page.forwarded()).toEqual([]);
    },
  );

  it('a flood: no more than a thousand frames a second are read, and the list is read again', async () => {
    const page = newPage();
    await liveFrom(page);
    channel.send(...Array.from({ length: 20_000 }, (_, number) => change(number)));
    await settled(() => expect(page.count('poll')).toBeGreaterThan(0));
    await pass(200);
    expect(page.forwarded().length).toBeLessThanOrEqual(4_000);
    channel.send(HEARTBEAT);
    expect(channel.open()).toBe(1);
  });
});

describe('gaps', () => {
  it('are none at the opening: the view has just read the list', async () => {
    const page = newPage();
    await liveFrom(page);
    await pass(50);
    expect(page.count('poll')).toBe(0);
  });

  it('between that reading and the subscriptions are read a while after the first connection, once', async () => {
    const page = newPage({ catchUpMs: 40 });
    await liveFrom(page);
    await settled(() => expect(page.count('poll')).toBe(1));
    await pass(100);
    expect(page.count('poll')).toBe(1);
  });

  it('are not looked for any more when the page has closed', async () => {
    const page = newPage({ catchUpMs: 40 });
    await liveFrom(page);
    page.live.stop();
    await pass(80);
    expect(page.count('poll')).toBe(0);
  });

  it('of a drop are told, and read once after the socket is back', async () => {
    const page = newPage();
    await liveFrom(page);
    channel.accepted[0]?.terminate();
    await settled(() =>
      expect(page.calls).toEqual(['open-channel', 'live', 'not live', 'open-channel', 'live', 'poll']),
    );
    await pass(50);
    expect(page.count('poll')).toBe(1);
  });

  it('are told once, however many attempts fail', async () => {
    const page = newPage();
    await liveFrom(page);
    channel.refuseNext = 3;
    channel.accepted[0]?.terminate();
    await settled(() => expect(page.count('poll')).toBe(1));
    expect(page.count('not live')).toBe(1);
    expect(page.count('open-channel')).toBe(5);
  });

  it('are none when the server closes a socket with a warning', async () => {
    const page = newPage();
    await liveFrom(page);
    const [old] = channel.accepted;
    channel.send(CLOSING, change(1));
    await settled(() => expect(channel.accepted).toHaveLength(2));
    old?.send(JSON.stringify(change(2)));
    channel.send(change(3));
    await settled(() => expect(page.forwarded()).toHaveLength(4));
    await settled(() => expect(channel.open()).toBe(1));
    expect(page.calls).toEqual(['open-channel', 'live', 'open-channel']);
  });

  it('after the silence of a dead socket are read', async () => {
    const page = newPage({ silenceMs: 40, pongMs: 20 });
    await liveFrom(page);
    channel.answerPings = false;
    await settled(() => expect(page.count('poll')).toBeGreaterThan(0));
    expect(page.calls.slice(0, 6)).toEqual([
      'open-channel',
      'live',
      'not live',
      'open-channel',
      'live',
      'poll',
    ]);
  });

  it('never make polls follow each other at once', async () => {
    const page = newPage({ pollApartMs: 80, firstPauseMs: 2, longestPauseMs: 2 });
    await liveFrom(page);
    const begun = Date.now();
    while (Date.now() - begun < 200) {
      channel.accepted.at(-1)?.terminate();
      await pass(5);
    }
    expect(page.count('live')).toBeGreaterThan(5);
    expect(page.count('poll')).toBeGreaterThan(0);
    expect(page.count('poll')).toBeLessThanOrEqual(4);
  });
});

describe('a network that is back', () => {
  it('lets the list be read at once', async () => {
    const page = newPage();
    await liveFrom(page);
    page.page.window.dispatchEvent(new Event('online'));
    await settled(() => expect(page.count('poll')).toBe(1));
    expect(page.count('open-channel')).toBe(1);
  });

  it('is not asked before the time that the service named', async () => {
    const page = newPage();
    page.failToOpen({ code: 'rate-limited', retryAt: Date.now() + 100_000 });
    page.live.start();
    await settled(() => expect(page.count('open-channel')).toBe(1));
    page.page.window.dispatchEvent(new Event('online'));
    await pass(60);
    expect(page.count('open-channel')).toBe(1);
  });

  it('is nothing to a page that is hidden', async () => {
    const page = newPage();
    await liveFrom(page);
    page.page.show('hidden');
    await expectNothingLeft(page);
    page.page.window.dispatchEvent(new Event('online'));
    await expectNothingLeft(page);
  });
});

describe('a computer that slept', () => {
  it('reads the list again at once, though its socket seems to be open', async () => {
    let sleptMs = 0;
    const page = livePage(channel, { clockMs: 10 }, { now: () => Date.now() + sleptMs });
    pages.push(page);
    await liveFrom(page);
    await pass(50);
    expect(page.count('poll')).toBe(0);
    sleptMs = 9 * 3_600_000;
    await settled(() => expect(page.count('poll')).toBe(1));
  });
});

describe('polls by the clock', () => {
  it('come at the long interval while the socket is up, the first a whole interval after the opening', async () => {
    const page = newPage({ pollLiveMs: 60, pollMs: 100_000 });
    page.live.start();
    // On a slow machine, more have arrived by the time of the check.
    await settled(() => expect(page.count('poll')).toBeGreaterThanOrEqual(3));
    expect(page.calls.slice(0, 3)).toEqual(['open-channel', 'live', 'poll']);
    const [opened = Number.NaN] = page.timesOf('live');
    expect((page.timesOf('poll')[2] ?? Number.NaN) - opened).toBeGreaterThanOrEqual(160);
  });

  it('come at the short interval while it is down, and failing attempts do not put them off', async () => {
    const page = newPage({ pollLiveMs: 100_000, pollMs: 50, firstPauseMs: 4, longestPauseMs: 8 });
    channel.refuseNext = 10_000;
    page.live.start();
    await settled(() => expect(page.count('poll')).toBeGreaterThanOrEqual(3));
    expect(page.count('open-channel')).toBeGreaterThan(5);
    expect(page.count('not live')).toBe(1);
  });

  it('wait for the time that the service names, and come then', async () => {
    const page = newPage({ pollLiveMs: 20 });
    page.failToPoll({ code: 'rate-limited', retryAt: Date.now() + 150 });
    await liveFrom(page);
    await settled(() => expect(page.count('poll')).toBe(1));
    await pass(60);
    expect(page.count('poll')).toBe(1);
    await settled(() => expect(page.count('poll')).toBeGreaterThan(1));
  });
});

describe('a refusal of', () => {
  it('permission: polls only, and never asks for a channel again', async () => {
    const page = newPage({ pollMs: 30 });
    page.failToOpen({ code: 'permission-denied' });
    page.live.start();
    await settled(() => expect(page.count('poll')).toBe(3));
    page.page.show('hidden');
    page.page.show('visible');
    // Shown again: whatever it missed is read, still without a socket.
    await settled(() => expect(page.count('poll')).toBe(5));
    expect(page.count('open-channel')).toBe(1);
    expect(page.count('live')).toBe(0);
    expect(page.calls.slice(0, 2)).toEqual(['open-channel', 'not live']);
    expect(channel.accepted).toEqual([]);
  });

  it('permission: another person is asked about anew', async () => {
    const page = newPage();
    page.failToOpen({ code: 'permission-denied' });
    page.live.start();
    await settled(() => expect(page.calls).toEqual(['open-channel', 'not live']));
    page.live.stop();
    page.live.start();
    await settled(() => expect(page.count('live')).toBe(1));
  });

  it('a rate limit: asks again at the time that the service names', async () => {
    const page = newPage();
    const retryAt = Date.now() + 100;
    page.failToOpen({ code: 'rate-limited', retryAt });
    page.live.start();
    await settled(() => expect(page.count('live')).toBe(1));
    expect(Date.now()).toBeGreaterThanOrEqual(retryAt - 2);
    expect(page.count('open-channel')).toBe(2);
  });

  it('a revoked token: another channel is asked for, after the background has heard of it', async () => {
    const page = newPage({ batchMs: 100_000 });
    await liveFrom(page);
    page.requests.applyNotifications = async (notifications) => {
      page.batches.push(notifications);
      page.calls.push('taken');
      return { ok: true, value: null };
    };
    channel.send(TOKEN_REVOKED);
    await settled(() => expect(page.count('poll')).toBe(1));
    expect(page.calls).toEqual(['open-channel', 'live', 'taken', 'not live', 'open-channel', 'live', 'poll']);
    expect(page.forwarded()).toEqual([TOKEN_REVOKED]);
  });

  it('a revoked token of somebody who is signed out: everything stops until it is told to go on', async () => {
    const page = newPage({ pollMs: 30_000, pollLiveMs: 30_000 });
    await liveFrom(page);
    page.failToOpen({ code: 'signed-out' });
    channel.send(TOKEN_REVOKED);
    await settled(() => expect(page.count('open-channel')).toBe(2));
    await expectNothingLeft(page);
    expect(page.calls).toEqual(['open-channel', 'live', 'not live', 'open-channel']);
    page.live.restart();
    await settled(() => expect(page.calls.slice(4)).toEqual(['open-channel', 'live', 'poll']));
  });

  it('a poll of somebody who is signed out: everything stops', async () => {
    const page = newPage({ pollLiveMs: 20 });
    page.failToPoll({ code: 'signed-out' });
    await liveFrom(page);
    await settled(() => expect(page.count('poll')).toBe(1));
    await expectNothingLeft(page);
    expect(page.calls.at(-1)).toBe('not live');
  });

  it('an answer about somebody who has left meanwhile stops nothing', async () => {
    const page = newPage({ pollLiveMs: 20 });
    let answer = () => {};
    page.requests.poll = () =>
      new Promise((resolve) => {
        page.calls.push('poll');
        answer = () => resolve({ ok: false, failure: { code: 'signed-out' } });
      });
    await liveFrom(page);
    await settled(() => expect(page.count('poll')).toBe(1));
    page.live.stop();
    page.requests.poll = async () => ({ ok: true, value: null });
    page.live.start();
    await settled(() => expect(page.count('live')).toBe(2));
    answer();
    await pass(20);
    expect(channel.open()).toBe(1);
  });

  it('restart does nothing to what runs, and nothing where nobody is signed in', async () => {
    const page = newPage();
    page.live.restart();
    await pass(20);
    expect(page.calls).toEqual([]);
    await liveFrom(page);
    page.live.restart();
    page.live.start();
    await pass(20);
    expect(page.calls).toEqual(['open-channel', 'live']);
    page.live.stop();
    page.live.restart();
    await expectNothingLeft(page);
  });
});

describe('a hidden page', () => {
  it.each([
    ['hidden', (page: LivePage) => page.page.show('hidden')],
    ['left', (page: LivePage) => page.page.leave()],
    ['signed out', (page: LivePage) => page.live.stop()],
  ])('%s: closes its socket, says so, and leaves no timer', async (_, end) => {
    const page = newPage({ pollLiveMs: 30 });
    await liveFrom(page);
    channel.send(change(1));
    await settled(() => expect(page.forwarded()).toHaveLength(1));
    expect(page.pendingTimers()).toBeGreaterThan(0);
    end(page);
    expect(page.calls.at(-1)).toBe('not live');
    await expectNothingLeft(page);
  });

  it('hidden in the middle of things (connecting, pausing, batching, reading) leaves nothing', async () => {
    for (let delay = 0; delay < 30; delay += 2) {
      const page = newPage({ pollLiveMs: 5, pollMs: 5, batchMs: 5 });
      page.live.start();
      await pass(delay);
      if (channel.open() > 0) channel.send(change(1), delay % 4 === 0 ? CLOSING : TOKEN_REVOKED);
      await pass(delay % 7);
      page.page.show('hidden');
      expect(page.pendingTimers()).toBe(0);
      await settled(() => expect(channel.open()).toBe(0));
      const before = page.calls.length;
      await pass(15);
      expect(page.calls).toHaveLength(before);
      expect(page.pendingTimers()).toBe(0);
      page.live.stop();
    }
  });

  it('shown again: connects and reads what it missed', async () => {
    const page = newPage();
    await liveFrom(page);
    page.page.show('hidden');
    await settled(() => expect(channel.open()).toBe(0));
    page.page.show('visible');
    await settled(() =>
      expect(page.calls).toEqual(['open-channel', 'live', 'not live', 'open-channel', 'live', 'poll']),
    );
  });

  it('opened hidden and shown much later: reads what it missed', async () => {
    const page = newPage({ freshMs: 10 });
    page.page.show('hidden');
    page.live.start();
    await pass(30);
    expect(page.calls).toEqual([]);
    page.page.show('visible');
    await settled(() => expect(page.calls).toEqual(['open-channel', 'live', 'poll']));
  });
});

describe('the page itself', () => {
  it('provides WebSocket, locks, timers and clock by default', async () => {
    const { requests, page, calls } = newPage();
    const live = keepLive(requests, { page });
    live.start();
    await settled(() => expect(calls).toEqual(['open-channel', 'live']));
    channel.send(change(1));
    await settled(() => expect(channel.open()).toBe(1));
    live.stop();
    await settled(() => expect(channel.open()).toBe(0));
  });
});

describe('several pages', () => {
  it('have one socket, and the next takes over and reads what was missed when the first goes', async () => {
    const [first, second, third] = [newPage(), newPage(), newPage()];
    await liveFrom(first);
    second.live.start();
    third.live.start();
    await pass(40);
    expect(second.calls).toEqual([]);
    expect(second.pendingTimers()).toBe(0);
    expect(channel.accepted).toHaveLength(1);
    first.page.leave();
    await settled(() => expect(second.calls).toEqual(['open-channel', 'live', 'poll']));
    expect(first.calls.at(-1)).toBe('not live');
    expect(third.calls).toEqual([]);
    await settled(() => expect(channel.open()).toBe(1));
    channel.send(change(1));
    await settled(() => expect(second.forwarded()).toEqual([change(1)]));
    expect(first.forwarded()).toEqual([]);
  });

  it('keep the visible page elected when another is hidden', async () => {
    const [first, second] = [newPage(), newPage()];
    await liveFrom(first);
    second.live.start();
    await pass(5);
    second.page.show('hidden');
    await pass(20);
    expect(first.calls).toEqual(['open-channel', 'live']);
    expect(second.calls).toEqual([]);
  });
});
