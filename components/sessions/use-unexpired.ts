import { useEffect, useState } from 'preact/hooks';

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
    const timer = setTimeout(() => setEndedAt(nextEnd), Math.max(0, nextEnd - Date.now()) + 1);
    return () => clearTimeout(timer);
  }, [nextEnd]);

  return lasting;
}
