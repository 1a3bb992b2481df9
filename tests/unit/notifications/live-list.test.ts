import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { identityItem } from '@/utils/auth/state';
import type { Result } from '@/utils/errors/result';
import { channelItem, floorHeadItem } from '@/utils/floor/state';
import { messenger } from '@/utils/messaging/messenger';
import { keepListLive } from '@/utils/pages/keep-list-live';
import { practiceItem } from '@/utils/practice/state';
import { fakePermissions } from '../fake-permissions';
import { type ChannelServer, change, startChannelServer, TOKEN_REVOKED } from './channel-server';
import { countTimers, FakePage, HURRIED, pass } from './hurried';
import { settled } from './live-harness';

const ADA = { userId: 'ada', name: 'Ada' };
const GRACE = { userId: 'grace', name: 'Grace' };
const DONE: Result<null> = { ok: true, value: null };

let channel: ChannelServer;
let calls: string[];
let permissions: ReturnType<typeof fakePermissions>;
let signedOut: boolean;
const stops: (() => void)[] = [];

beforeEach(async () => {
  fakeBrowser.reset();
  permissions = fakePermissions('*');
  channel = await startChannelServer();
  calls = [];
  signedOut = false;
  messenger.onMessage('open-channel', () => {
    calls.push('open-channel');
    return signedOut
      ? { ok: false, failure: { code: 'signed-out' } }
      : { ok: true, value: { connectUri: channel.connectUri } };
  });
  messenger.onMessage('apply-notifications', ({ data }) => {
    calls.push(`took ${data.notifications.length}`);
    return DONE;
  });
  messenger.onMessage('note-live', ({ data }) => {
    calls.push(data.live ? 'live' : 'not live');
    return DONE;
  });
  messenger.onMessage('refresh-conversations', () => {
    calls.push('poll');
    return DONE;
  });
});

afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  fakeBrowser.runtime.onMessage.removeAllListeners();
  await channel.close();
  await settled(async () => expect((await navigator.locks.query()).held).toEqual([]));
});

function open() {
  const timers = countTimers();
  const stop = keepListLive({
    locks: navigator.locks,
    page: new FakePage(),
    WebSocket,
    startTimer: timers.startTimer,
    timings: HURRIED,
  });
  stops.push(stop);
  return { stop, pendingTimers: timers.pending };
}

describe('keepListLive', () => {
  it('does nothing while nobody is signed in, and begins when somebody is', async () => {
    const { pendingTimers } = open();
    await pass(30);
    expect(calls).toEqual([]);
    expect(pendingTimers()).toBe(0);
    await identityItem.set(ADA);
    await settled(() => expect(calls).toEqual(['open-channel', 'live']));
    channel.send(change(1));
    await settled(() => expect(calls.at(-1)).toBe('took 1'));
  });

  it('connects anew, and reads what was missed, when another channel has taken the place of the one it listens to', async () => {
    open();
    await identityItem.set(ADA);
    await settled(() => expect(calls).toEqual(['open-channel', 'live']));
    const same = { id: 'ch-1', connectUri: channel.connectUri, topics: [], refused: [] };
    await channelItem.set(same);
    await pass(30);
    expect(calls).toEqual(['open-channel', 'live']);
    await channelItem.set({ ...same, id: 'ch-2', connectUri: 'ws://localhost:1/ch-2' });
    await settled(() => expect(calls).toContain('poll'));
    expect(calls.filter((call) => call === 'open-channel')).toHaveLength(2);
    await settled(() => expect(calls.filter((call) => call === 'live')).toHaveLength(2));
  });

  it('stops when somebody signs out', async () => {
    await identityItem.set(ADA);
    const { pendingTimers } = open();
    await settled(() => expect(calls).toEqual(['open-channel', 'live']));
    await identityItem.clear();
    await settled(() => expect(channel.open()).toBe(0));
    expect(calls.at(-1)).toBe('not live');
    expect(pendingTimers()).toBe(0);
  });

  it('begins anew for somebody else', async () => {
    await identityItem.set(ADA);
    open();
    await settled(() => expect(calls).toEqual(['open-channel', 'live']));
    await identityItem.set(GRACE);
    await settled(() => expect(calls.slice(2, 5)).toEqual(['not live', 'open-channel', 'live']));
    await settled(() => expect(channel.open()).toBe(1));
  });

  it('keeps the list of the practice up to date without access to any host', async () => {
    permissions.takeAway('*');
    await identityItem.set(ADA);
    await practiceItem.set({ startedAt: 1, sessions: [] });
    open();
    await settled(() => expect(calls).toEqual(['open-channel', 'live']));
    await pass(30);
    expect(calls).toEqual(['open-channel', 'live']);
    // Back in earnest there is nothing that may be reached.
    await practiceItem.clear();
    await settled(() => expect(calls.at(-1)).toBe('not live'));
  });

  it('does not begin anew for the same person', async () => {
    await identityItem.set(ADA);
    open();
    await settled(() => expect(calls).toEqual(['open-channel', 'live']));
    await identityItem.set({ ...ADA, name: 'Ada L.' });
    await pass(30);
    expect(calls).toEqual(['open-channel', 'live']);
  });

  it.each([
    ['the same person signs in again', () => identityItem.set({ ...ADA, name: 'Ada L.' })],
    [
      'the list could be read again, which is all that is seen of the same person with the same name',
      () => floorHeadItem.set({ takenAt: 1, leftOut: [], unread: [], partial: false, team: [] }),
    ],
  ])('goes on after a signed-out when %s', async (_, signIn) => {
    await identityItem.set(ADA);
    const { pendingTimers } = open();
    await settled(() => expect(calls).toEqual(['open-channel', 'live']));
    signedOut = true;
    channel.send(TOKEN_REVOKED);
    await settled(() => expect(calls.filter((call) => call === 'open-channel')).toHaveLength(2));
    await settled(() => expect(pendingTimers()).toBe(0));
    signedOut = false;
    const before = calls.length;
    await signIn();
    await settled(() => expect(calls.slice(before)).toEqual(['open-channel', 'live', 'poll']));
  });

  it('closes the socket when access is revoked, and opens another when it is granted again', async () => {
    await identityItem.set(ADA);
    const { pendingTimers } = open();
    await settled(() => expect(calls).toEqual(['open-channel', 'live']));
    permissions.takeAway('*');
    await settled(() => expect(channel.open()).toBe(0));
    expect(calls.at(-1)).toBe('not live');
    expect(pendingTimers()).toBe(0);
    permissions.grant('*');
    await settled(() => expect(calls.slice(3)).toEqual(['open-channel', 'live']));
  });

  it('does not start after a sign-in without host access', async () => {
    permissions.takeAway('*');
    open();
    await pass(30);
    await identityItem.set(ADA);
    await pass(30);
    expect(calls).toEqual([]);
  });

  it('stopped: holds and follows nothing any more', async () => {
    await identityItem.set(ADA);
    const { stop, pendingTimers } = open();
    await settled(() => expect(calls).toEqual(['open-channel', 'live']));
    stop();
    await settled(() => expect(channel.open()).toBe(0));
    await identityItem.set(GRACE);
    await pass(30);
    expect(calls).toEqual(['open-channel', 'live', 'not live']);
    expect(pendingTimers()).toBe(0);
  });

  it('stopped before the identity was read: never begins', async () => {
    await identityItem.set(ADA);
    open().stop();
    await pass(30);
    expect(calls).toEqual([]);
  });
});
