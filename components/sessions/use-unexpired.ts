import { useEffect, useState } from 'preact/hooks';
import { atTime } from '../common/at-time';

/**
 * Returns the items whose time is not over. Renders again when the next one expires, not every
 * second.
 */
export function useUnexpired<T>(items: T[], endOf: (item: T) => number): T[] {
  const [, setEndedAt] = useState(0);
  const lasting = items.filter((item) => endOf(item) > Date.now());
  const nextEnd = lasting.length === 0 ? null : Math.min(...lasting.map(endOf));

  useEffect(() => {
    if (nextEnd === null) return undefined;
    return atTime(nextEnd, () => setEndedAt(nextEnd));
  }, [nextEnd]);

  return lasting;
}
