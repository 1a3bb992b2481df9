import { fail } from '../errors/failure';
import type { Store } from '../storage/store';
import type { RequestPriority } from './request-priority';

/** One request that was sent: when (milliseconds since the epoch) and at which priority. */
export type SentRequest = { at: number; priority: RequestPriority };

/** Where recent requests are kept, so that a new worker does not begin with a full purse. */
export type RequestTimes = Pick<Store<SentRequest[]>, 'update'>;

const MINUTE_MS = 60_000;
/** What goes on by itself while the list is open. */
const BACKGROUND = ['refresh', 'names'] as const;

/**
 * Requests a minute that each priority may use, and which priorities share that. Each has a share
 * of its own, so that none can be used up by another: presses never take the list's channel away,
 * and a list never holds a press back. Together they are 282 of the 300 that the platform allows a
 * token; the rest is for what else uses the same token, as a second window does.
 */
const LIMITS: Record<RequestPriority, { perMinute: number; sharedBy: readonly RequestPriority[] }> = {
  interactive: { perMinute: 150, sharedBy: ['interactive'] },
  prefetch: { perMinute: 30, sharedBy: ['prefetch'] },
  // Eight conversations.
  'prefetch-in-view': { perMinute: 16, sharedBy: ['prefetch-in-view'] },
  'open-list': { perMinute: 40, sharedBy: ['open-list'] },
  channel: { perMinute: 12, sharedBy: ['channel'] },
  refresh: { perMinute: 10, sharedBy: BACKGROUND },
  // Names leave the refresh one.
  names: { perMinute: 9, sharedBy: BACKGROUND },
  // Three runs.
  checks: { perMinute: 24, sharedBy: ['checks'] },
};

/**
 * One budget for all requests of the extension. `spend` books one request; over the budget it
 * throws `rate-limited` with the time at which there is room again, and sends nothing.
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
