import { fail } from '../errors/failure';
import type { Store } from '../storage/store';

/**
 * What a request is for. `press`: somebody pressed something. `look`: read ahead for who looks at a
 * conversation. `glance`: the same for a conversation that a desktop page says is in view. `open`:
 * somebody opened the list or asked for it. `channel`: the channel on which changes arrive. `list`:
 * keeping the list up to date meanwhile. `name`: finding the names of what it shows. `check`: the
 * checks of the settings page.
 */
export const REQUEST_PURPOSES = [
  'press',
  'look',
  'glance',
  'open',
  'channel',
  'list',
  'name',
  'check',
] as const;
export type RequestPurpose = (typeof REQUEST_PURPOSES)[number];

/** One request that was sent: when (milliseconds since the epoch) and for what. */
export type SentRequest = { at: number; purpose: RequestPurpose };

/** Where recent requests are kept, so that a new worker does not begin with a full purse. */
export type RequestTimes = Pick<Store<SentRequest[]>, 'update'>;

const MINUTE_MS = 60_000;
/** What goes on by itself while the list is open. */
const BACKGROUND = ['list', 'name'] as const;

/**
 * Requests a minute that each purpose may use, and which purposes share that. Each has a share of
 * its own, so that none can be used up by another: presses never take the list's channel away, and
 * a list never holds a press back. Together they are 282 of the 300 that the platform allows a
 * token; the rest is for what else uses the same token, as a second window does.
 */
const LIMITS: Record<RequestPurpose, { perMinute: number; sharedBy: readonly RequestPurpose[] }> = {
  press: { perMinute: 150, sharedBy: ['press'] },
  look: { perMinute: 30, sharedBy: ['look'] },
  // Eight conversations.
  glance: { perMinute: 16, sharedBy: ['glance'] },
  open: { perMinute: 40, sharedBy: ['open'] },
  channel: { perMinute: 12, sharedBy: ['channel'] },
  list: { perMinute: 10, sharedBy: BACKGROUND },
  // Names leave the list one.
  name: { perMinute: 9, sharedBy: BACKGROUND },
  // Three runs.
  check: { perMinute: 24, sharedBy: ['check'] },
};

/**
 * One budget for all requests of the extension. `spend` books one request; over the budget it
 * throws `rate-limited` with the time at which there is room again, and sends nothing.
 */
export function createRequestBudget(requestTimes: RequestTimes, now: () => number) {
  return {
    async spend(purpose: RequestPurpose): Promise<void> {
      let retryAt: number | undefined;
      await requestTimes.update((sent) => {
        const recent = sent.filter(({ at }) => at > now() - MINUTE_MS && at <= now());
        const { perMinute, sharedBy } = LIMITS[purpose];
        const counted = recent.filter((one) => sharedBy.includes(one.purpose));
        const oldest = counted.length >= perMinute ? counted[counted.length - perMinute] : undefined;
        retryAt = oldest && oldest.at + MINUTE_MS;
        return retryAt === undefined ? [...recent, { at: now(), purpose }] : recent;
      });
      if (retryAt !== undefined) throw fail('rate-limited', { retryAt });
    },
  };
}

/** See {@link createRequestBudget}. */
export type RequestBudget = ReturnType<typeof createRequestBudget>;
