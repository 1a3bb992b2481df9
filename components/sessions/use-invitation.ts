import { useState } from 'preact/hooks';
import type { Result } from '@/utils/errors/result';
import type { Delivery } from '@/utils/invite/delivery';
import type { AppActions } from '@/utils/pages/app-state';

/** The outcome of an invitation that needs an explanation. */
export type Handover = {
  /** Why chat did not send it; missing if chat was not used. */
  delivery?: Exclude<Delivery, { how: 'sent' }>;
  /** What could not be copied to the clipboard, for copying by hand. */
  byHand?: string;
};

/** Runs a request; returns its value or, after showing the failure, `undefined`. */
export type Run = <T>(work: () => Promise<Result<T>>, again: () => void) => Promise<T | undefined>;

/**
 * The ways to invite the agent: by chat, otherwise by clipboard, otherwise by hand.
 * @param initial what was tried elsewhere and needs an explanation
 */
export function useInvitation(
  sessionId: string,
  actions: AppActions,
  run: Run,
  initial: Handover | null = null,
) {
  const [handover, setHandover] = useState<Handover | null>(initial);

  /** Returns whether the text was copied to the clipboard. */
  async function copy(text: string, delivery: Handover['delivery'] = undefined): Promise<boolean> {
    const copied = await actions.copyText(text).then(
      () => true,
      () => false,
    );
    if (delivery || !copied) setHandover({ ...(delivery && { delivery }), ...(!copied && { byHand: text }) });
    return copied;
  }

  async function send() {
    setHandover(null);
    const delivery = await run(
      () => actions.sendInvitation(sessionId),
      () => void send(),
    );
    if (delivery && delivery.how !== 'sent') await copy(delivery.text, delivery);
  }

  /** Requests a text and copies it; returns whether that worked. */
  function copierOf(ask: AppActions['getInvitation']) {
    const copyIt = async (): Promise<boolean> => {
      setHandover(null);
      const text = await run(
        () => ask(sessionId),
        () => void copyIt(),
      );
      return text !== undefined && (await copy(text));
    };
    return copyIt;
  }

  return {
    handover,
    dismiss: () => setHandover(null),
    send,
    copyInvitation: copierOf(actions.getInvitation),
    copyLink: copierOf(actions.getAgentLink),
  };
}
