import { fail } from '../errors/failure';

/** Where the times of recent requests are kept, so that a new worker does not begin with a full purse. */
export type RequestTimes = { update(change: (times: number[]) => number[]): Promise<number[]> };

const MINUTE_MS = 60_000;
/** Requests a minute that all parts of the extension share; the platform allows a token 300. */
const PER_MINUTE = 50;
/** What reading ahead and listing may use of it: the rest is for what somebody has pressed. */
const PER_MINUTE_LOOKING = 35;

/**
 * One budget for all requests of the extension. `spend` books one request; over the budget it throws `rate-limited` with the time at
 * which there is room again, and sends nothing. `looking`: nobody pressed anything, the request only serves who looks.
 */
export function createRequestBudget(requestTimes: RequestTimes, now: () => number) {
  return {
    async spend(looking: boolean): Promise<void> {
      const limit = looking ? PER_MINUTE_LOOKING : PER_MINUTE;
      let retryAt: number | undefined;
      await requestTimes.update((times) => {
        const recent = times.filter((time) => time > now() - MINUTE_MS && time <= now());
        if (recent.length >= limit) {
          const oldest = recent[recent.length - limit] ?? now();
          retryAt = oldest + MINUTE_MS;
          return recent;
        }
        retryAt = undefined;
        return [...recent, now()];
      });
      if (retryAt !== undefined) throw fail('rate-limited', { retryAt });
    },
  };
}

/** See {@link createRequestBudget}. */
export type RequestBudget = ReturnType<typeof createRequestBudget>;
