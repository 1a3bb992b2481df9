import { useState } from 'preact/hooks';
import type { Result } from '@/utils/errors/result';
import type { Delivery } from '@/utils/invite/delivery';
import type { AppActions } from '@/utils/pages/app-state';

/** What became of a hand-over that is not simply done. */
export type Handover = {
  /** What chat did instead of sending; missing where it was not asked. */
  delivery?: Exclude<Delivery, { how: 'sent' }>;
  /** What could not be put on the clipboard, for copying by hand. */
  byHand?: string;
};

/** Runs a request of the card; answers its value or, with the failure shown, `undefined`. */
export type Run = <T>(work: () => Promise<Result<T>>, again: () => void) => Promise<T | undefined>;

/** The ways to hand the agent the invitation: by chat, else by clipboard, else by hand. */
export function useInvitation(sessionId: string, actions: AppActions, run: Run) {
  const [handover, setHandover] = useState<Handover | null>(null);

  /** Answers whether the clipboard took it. */
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

  /** Asks for something and copies it; answers whether that worked. */
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
