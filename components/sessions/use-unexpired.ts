import { useEffect, useState } from 'preact/hooks';

/** The items whose time is not over. Draws again when the next one's is, not every second. */
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
