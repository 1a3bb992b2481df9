import { browser } from '#imports';
import type { Protocol } from './protocol';

type MessageType = keyof Protocol;
type Body<T extends MessageType> = Parameters<Protocol[T]>[0];
type Answer<T extends MessageType> = ReturnType<Protocol[T]>;

/** What the other side sends back; nothing if no one handles the message. */
type Wrapped = { res: unknown } | { err: string } | null | undefined;

/**
 * Sends and receives messages between contexts, as `{ type, data, timestamp }`, answered by
 * `{ res }`. The background has its own receiver (`server.ts`), which checks them. It logs nothing:
 * requests may contain a client secret from the options page.
 */
export const messenger = {
  /**
   * Sends a message to the background.
   * @throws if nobody answers
   */
  async sendMessage<T extends MessageType>(type: T, data?: Body<T>): Promise<Answer<T>> {
    const message = { type, timestamp: Date.now(), ...(data !== undefined && { data }) };
    const answer = (await browser.runtime.sendMessage(message)) as Wrapped;
    if (!answer || !('res' in answer)) throw new Error(answer?.err ?? 'Nobody has answered.');
    return answer.res as Answer<T>;
  },

  /** Handles messages of one type; returns a function that stops that. */
  onMessage<T extends MessageType>(
    type: T,
    handle: (message: { data: Body<T> }) => Answer<T> | Promise<Answer<T>>,
  ): () => void {
    const receive = (message: unknown, _sender: unknown, respond: (answer: Wrapped) => void) => {
      const { type: sent, data } = (message ?? {}) as { type?: unknown; data?: unknown };
      if (sent !== type) return undefined;
      void new Promise((resolve) => resolve(handle({ data: data as Body<T> }))).then(
        (res) => respond({ res }),
        (error: unknown) => respond({ err: String(error) }),
      );
      // Keeps the channel open for the answer.
      return true;
    };
    browser.runtime.onMessage.addListener(receive);
    return () => browser.runtime.onMessage.removeListener(receive);
  },
};
