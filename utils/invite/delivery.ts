import type { Failure } from '../errors/failure';

/**
 * What became of an invitation. Where it was not sent, or nobody knows, its text comes along to be
 * handed over by other means; it holds a join link, so it is for the extension's own pages alone
 * and is kept nowhere.
 */
export type Delivery =
  | { how: 'sent' }
  /** `why`: what stands in the way of chat; `off`: the organisation has switched it off. */
  | { how: 'not-sent'; why: Failure | 'off'; text: string }
  /** The answer was lost: it may have arrived. */
  | { how: 'unsure'; why: Failure; text: string };
