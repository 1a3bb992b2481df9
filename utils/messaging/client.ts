import { messenger } from './messenger';
import type { Protocol, RequestType } from './protocol';

/**
 * Requests that are not repeated: a second window would open, a second message would be sent. An
 * interrupted sign-in is finished by the next worker; for an invitation, the session shows that it
 * may have been sent.
 */
const ASKED_ONCE: readonly RequestType[] = ['sign-in', 'send-invitation', 'act-on-session'];

/** The sign-in whose data this page shows. */
let epoch: string | undefined;

/**
 * Sets the sign-in that this page's requests are for from now on; `null` while nobody is signed in.
 * If another person has signed in before a request arrives, it is refused as `signed-out`: one
 * person's press is never carried out for the next.
 */
export function sendFor(shown: string | null): void {
  epoch = shown ?? undefined;
}

/**
 * Sends a request to the background. Never rejects: if the background is gone (the extension was
 * updated under the page), returns `unexpected-error`. If the worker dies during a request, sends
 * it again: what it had begun is recorded, so nothing happens twice.
 */
export async function sendRequest<T extends RequestType>(
  type: T,
  ...request: Parameters<Protocol[T]>
): Promise<ReturnType<Protocol[T]>> {
  // Every request may carry the epoch beside its own body.
  const send = messenger.sendMessage as (type: T, request: unknown) => Promise<ReturnType<Protocol[T]>>;
  // Use the same epoch when the request is sent again: it is still for the same person.
  const body: unknown = epoch === undefined ? request[0] : { ...(request[0] as object | undefined), epoch };
  try {
    return await send(type, body).catch((error: unknown) => {
      if (ASKED_ONCE.includes(type)) throw error;
      return send(type, body);
    });
  } catch {
    return { ok: false, failure: { code: 'unexpected-error' } } as ReturnType<Protocol[T]>;
  }
}
