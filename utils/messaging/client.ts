import type { Result } from '../errors/result';
import { messenger } from './messenger';
import type { MessageType, Protocol } from './protocol';

/** Messages that the background answers with a result. */
export type RequestType = {
  [T in MessageType]: ReturnType<Protocol[T]> extends Result<unknown> ? T : never;
}[MessageType];

/**
 * Asks the background. Never rejects: a background that is gone (the extension was updated under the page) answers as
 * `unexpected-error`.
 */
export async function sendRequest<T extends RequestType>(
  type: T,
  ...request: Parameters<Protocol[T]>
): Promise<ReturnType<Protocol[T]>> {
  try {
    // The map from name to types is the protocol's; the library cannot follow it through a generic name.
    const send = messenger.sendMessage as (type: T, request: unknown) => Promise<ReturnType<Protocol[T]>>;
    return await send(type, request[0]);
  } catch {
    return { ok: false, failure: { code: 'unexpected-error' } } as ReturnType<Protocol[T]>;
  }
}
