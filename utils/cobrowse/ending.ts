import type { Session, SessionEnding } from './model';
import { SERVICE_TRAITS } from './service-traits';

/** How long an end can be undone, in milliseconds. */
export const UNDO_MS = 8_000;

/** Whether the user has ended a session, and it has not ended yet. */
export const isEnding = ({ ending }: Pick<Session, 'ending'>) => ending !== undefined;

/**
 * Whether an end can be undone. Not where only the page can be left; and nobody's screens may be
 * watched after the supervisor has stopped.
 */
export const canUndoEnd = ({ service }: Pick<Session, 'service'>) =>
  SERVICE_TRAITS[service].endsForAll && SERVICE_TRAITS[service].viewedIn !== 'own-page';

/** How an end by the user is recorded: where there is no end call, they have only left. */
export const endedByUser = (how: 'ended' | 'left'): SessionEnding =>
  how === 'left' ? 'left' : 'ended-by-you';
