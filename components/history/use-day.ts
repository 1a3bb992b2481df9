import { zoneKey } from '../common/time';
import { useClockText } from '../common/use-now';
import { dayOf } from './days';

/**
 * Identifies today in the computer's time zone. Renders again at midnight and when the zone
 * changes: an open page must not call yesterday's sessions today's.
 */
export function useDay(): string {
  return useClockText((now) => `${dayOf(now)} ${zoneKey()}`, null);
}
