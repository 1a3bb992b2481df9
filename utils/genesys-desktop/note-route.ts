import type { ButtonPlaces, FloatingPlace } from './model';

/** Screens that are remembered; a desktop has about five that show a conversation. */
const MAX_ROUTES = 20;

/**
 * Returns what is known about the button after a report from one screen: `place` if the supervisor
 * moved it there, `anchored` if the screen was searched for a place. Returns the same object if it
 * was known already, so that nothing is written.
 */
export function noteRoute(
  before: ButtonPlaces,
  route: string,
  { place, anchored }: { place?: FloatingPlace | undefined; anchored?: boolean | undefined },
  now: number,
): ButtonPlaces {
  const moved = place ? withRoute(before.moved, route, place) : before.moved;
  let { unanchored } = before;
  if (anchored === false) unanchored = withRoute(unanchored, route, now);
  else if (anchored && Object.hasOwn(unanchored, route)) unanchored = without(unanchored, route);
  return moved === before.moved && unanchored === before.unanchored ? before : { moved, unanchored };
}

/** Returns the record with this entry last; the oldest are dropped. */
function withRoute<T>(all: Record<string, T>, route: string, entry: T): Record<string, T> {
  const entries = [...Object.entries(without(all, route)), [route, entry] as const];
  return Object.fromEntries(entries.slice(-MAX_ROUTES));
}

function without<T>(all: Record<string, T>, route: string): Record<string, T> {
  const { [route]: _, ...others } = all;
  return others;
}
