import type { Store } from '../storage/store';
import type { FoundServices } from './model';
import type { ServiceKind } from './service-traits';

/** Remembers which cobrowse service an organisation was found to have. */
export type ServiceMemory = {
  /** What was found for the present place within the last day, or `null`. */
  recall(): Promise<ServiceKind | null>;
  note(kind: ServiceKind): Promise<void>;
  /** What was found is not true any more: the next look finds out anew. */
  forget(): Promise<void>;
  /** Runs the look that finds out. */
  findOut<T>(look: () => Promise<T>): Promise<T>;
  /** The look that finds out right now, where there is one; resolves however it ends. */
  findingOut(): Promise<unknown> | null;
};

/**
 * What was found counts for a day, in milliseconds: organisations are given services, and lose
 * them.
 */
const REMEMBERED_FOR_MS = 24 * 60 * 60_000;

/** What was found for a place, if that is not too old. */
export function recallService(found: FoundServices, place: string | null, now: number): ServiceKind | null {
  const known = place === null ? undefined : found[place];
  return known && isFresh(known.at, now) ? known.kind : null;
}

/** Makes the memory. */
export function createServiceMemory(dependencies: {
  found: Pick<Store<FoundServices>, 'get' | 'update'>;
  /** Names environment and organisation; `null` where there is none yet. */
  getPlace(): Promise<string | null>;
  now(): number;
}): ServiceMemory {
  const { found, getPlace, now } = dependencies;
  let findingOut: Promise<unknown> | null = null;

  /**
   * Drops what is too old on the way, so that the memory does not grow with the places somebody has
   * been to.
   */
  async function change(kind: ServiceKind | null): Promise<void> {
    const place = await getPlace();
    if (place === null) return;
    await found.update((all) => {
      const others = Object.entries(all).filter(([name, { at }]) => name !== place && isFresh(at, now()));
      return { ...Object.fromEntries(others), ...(kind && { [place]: { kind, at: now() } }) };
    });
  }

  return {
    recall: async () => recallService(await found.get(), await getPlace(), now()),
    note: change,
    forget: () => change(null),
    findOut(look) {
      const looking = look().finally(() => {
        findingOut = null;
      });
      findingOut = looking.catch(() => undefined);
      return looking;
    },
    findingOut: () => findingOut,
  };
}

/** A time to come is that of a clock that was set back since: nobody knows how old it is. */
function isFresh(at: number, now: number): boolean {
  return at <= now && now - at < REMEMBERED_FOR_MS;
}
