/**
 * The priority of a request, by whom it serves. `interactive`: somebody pressed something.
 * `prefetch`: reads ahead for somebody who looks at a conversation. `prefetch-in-view`: the same
 * for a conversation that a desktop page says is in view. `open-list`: somebody opened or reloaded
 * the list. `channel`: the channel on which changes arrive. `refresh`: keeps the open list up to
 * date. `names`: looks up the names of what the list shows. `checks`: the checks of the settings
 * page.
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
