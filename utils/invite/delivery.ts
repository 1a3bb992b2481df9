import type { Failure } from '../errors/failure';

/**
 * The outcome of an invitation. If it was not sent, or that is unknown, its text is included, to be
 * handed over in another way. The text contains a join link, so it is only for the extension's own
 * pages and is never stored.
 */
export type Delivery =
  | { how: 'sent' }
  /** `why`: what prevents a chat message; `off`: the organization has switched it off. */
  | { how: 'not-sent'; why: Failure | 'off'; text: string }
  /** The answer was lost: the message may have arrived. */
  | { how: 'unsure'; why: Failure; text: string };
