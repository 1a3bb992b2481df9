import type { Store } from '../storage/store';
import type { FoundServices } from './model';
import type { ServiceKind } from './service-traits';

/** Remembers which cobrowse service an organization was found to have. */
export type ServiceMemory = {
  /** Returns what was detected for the current organization within the last day, or `null`. */
  recall(): Promise<ServiceKind | null>;
  note(kind: ServiceKind): Promise<void>;
  /** Discards the result: the next look-up detects it again. */
  forget(): Promise<void>;
  /** Runs the look-up that detects the service. */
  findOut<T>(look: () => Promise<T>): Promise<T>;
  /** The detection in progress, if any; resolves whatever its outcome. */
  findingOut(): Promise<unknown> | null;
};

/** A result is valid for a day, in milliseconds: organizations gain and lose services. */
const REMEMBERED_FOR_MS = 24 * 60 * 60_000;

/** Returns the result for an organization, if it is not too old. */
export function recallService(found: FoundServices, place: string | null, now: number): ServiceKind | null {
  const known = place === null ? undefined : found[place];
  return known && isFresh(known.at, now) ? known.kind : null;
}

/** Creates the memory. */
export function createServiceMemory(dependencies: {
  found: Pick<Store<FoundServices>, 'get' | 'update'>;
  /** Returns the key of environment and organization; `null` if there is none yet. */
  getPlace(): Promise<string | null>;
  now(): number;
}): ServiceMemory {
  const { found, getPlace, now } = dependencies;
  let findingOut: Promise<unknown> | null = null;

  /**
   * Also drops results that are too old, so that the memory does not grow with each organization.
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

/** A time in the future comes from a clock that was set back since: the result's age is unknown. */
function isFresh(at: number, now: number): boolean {
  return at <= now && now - at < REMEMBERED_FOR_MS;
}
