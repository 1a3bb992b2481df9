import type { Store } from '../storage/store';
import type { Gone } from './model';

/** Remembers which conversations are over, so that a listing that lags does not bring them back. */
export type EndStore = {
  /** When each is known to be over, in milliseconds since the epoch. */
  all(): Promise<Record<string, number>>;
  /**
   * `null` for one whose end nobody told of: it was only seen to be missing. Times in milliseconds
   * since the epoch.
   */
  remember(ends: ReadonlyMap<string, number | null>): Promise<void>;
  /** What was over is here again. */
  forget(conversationIds: readonly string[]): Promise<void>;
  /**
   * After a listing: forgets those that have come back, and of the others the old ones that the
   * listing does not tell of any more.
   * @param known what {@link EndStore.all} answered for this listing
   */
  settle(listing: {
    known: Readonly<Record<string, number>>;
    back: { has(conversationId: string): boolean };
    told: { has(conversationId: string): boolean };
  }): Promise<void>;
};

/**
 * What was missing once is believed missing for this long, in milliseconds: a listing may lag
 * behind by that.
 */
const MISSING_FOR_MS = 2 * 60_000;
/** An end that no listing contradicts is remembered for this long, in milliseconds. */
const ENDED_FOR_MS = 10 * 60_000;
/** How often it is written down that listings still tell of what has ended, in milliseconds. */
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
          // One that ended anew meanwhile is over all the same.
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
