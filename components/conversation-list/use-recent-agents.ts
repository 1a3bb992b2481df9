import { useEffect, useState } from 'preact/hooks';

const NONE: readonly string[] = [];

/** User ids of the agents watched lately, the latest first; read once the list is on screen. */
export function useRecentAgents(
  findRecentAgents: (() => Promise<readonly string[]>) | undefined,
  ready: boolean,
): readonly string[] {
  const [recent, setRecent] = useState(NONE);
  useEffect(() => {
    if (!ready || !findRecentAgents) return undefined;
    let isStopped = false;
    findRecentAgents()
      .then((found) => {
        if (!isStopped && found.length > 0) setRecent(found);
      })
      // Without them, everything else works.
      .catch(() => undefined);
    return () => {
      isStopped = true;
    };
  }, [ready]);
  return recent;
}
