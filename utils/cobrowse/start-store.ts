import type { Failure } from '../errors/failure';
import type { Store } from '../storage/store';
import type { Start } from './model';
import { BEGINNING, type StartState } from './start-states';

/**
 * The record of every start that runs, waits or failed, in memory of the browser that survives the
 * worker. The background alone writes.
 */
export type StartStore = {
  all(): Promise<Start[]>;
  of(conversationId: string): Promise<Start | null>;
  /** Records a start at its beginning, in place of an earlier one of this conversation. */
  begin(start: Omit<Start, 'state'>): Promise<Start>;
  /** Records the state a start has reached; a start that is done leaves the store. */
  reach(conversationId: string, state: StartState): Promise<void>;
  /** Fills in whom a start is about, once known. */
  name(conversationId: string, customerName: string | null): Promise<void>;
  /**
   * The "Sign in" of a start was pressed: it alone goes on with that sign-in, where it was pressed
   * while nobody was signed in. `null`: the sign-in was asked for by none of them.
   */
  askSignIn(conversationId: string | null): Promise<void>;
  /**
   * Records a start that fails before its first step; where nothing else is said, it was pressed
   * now.
   */
  fail(start: Unstarted, failure: Failure): Promise<void>;
  forget(conversationId: string): Promise<void>;
};

/** What a start that never began is recorded with. */
type Unstarted = Pick<Start, 'conversationId' | 'settings' | 'purpose'> & Partial<Omit<Start, 'state'>>;

/**
 * Creates the start store over its stored item.
 * @param getEpoch names the sign-in that starts belong to, `null` while nobody is signed in. Those
 *   of another are not in this store.
 */
export function createStartStore(
  starts: Pick<Store<Record<string, Start>>, 'get' | 'update'>,
  getEpoch: () => string | null = () => null,
  now: () => number = Date.now,
): StartStore {
  const put = async ({ epoch: _before, asksSignIn: _asked, ...start }: Start) => {
    const epoch = getEpoch();
    const owned = { ...start, ...(epoch !== null && { epoch }) };
    await starts.update((all) => ({ ...all, [start.conversationId]: owned }));
    return owned;
  };
  const read = async (): Promise<Record<string, Start>> => {
    const all = await starts.get();
    const isOurs = ({ epoch }: Start) => epoch === undefined || epoch === getEpoch();
    return Object.fromEntries(Object.entries(all).filter(([, start]) => isOurs(start)));
  };
  const change = (conversationId: string, news: Partial<Start>) =>
    starts.update((all) => {
      const start = all[conversationId];
      return start ? { ...all, [conversationId]: { ...start, ...news } } : all;
    });
  const forget = async (conversationId: string) => {
    await starts.update((all) => {
      const { [conversationId]: _, ...others } = all;
      return conversationId in all ? others : all;
    });
  };

  return {
    all: async () => Object.values(await read()),
    of: async (conversationId) => (await read())[conversationId] ?? null,
    begin: (start) => put({ ...start, state: BEGINNING }),
    async reach(conversationId, state) {
      if (state.phase !== 'done') await change(conversationId, { state });
      // A failure that was noted while the last step was being recorded (its page refused the token
      // twice) is for the user to see.
      else if ((await read())[conversationId]?.state.phase === 'running') await forget(conversationId);
    },
    async name(conversationId, customerName) {
      await change(conversationId, { customerName });
    },
    async askSignIn(conversationId) {
      await starts.update((all) =>
        Object.fromEntries(
          Object.entries(all).map(([id, { asksSignIn: _, ...start }]) => [
            id,
            id === conversationId ? { ...start, asksSignIn: true } : start,
          ]),
        ),
      );
    },
    async fail(start, failure) {
      await put({ customerName: null, startedAt: now(), ...start, state: { phase: 'failed', failure } });
    },
    forget,
  };
}
