import * as z from 'zod/mini';
import { browser } from '#imports';
import { fail } from '../errors/failure';
import { type Result, settle } from '../errors/result';
import { isWithin } from './body-size';
import type { Protocol, RequestBody, RequestType } from './protocol';
import { MAX_BODY_LENGTH, REQUESTS } from './requests';
import { type AllowedSender, identifySender, maySend, type Sender } from './sender';

type Answer<T extends RequestType> = Extract<ReturnType<Protocol[T]>, { ok: true }>['value'];

/**
 * One handler per request; it returns the value or throws a failure. `tabId` is the sender's tab,
 * if any; `epoch` the sign-in that the request is for, if the sender knows it.
 */
export type RequestHandlers = {
  [T in RequestType]: (body: RequestBody<T>, tabId: number | null, epoch?: string) => Promise<Answer<T>>;
};

/** A set, not an object: a type may have the name of an inherited property. */
const TYPES: ReadonlySet<unknown> = new Set(Object.keys(REQUESTS));

/** The answer to anything that is not one of our requests, whoever sends it. */
const UNKNOWN: Result<never> = { ok: false, failure: { code: 'invalid-message' } };

/**
 * Answers all requests. Checks sender and body of each first; refuses others as `invalid-message`
 * with no side effect. Registers synchronously, as a worker that is woken by a message must.
 *
 * One listener for all types, unlike the messenger of pages and of the desktop script: whatever
 * arrives gets an answer, and nobody touches a message before it is checked. The wire format is the
 * messenger's: `{ type, data, timestamp }`, answered by `{ res }`.
 * @param readTabUrl returns the address that a tab shows now; `null` for a tab that is gone
 */
export function serveRequests(
  handlers: RequestHandlers,
  own: { id: string; origin: string },
  getDesktopOrigin: () => Promise<string | null>,
  readTabUrl: (tabId: number) => Promise<string | null> = tabUrl,
): void {
  /**
   * Identifies the sender from what the browser knows at once. A desktop page must still be there
   * after the lookups.
   */
  async function identify(sender: Sender): Promise<AllowedSender | null> {
    // These need no lookup: a stranger costs no more than this.
    if (sender.id !== own.id) return null;
    const ownPage = identifySender(sender, own, null);
    if (ownPage !== null) return ownPage;
    const tabId = sender.tab?.id;
    if (tabId === undefined || identifySender(sender, own, await getDesktopOrigin()) === null) return null;
    // Meanwhile the tab may have navigated elsewhere, or the settings may name another environment.
    const [url, origin] = await Promise.all([readTabUrl(tabId), getDesktopOrigin()]);
    return url === null ? null : identifySender({ ...sender, url }, own, origin);
  }

  async function serve<T extends RequestType>(type: T, data: unknown, sender: Sender): Promise<Answer<T>> {
    const refusal = fail('invalid-message', { subject: type });
    const { from, body: schema, isPlain, longest = MAX_BODY_LENGTH } = REQUESTS[type];
    if (!maySend(await identify(sender), from)) throw refusal;
    // In this order: no schema must walk a body that is too large.
    if (!isWithin(longest, data)) throw refusal;
    const { epoch, data: body } = withoutEpoch(data);
    const parsed = isPlain?.(body) ? { success: true, data: body } : z.safeParse(schema, body);
    if (!parsed.success) throw refusal;
    return await handlers[type](parsed.data as RequestBody<T>, sender.tab?.id ?? null, epoch);
  }

  browser.runtime.onMessage.addListener(
    (message: unknown, sender: Sender, sendResponse: (answer: { res: Result<unknown> }) => void) => {
      if (isRequest(message)) {
        const { type, data } = message;
        void settle(() => serve(type, data, sender)).then((res) => sendResponse({ res }));
      } else sendResponse({ res: UNKNOWN });
      // Keeps the channel open for the answer.
      return true;
    },
  );
}

function isRequest(message: unknown): message is { type: RequestType; data: unknown } {
  if (typeof message !== 'object' || message === null) return false;
  const { type, timestamp } = message as { type?: unknown; timestamp?: unknown };
  return TYPES.has(type) && typeof timestamp === 'number';
}

/** Hidden if the browser does not let us access the page, which is then not ours. */
async function tabUrl(tabId: number): Promise<string | null> {
  const tab = await browser.tabs.get(tabId).catch(() => null);
  return tab?.url ?? null;
}

/** Removes the epoch, which every request may carry beside its own body. */
function withoutEpoch(sent: unknown): { epoch?: string; data: unknown } {
  if (typeof sent !== 'object' || sent === null || !Object.hasOwn(sent, 'epoch')) return { data: sent };
  const { epoch, ...body } = sent as { epoch: unknown };
  if (typeof epoch !== 'string' || epoch.length > MAX_EPOCH_LENGTH) return { data: sent };
  return { epoch, data: Object.keys(body).length === 0 ? undefined : body };
}

/** In characters; ours are shorter. */
const MAX_EPOCH_LENGTH = 100;
