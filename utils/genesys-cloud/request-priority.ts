/**
 * The priority of a request, by its purpose. `interactive`: the user pressed something. `prefetch`:
 * prefetches a conversation that the user is viewing. `prefetch-in-view`: the same for a
 * conversation that a desktop page reports as in view. `open-list`: the user opened or reloaded the
 * list. `channel`: the channel that delivers changes. `refresh`: keeps the open list up to date.
 * `names`: looks up names for the list. `checks`: the checks of the settings page.
 */
export const REQUEST_PRIORITIES = [
  'interactive',
  'prefetch',
  'prefetch-in-view',
  'open-list',
  'channel',
  'refresh',
  'names',
  'checks',
] as const;
export type RequestPriority = (typeof REQUEST_PRIORITIES)[number];

const ASKED_FOR: readonly RequestPriority[] = ['interactive', 'open-list', 'checks'];

/** Whether a user waits for a request; if not, it can as well come later. */
export const isAskedFor = (priority: RequestPriority = 'interactive') => ASKED_FOR.includes(priority);
