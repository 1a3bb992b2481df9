import * as z from 'zod/mini';
import { fail } from '../errors/failure';
import { settle } from '../errors/result';
import type { RequestType } from './client';
import { isExact } from './exactness';
import { messenger } from './messenger';
import type { Protocol } from './protocol';
import { REQUEST_SCHEMAS, type RequestBody } from './request-schemas';
import { ALLOWED_SENDERS, identifySender, type Sender } from './sender-policy';

type Answer<T extends RequestType> = Extract<ReturnType<Protocol[T]>, { ok: true }>['value'];

/**
 * One handler per request; it answers the value or throws a failure. `tabId` is the sender's tab, where it has one; `epoch` the sign-in
 * that the request is for, where the sender knows it.
 */
export type RequestHandlers = {
  [T in RequestType]: (body: RequestBody<T>, tabId: number | null, epoch?: string) => Promise<Answer<T>>;
};

/**
 * Answers all requests. Each is checked for its sender and its body first; a refused one fails as `invalid-message` with no side
 * effect. Registers synchronously, as a worker that may be woken by a message must.
 */
export function serveRequests(
  handlers: RequestHandlers,
  own: { id: string; origin: string },
  getDesktopOrigin: () => Promise<string | null>,
): void {
  const serve = <T extends RequestType>(type: T) => {
    const schema: z.ZodMiniType = REQUEST_SCHEMAS[type];
    const answer = (message: { data: unknown; sender: Sender }) =>
      settle(async () => {
        const who = identifySender(message.sender, own, await getDesktopOrigin());
        if (who === null || !ALLOWED_SENDERS[type].includes(who))
          throw fail('invalid-message', { subject: type });
        const { epoch, data } = withoutEpoch(message.data);
        const body = z.safeParse(schema, data);
        if (!body.success || !isExact(type, data, body.data))
          throw fail('invalid-message', { subject: type });
        return await handlers[type](body.data as RequestBody<T>, message.sender.tab?.id ?? null, epoch);
      });
    // The library's types cannot follow a generic name into the protocol; `Protocol` and `RequestHandlers` can.
    messenger.onMessage(type, answer as unknown as Parameters<typeof messenger.onMessage<T>>[1]);
  };
  for (const type of Object.keys(REQUEST_SCHEMAS) as RequestType[]) serve(type);
}

/** Takes off what every request may carry beside its own body. */
function withoutEpoch(sent: unknown): { epoch?: string; data: unknown } {
  if (typeof sent !== 'object' || sent === null || !Object.hasOwn(sent, 'epoch')) return { data: sent };
  const { epoch, ...body } = sent as { epoch: unknown };
  if (typeof epoch !== 'string' || epoch.length > LONGEST_EPOCH) return { data: sent };
  return { epoch, data: Object.keys(body).length === 0 ? undefined : body };
}

/** In characters; ours are shorter. */
const LONGEST_EPOCH = 100;
