import type { Store } from '../storage/store';
import type { Gone } from './model';

/** Remembers which conversations have ended, so that a late listing does not bring them back. */
export type EndStore = {
  /** Returns when each is known to have ended, in milliseconds since the epoch. */
  all(): Promise<Record<string, number>>;
  /**
   * Adds ends, in milliseconds since the epoch; `null` if the end was not reported and the
   * conversation was only missing.
   */
  remember(ends: ReadonlyMap<string, number | null>): Promise<void>;
  /** Removes conversations that are active again. */
  forget(conversationIds: readonly string[]): Promise<void>;
  /**
   * Updates the ends after a listing: removes those that have come back, and old ones that the
   * listing no longer contains.
   * @param known what {@link EndStore.all} returned for this listing
   */
  settle(listing: {
    known: Readonly<Record<string, number>>;
    back: { has(conversationId: string): boolean };
    told: { has(conversationId: string): boolean };
  }): Promise<void>;
};

/**
 * How long a missing conversation counts as ended, in milliseconds: a listing may be late by that
 * much.
 */
const MISSING_FOR_MS = 2 * 60_000;
/** How long an end is remembered that no listing contradicts, in milliseconds. */
const ENDED_FOR_MS = 10 * 60_000;
/** How often to store that listings still contain an ended conversation, in milliseconds. */
const TOLD_AGAIN_MS = 60_000;

/** Creates the store over its stored item. */
export function createEndStore(dependencies: {
  gone: Pick<Store<Record<string, Gone>>, 'get' | 'update'>;
  now(): number;
}): EndStore {
  const { gone, now } = dependencies;

  const isOld = ({ at, factAt }: Gone) => at <= now() - (factAt === null ? MISSING_FOR_MS : ENDED_FOR_MS);
  const timeOf = ({ at, factAt }: Gone) => factAt ?? at;

  return {
    async all() {
      const counted = Object.entries(await gone.get()).filter(
        ([, end]) => end.factAt !== null || !isOld(end),
      );
      return Object.fromEntries(counted.map(([id, end]) => [id, timeOf(end)]));
    },
    async remember(ends) {
      if (ends.size === 0) return;
      const at = now();
      await gone.update((all) => ({
        ...all,
        ...Object.fromEntries(
          [...ends].map(([id, factAt]) => [id, { at, factAt: newer(factAt, all[id]?.factAt ?? null) }]),
        ),
      }));
    },
    async forget(conversationIds) {
      await gone.update((all) => {
        if (!conversationIds.some((id) => Object.hasOwn(all, id))) return all;
        return Object.fromEntries(Object.entries(all).filter(([id]) => !conversationIds.includes(id)));
      });
    },
    async settle({ known, back, told }) {
      await gone.update((all) => {
        let isSame = true;
        const kept = Object.entries(all).flatMap(([id, end]): [string, Gone][] => {
          // If it ended again meanwhile, it is over all the same.
          const isBack = back.has(id) && known[id] === timeOf(end);
          const isTold = end.factAt !== null && told.has(id);
          if (!isBack && !(isOld(end) && !isTold) && !(isTold && end.at <= now() - TOLD_AGAIN_MS))
            return [[id, end]];
          isSame = false;
          return isTold && !isBack ? [[id, { ...end, at: now() }]] : [];
        });
        return isSame ? all : Object.fromEntries(kept);
      });
    },
  };
}

function newer(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}
