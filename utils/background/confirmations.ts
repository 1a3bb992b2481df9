import type { Doubt } from '../cobrowse/doubts';
import type { StartToConfirm } from '../cobrowse/start-to-confirm';
import { passedSince } from '../concurrency/passed-since';
import { createSerializer } from '../concurrency/serialize';
import { fail, toFailure } from '../errors/failure';
import type { Conversation } from '../genesys-cloud/conversation-model';
import type { ReadWriteStore } from '../storage/store';
import { nameConversation } from './conversation-names';

/** How often a tab may open this window, or bring it to the front, per minute. */
const MAX_PER_MINUTE = 6;
const MINUTE_MS = 60_000;

/** The window that asks whether to start, and what happens with the answer. */
export type Confirmations = {
  /**
   * Asks about a conversation in the one confirmation window. Opens the window, or brings it to the
   * front if it is open.
   * @param tabId the tab where the button was pressed; `null` for none
   * @param startOver whether to end the live session first, because its agent has left
   * @throws FailureError `rate-limited` if this tab has asked too often lately
   */
  ask(conversationId: string, why: Doubt, tabId: number | null, startOver?: boolean): Promise<void>;
  /**
   * Reads who the conversation is with, even if that is known: what is known may be out of date.
   * Stores a failure for the window to show.
   */
  name(): Promise<void>;
  /**
   * Starts the session that was asked about, and closes the window once it is open.
   * @param agentUserId the agent whom the window names, `null` for none; if missing, the stored
   *   agent
   * @throws FailureError `invalid-message` for another conversation, `no-agent` if the agent has
   *   changed, and any failure of the start
   */
  confirm(conversationId: string, purpose: string | null, agentUserId?: string | null): Promise<void>;
  /** Discards the question and closes the window. */
  cancel(): Promise<void>;
  /** Handles a closed window: discards the question if it was the confirmation window. */
  noteClosed(windowId: number): Promise<void>;
};

/** Creates the confirmations. The question is in the store, so it survives the worker. */
export function createConfirmations(dependencies: {
  asked: ReadWriteStore<StartToConfirm | null>;
  openWindow(tabId: number | null): Promise<number | null>;
  focusWindow(windowId: number): Promise<boolean>;
  closeWindow(windowId: number): Promise<void>;
  /** What is known about a conversation without a request. */
  findConversation(conversationId: string): Promise<Conversation | null>;
  /** Reads a conversation; throws if that fails. */
  readConversation(conversationId: string): Promise<Conversation>;
  start(
    conversationId: string,
    purpose: string | null,
    startOver: boolean,
    agentUserId: string | null,
  ): Promise<unknown>;
  now(): number;
}): Confirmations {
  const { asked, findConversation, readConversation, now } = dependencies;
  const openings = new Map<number | null, number[]>();
  /** Run one at a time: two presses must not open two windows. */
  const serialize = createSerializer();

  async function show(
    conversationId: string,
    why: Doubt,
    tabId: number | null,
    startOver: boolean,
  ): Promise<void> {
    spend(tabId);
    const before = await asked.get();
    const isOpen =
      before !== null && before.windowId !== null && (await dependencies.focusWindow(before.windowId));
    const known = await findConversation(conversationId);
    await asked.set({
      conversationId,
      why,
      ...(startOver && { startOver }),
      named: known && nameConversation(known),
      windowId: isOpen ? before.windowId : null,
    });
    if (isOpen) return;
    try {
      const windowId = await dependencies.openWindow(tabId);
      await change(conversationId, (one) => ({ ...one, windowId }));
    } catch (error) {
      await asked.set(null);
      throw error;
    }
  }

  function spend(tabId: number | null): void {
    const recent = (openings.get(tabId) ?? []).filter((at) => passedSince(at, now()) < MINUTE_MS);
    const oldest = recent[0];
    if (recent.length >= MAX_PER_MINUTE && oldest !== undefined)
      throw fail('rate-limited', { retryAt: oldest + MINUTE_MS });
    openings.set(tabId, [...recent, now()]);
  }

  /** Changes the question, unless it is about another conversation by now. */
  async function change(
    conversationId: string,
    next: (one: StartToConfirm) => StartToConfirm | null,
  ): Promise<void> {
    await asked.update((one) => (one?.conversationId === conversationId ? next(one) : one));
  }

  async function close(one: StartToConfirm): Promise<void> {
    await change(one.conversationId, () => null);
    if (one.windowId !== null) await dependencies.closeWindow(one.windowId);
  }

  return {
    ask: (conversationId, why, tabId, startOver = false) =>
      serialize(() => show(conversationId, why, tabId, startOver)),
    async name() {
      const one = await asked.get();
      if (one === null) return;
      const { conversationId } = one;
      try {
        const named = nameConversation(await readConversation(conversationId));
        await change(conversationId, ({ failure: _, ...rest }) => ({ ...rest, named }));
      } catch (error) {
        const failure = toFailure(error);
        await change(conversationId, (current) => ({ ...current, failure }));
      }
    },
    async confirm(conversationId, purpose, agentUserId) {
      const one = await asked.get();
      // The window shows the names and the button together: without names there is nothing to
      // confirm.
      if (one?.conversationId !== conversationId || one.named === null)
        throw fail('invalid-message', { subject: 'confirm-start' });
      const named = agentUserId === undefined ? one.named.agentUserId : agentUserId;
      await dependencies.start(conversationId, purpose, one.startOver ?? false, named);
      // Another press may have reused the window in the meantime.
      const now = await asked.get();
      if (now?.conversationId === conversationId) await close(now);
    },
    async cancel() {
      const one = await asked.get();
      if (one) await close(one);
    },
    async noteClosed(windowId) {
      await asked.update((one) => (one?.windowId === windowId ? null : one));
    },
  };
}
