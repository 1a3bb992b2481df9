import type { Failure } from '../errors/failure';
import type { Store } from '../storage/store';
import type { Start } from './model';
import { BEGINNING, type StartState } from './start-states';

/**
 * The records of all starts that are running, waiting or failed, in browser memory that survives
 * the worker. Only the background writes to it.
 */
export type StartStore = {
  all(): Promise<Start[]>;
  of(conversationId: string): Promise<Start | null>;
  /** Records a new start, in place of an earlier one of this conversation. */
  begin(start: Omit<Start, 'state'>): Promise<Start>;
  /** Records the state of a running start; removes a completed start. */
  reach(conversationId: string, state: StartState): Promise<void>;
  /** Adds the customer's name to a start, once known. */
  name(conversationId: string, customerName: string | null): Promise<void>;
  /** Records whose screens a start is about to show. */
  noteMonitored(conversationId: string, agent: NonNullable<Start['monitored']>): Promise<void>;
  /**
   * Records that the "Sign in" of a start was pressed. If the start was pressed while nobody was
   * signed in, only this start resumes after that sign-in. `null`: no start asked for the sign-in.
   */
  askSignIn(conversationId: string | null): Promise<void>;
  /** Records a start that failed before its first step; by default, as pressed now. */
  fail(start: Unstarted, failure: Failure): Promise<void>;
  forget(conversationId: string): Promise<void>;
};

/** The record of a start that never began. */
type Unstarted = Pick<Start, 'conversationId' | 'settings' | 'purpose'> & Partial<Omit<Start, 'state'>>;

/**
 * Creates the start store over its stored item.
 * @param getEpoch returns the sign-in that starts belong to, `null` while nobody is signed in.
 *   Starts of another sign-in are not in this store.
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
  const changeRunning = (conversationId: string, state: Start['state']) =>
    starts.update((all) => {
      const start = all[conversationId];
      return start?.state.phase === 'running' ? { ...all, [conversationId]: { ...start, state } } : all;
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
      // Keep a failure that was recorded during a step (its page was closed, or refused the token
      // twice): the user must see it.
      if (state.phase !== 'done') await changeRunning(conversationId, state);
      else if ((await read())[conversationId]?.state.phase === 'running') await forget(conversationId);
    },
    async name(conversationId, customerName) {
      await change(conversationId, { customerName });
    },
    async noteMonitored(conversationId, monitored) {
      // It is noted early, and again by the create, which must not wait for another write.
      const { monitored: known } = (await read())[conversationId] ?? {};
      if (known?.userId === monitored.userId && known.name === monitored.name) return;
      await change(conversationId, { monitored });
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
