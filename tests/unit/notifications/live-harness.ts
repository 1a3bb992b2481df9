import { vi } from 'vitest';
import type { Failure } from '@/utils/errors/failure';
import type { Result } from '@/utils/errors/result';
import { keepLive, type LiveEnvironment, type LiveRequests } from '@/utils/notifications/keep-live';
import type { Timings } from '@/utils/notifications/timings';
import type { ChannelServer } from './channel-server';
import { countTimers, FakePage, HURRIED } from './hurried';

const DONE: Result<null> = { ok: true, value: null };
const failed = (failure: Failure) => ({ ok: false, failure }) as const;

/** A page that keeps its list live, with the background's part played by the test and noted. */
export function livePage(
  channel: ChannelServer,
  timings: Partial<Timings> = {},
  environment: Partial<LiveEnvironment> = {},
) {
  const page = new FakePage();
  const timers = countTimers();
  const calls: string[] = [];
  /** When each of the calls came, in the same order. */
  const times: number[] = [];
  const note = (call: string) => {
    calls.push(call);
    times.push(performance.now());
  };
  const batches: unknown[][] = [];
  const channelFailures: Failure[] = [];
  let takeFailure: Failure | null = null;
  const rereadFailures: Failure[] = [];
  const requests: LiveRequests = {
    async openChannel() {
      note('open-channel');
      const failure = channelFailures.shift();
      return failure ? failed(failure) : { ok: true, value: { connectUri: channel.connectUri } };
    },
    async applyNotifications(notifications) {
      batches.push(notifications);
      return takeFailure ? failed(takeFailure) : DONE;
    },
    async noteLive(live) {
      note(live ? 'live' : 'not live');
      return DONE;
    },
    async poll() {
      note('poll');
      const failure = rereadFailures.shift();
      return failure ? failed(failure) : DONE;
    },
  };
  const live = keepLive(requests, {
    locks: navigator.locks,
    page,
    WebSocket,
    startTimer: timers.startTimer,
    timings: { ...HURRIED, ...timings },
    ...environment,
  });
  return {
    live,
    page,
    requests,
    pendingTimers: timers.pending,
    calls,
    batches,
    forwarded: () => batches.flat(),
    count: (call: string) => calls.filter((each) => each === call).length,
    /** When the calls of this name came, in milliseconds. */
    timesOf: (call: string) => times.filter((_, at) => calls[at] === call),
    /** The next answers to `open-channel`. */
    failToOpen: (...failures: Failure[]) => channelFailures.push(...failures),
    failToPoll: (...failures: Failure[]) => rereadFailures.push(...failures),
    failToTake(failure: Failure | null) {
      takeFailure = failure;
    },
  };
}

export type LivePage = ReturnType<typeof livePage>;

/** Waits until a list of calls has come to this. */
export const settled = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 2 });
