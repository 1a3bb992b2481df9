import { fail } from '../errors/failure';
import type { Store } from '../storage/store';
import type { RequestPriority } from './request-priority';

/** One request that was sent: when (milliseconds since the epoch) and at which priority. */
export type SentRequest = { at: number; priority: RequestPriority };

/** Stores recent requests, so that a new worker does not start with a full budget. */
export type RequestTimes = Pick<Store<SentRequest[]>, 'update'>;

const MINUTE_MS = 60_000;
/** Periodic requests while the list is open. */
const BACKGROUND = ['refresh', 'names'] as const;

/**
 * Requests per minute for each priority, and which priorities share that limit. Each has its own
 * share, so that no priority can use up another's: presses never cost the list its channel, and a
 * list never blocks a press. Together they are 285 of the 300 that the platform allows per token;
 * the rest is for other users of the same token, such as a second window.
 */
const LIMITS: Record<RequestPriority, { perMinute: number; sharedBy: readonly RequestPriority[] }> = {
  interactive: { perMinute: 150, sharedBy: ['interactive'] },
  prefetch: { perMinute: 30, sharedBy: ['prefetch'] },
  // Eight conversations.
  'prefetch-in-view': { perMinute: 16, sharedBy: ['prefetch-in-view'] },
  'open-list': { perMinute: 40, sharedBy: ['open-list'] },
  channel: { perMinute: 12, sharedBy: ['channel'] },
  refresh: { perMinute: 10, sharedBy: BACKGROUND },
  // Names leave the rest to `refresh`.
  names: { perMinute: 9, sharedBy: BACKGROUND },
  // Three runs.
  checks: { perMinute: 27, sharedBy: ['checks'] },
};

/**
 * Creates one budget for all requests of the extension. `spend` counts one request; over the limit
 * it throws `rate-limited` with the time when requests are possible again, and nothing is sent.
 */
export function createRequestBudget(requestTimes: RequestTimes, now: () => number) {
  return {
    async spend(priority: RequestPriority): Promise<void> {
      let retryAt: number | undefined;
      await requestTimes.update((sent) => {
        const recent = sent.filter(({ at }) => at > now() - MINUTE_MS && at <= now());
        const { perMinute, sharedBy } = LIMITS[priority];
        const counted = recent.filter((one) => sharedBy.includes(one.priority));
        const oldest = counted.length >= perMinute ? counted[counted.length - perMinute] : undefined;
        retryAt = oldest && oldest.at + MINUTE_MS;
        return retryAt === undefined ? [...recent, { at: now(), priority }] : recent;
      });
      if (retryAt !== undefined) throw fail('rate-limited', { retryAt });
    },
  };
}

/** See {@link createRequestBudget}. */
export type RequestBudget = ReturnType<typeof createRequestBudget>;
