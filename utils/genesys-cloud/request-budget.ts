import { fail } from '../errors/failure';

/**
 * What a request is for. `press`: somebody pressed something. `look`: read ahead for who looks at a
 * conversation. `glance`: the same for a conversation that a desktop page says is in view. `open`:
 * somebody opened the list or asked for it. `list`: keeping it up to date meanwhile. `name`:
 * finding the names of what it shows. `check`: the checks of the settings page.
 */
export const REQUEST_PURPOSES = ['press', 'look', 'glance', 'open', 'list', 'name', 'check'] as const;
export type RequestPurpose = (typeof REQUEST_PURPOSES)[number];

/** One request that was sent: when (milliseconds since the epoch) and for what. */
export type SentRequest = { at: number; purpose: RequestPurpose };

/** Where recent requests are kept, so that a new worker does not begin with a full purse. */
export type RequestTimes = { update(change: (sent: SentRequest[]) => SentRequest[]): Promise<SentRequest[]> };

const MINUTE_MS = 60_000;
/**
 * All but the checks and the glances, which have a purse of their own: looking at the set-up takes
 * nothing from the work, nor the work from it; and a page that shows one conversation after the
 * other uses up nothing that a person needs.
 */
const WORK = ['press', 'look', 'open', 'list', 'name'] as const;
const LISTING = ['open', 'list', 'name'] as const;

/**
 * Requests a minute that each purpose may use, and which purposes share that: whatever serves less urgently leaves room for what
 * serves more. The platform allows a token 300.
 */
const LIMITS: Record<RequestPurpose, { perMinute: number; sharedBy: readonly RequestPurpose[] }[]> = {
  press: [{ perMinute: 50, sharedBy: WORK }],
  look: [{ perMinute: 30, sharedBy: WORK }],
  // Eight conversations.
  glance: [{ perMinute: 16, sharedBy: ['glance'] }],
  open: [{ perMinute: 30, sharedBy: WORK }],
  list: [
    { perMinute: 30, sharedBy: WORK },
    { perMinute: 10, sharedBy: LISTING },
  ],
  name: [
    { perMinute: 30, sharedBy: WORK },
    { perMinute: 9, sharedBy: LISTING },
  ],
  // Three runs.
  check: [{ perMinute: 24, sharedBy: ['check'] }],
};

/**
 * One budget for all requests of the extension. `spend` books one request; over the budget it throws `rate-limited` with the time at
 * which there is room again, and sends nothing.
 */
export function createRequestBudget(requestTimes: RequestTimes, now: () => number) {
  return {
    async spend(purpose: RequestPurpose): Promise<void> {
      let retryAt: number | undefined;
      await requestTimes.update((sent) => {
        const recent = sent.filter(({ at }) => at > now() - MINUTE_MS && at <= now());
        const waits = LIMITS[purpose].flatMap(({ perMinute, sharedBy }) => {
          const counted = recent.filter((one) => sharedBy.includes(one.purpose));
          const oldest = counted.length >= perMinute ? counted[counted.length - perMinute] : undefined;
          return oldest ? [oldest.at + MINUTE_MS] : [];
        });
        retryAt = waits.length > 0 ? Math.max(...waits) : undefined;
        return retryAt === undefined ? [...recent, { at: now(), purpose }] : recent;
      });
      if (retryAt !== undefined) throw fail('rate-limited', { retryAt });
    },
  };
}

/** See {@link createRequestBudget}. */
export type RequestBudget = ReturnType<typeof createRequestBudget>;
