import { useEffect, useState } from 'preact/hooks';
import type { Session } from '@/utils/cobrowse/model';

/** The sessions whose time is not over. Draws again when the next one ends, not every second. */
export function useLiveSessions(sessions: Session[]): Session[] {
  const [, setEndedAt] = useState(0);
  const live = sessions.filter(({ expiresAt }) => expiresAt > Date.now());
  const nextEnd = live.length === 0 ? null : Math.min(...live.map(({ expiresAt }) => expiresAt));

  useEffect(() => {
    if (nextEnd === null) return undefined;
    const timer = setTimeout(() => setEndedAt(nextEnd), Math.max(0, nextEnd - Date.now()) + 1);
    return () => clearTimeout(timer);
  }, [nextEnd]);

  return live;
}
