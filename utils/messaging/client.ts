import { messenger } from './messenger';
import type { Protocol, RequestType } from './protocol';

/**
 * Not asked twice: a second window would open, a second message would be sent. A sign-in that was
 * cut off is finished by the next worker; of an invitation the session says that it may have been
 * sent.
 */
const ASKED_ONCE: readonly RequestType[] = ['sign-in', 'send-invitation'];

/** The sign-in whose data this page shows. */
let epoch: string | undefined;

/**
 * Says which sign-in this page's requests are for from now on; `null` while nobody is signed in.
 * Where another person has come by the time that a request arrives, it is refused as `signed-out`:
 * what one person pressed is not done for the next.
 */
export function sendFor(shown: string | null): void {
  epoch = shown ?? undefined;
}

/**
 * Asks the background. Never rejects: a background that is gone (the extension was updated under
 * the page) answers as `unexpected-error`. A worker that dies over a request is replaced by asking
 * again: what it had begun is on record, so nothing is done twice.
 */
export async function sendRequest<T extends RequestType>(
  type: T,
  ...request: Parameters<Protocol[T]>
): Promise<ReturnType<Protocol[T]>> {
  // The map from name to types is the protocol's; the library cannot follow it through a generic
  // name.
  const send = messenger.sendMessage as (type: T, request: unknown) => Promise<ReturnType<Protocol[T]>>;
  // Also where it is asked again: it is still for the same person.
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
