import { createFetch, type FetchResponse } from 'ofetch';
import * as z from 'zod/mini';
import { type Failure, fail, isFailure, TOO_LARGE } from '../errors/failure';
import { boundedFetch, isTooLarge } from '../http/bounded-fetch';
import { isSensibleJson } from '../http/bounded-json';
import { isTimeout } from '../http/is-timeout';
import { retryAtOf } from '../http/retry-after';
import { createServerClock, type ServerClock } from '../http/server-clock';
import { largestAnswerTo } from './answer-size';
import { askedFor } from './asked-for';
import { missingGrant } from './missing-grant';
import type { RequestBudget } from './request-budget';
import { isAskedFor, type RequestPriority } from './request-priority';
import { errorBodySchema, otherReasonSchema } from './schemas';

/** One call of the Genesys Cloud API. */
export type ApiRequest<S extends z.ZodMiniType> = {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** Below the API's origin, ids already encoded: `/api/v2/…`. */
  path: string;
  query?: Record<string, string | number | boolean | readonly string[]>;
  body?: Record<string, unknown> | readonly Record<string, unknown>[];
  /** Checks every answer; fields that are not in it are dropped. */
  schema: S;
  /**
   * Whether the call may be sent again if its answer was lost. Reads may; a create may not, because
   * it may have happened.
   */
  repeatable: boolean;
  /**
   * `interactive` if missing. All others only serve an open page: they are the first to be refused,
   * and are aborted when the last page closes.
   */
  priority?: RequestPriority;
};

export type GenesysCloudClient = {
  /**
   * Sends one call and returns its checked body (`undefined` for an empty one). Throws a
   * `FailureError`: `signed-out`, `permission-denied`, `not-found` (any 404) and `conflict` (any
   * 409), whose `subject` says what was asked for, `invalid-request`, `rate-limited`, `timed-out`,
   * `unreachable`, `server-error`, `unexpected-response`, `host-access-missing`.
   */
  request<S extends z.ZodMiniType>(request: ApiRequest<S>): Promise<z.output<S>>;
};

export type ClientDependencies = {
  /** Origin of the API; throws if nothing is configured. */
  getApiOrigin(): Promise<string>;
  /** Returns a token; `isAskedFor`: whether a user waits for it. */
  getAccessToken(isAskedFor: boolean): Promise<string>;
  /** Returns another token than the one that was just refused with 401, or throws `signed-out`. */
  renewAccessToken(refused: string, isAskedFor: boolean): Promise<string>;
  /** Whether the browser lets us access this origin. */
  mayReach(origin: string): Promise<boolean>;
  /** Replaces the network; the browser's own `fetch` if missing. */
  fetch?: typeof fetch;
  /** The budget shared with other clients; without one, requests are not limited. */
  budget?: RequestBudget;
  /** The clock shared with other clients; its own if missing. */
  clock?: ServerClock;
  /**
   * Called with the server's time in each answer (the `Date` header), and when its request was
   * sent; the answer is used once this resolves. If missing, only `clock` is updated.
   */
  noteTime?(dateHeader: string | null, sentAt: number): Promise<void>;
  /** Aborts when the last page closes; called for each request. */
  whilePageOpen?(): AbortSignal;
  /**
   * Called with each answer and its correlation id, which Genesys support asks for; for the
   * history.
   */
  noteAnswer?(call: { method: string; path: string; body?: object }, correlationId: string | null): void;
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Milliseconds until a call counts as `timed-out`, its body included. */
  timeoutMs?: number;
};

const DEFAULT_TIMEOUT_MS = 10_000;
/** Pauses before the second and third attempt, in milliseconds; each is jittered by ±50 %. */
const BACK_OFF_MS = [300, 900];
/**
 * A `Retry-After` up to this long is waited for silently, in milliseconds; longer ones are shown to
 * the user.
 */
const SILENT_RETRY_AFTER_MS = 3_000;

/** How much of the API's message is kept, in characters: failures are stored and shown. */
const MAX_API_MESSAGE_LENGTH = 500;
const MAX_API_CODE_LENGTH = 100;

/** Creates the client that sends every API call. */
export function createGenesysCloudClient(dependencies: ClientDependencies): GenesysCloudClient {
  const { getApiOrigin, getAccessToken, renewAccessToken, mayReach, budget, whilePageOpen, now, sleep } =
    dependencies;
  const clock = dependencies.clock ?? createServerClock(now);
  const timeoutMs = dependencies.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const noteTime = dependencies.noteTime ?? (async (date, sentAt) => clock.observe(date, sentAt));

  /** Does one exchange; throws a failure for anything but a 2xx with a matching body. */
  async function exchange<S extends z.ZodMiniType>(
    request: ApiRequest<S>,
    token: string,
  ): Promise<z.output<S>> {
    const call = `${request.method} ${request.path}`;
    const origin = await getApiOrigin();
    // Genesys Cloud would answer without the permission too (CORS), but revoked access must not be
    // bypassed.
    if (!(await mayReach(origin))) throw fail('host-access-missing', { call, subject: new URL(origin).host });
    const priority = request.priority ?? 'interactive';
    await budget?.spend(priority);
    const timeout = AbortSignal.timeout(timeoutMs);
    const lastPageClosed = priority === 'interactive' ? undefined : whilePageOpen?.();
    const { raw } = createFetch({ fetch: boundedFetch(largestAnswerTo(request), dependencies.fetch) });
    let response: FetchResponse<string>;
    const sentAt = now();
    try {
      response = await raw<string, 'text'>(request.path, {
        baseURL: origin,
        method: request.method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(request.body && { 'content-type': 'application/json' }),
        },
        ...(request.query && { query: request.query }),
        ...(request.body && { body: JSON.stringify(request.body) }),
        responseType: 'text',
        ignoreResponseError: true,
        retry: 0,
        // The `timeout` of ofetch ends with the headers; the signal covers the body too.
        signal: lastPageClosed ? AbortSignal.any([timeout, lastPageClosed]) : timeout,
        // A bearer token must not follow a redirect.
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
      });
    } catch (error) {
      // Nobody is there to read this, and nothing must be retried.
      if (lastPageClosed?.aborted) throw fail('unexpected-error', { call }, error);
      if (isTimeout(error)) throw fail('timed-out', { call }, error);
      // The answer would be too large again: do not retry.
      if (isTooLarge(error)) throw fail('unexpected-response', { call, fieldPath: TOO_LARGE }, error);
      throw fail('unreachable', { call }, error);
    }
    await noteTime(response.headers.get('date'), sentAt);
    dependencies.noteAnswer?.(request, response.headers.get('inin-correlation-id'));
    const body = parseJson(response._data, clock);
    if (!response.ok) throw fromErrorAnswer(request, response, body, now());
    const parsed = z.safeParse(request.schema, body);
    if (parsed.success) return parsed.data;
    const correlationId = response.headers.get('inin-correlation-id');
    throw fail('unexpected-response', {
      call,
      status: response.status,
      fieldPath: parsed.error.issues[0]?.path.join('.') || '(body)',
      ...(correlationId && { correlationId }),
    });
  }

  /** Repeats the call once with another token if the first is refused. */
  async function authorized<S extends z.ZodMiniType>(request: ApiRequest<S>): Promise<z.output<S>> {
    const asked = isAskedFor(request.priority);
    const token = await getAccessToken(asked);
    try {
      return await exchange(request, token);
    } catch (error) {
      if (!isFailure(error, 'signed-out')) throw error;
      const renewed = await renewAccessToken(token, asked).catch((refusal: unknown) => {
        // Why the API refused the token is more useful than that there is no other one.
        throw isFailure(refusal, 'signed-out') ? error : refusal;
      });
      return await exchange(request, renewed);
    }
  }

  return {
    async request(request) {
      for (let attempt = 0; ; attempt += 1) {
        try {
          return await authorized(request);
        } catch (error) {
          const pause = isFailure(error)
            ? pauseBeforeRetry(error.failure, request.repeatable, attempt, now())
            : null;
          if (pause === null) throw error;
          await sleep(pause);
        }
      }
    },
  };
}

/** Milliseconds to wait before sending again, or `null` if it must not be sent again. */
function pauseBeforeRetry(
  failure: Failure,
  repeatable: boolean,
  attempt: number,
  now: number,
): number | null {
  const backOff = BACK_OFF_MS[attempt];
  if (backOff === undefined) return null;
  if (failure.code === 'rate-limited') {
    // A 429 was not processed: even a create may be sent again.
    const wait = (failure.retryAt ?? Number.POSITIVE_INFINITY) - now;
    return wait <= SILENT_RETRY_AFTER_MS ? Math.max(wait, 0) : null;
  }
  if (!repeatable) return null;
  // A second timeout would keep the user waiting for half a minute without a message.
  if (failure.code === 'timed-out' && attempt > 0) return null;
  if (failure.code === 'unreachable' || failure.code === 'server-error' || failure.code === 'timed-out') {
    return backOff * (0.5 + Math.random());
  }
  return null;
}

/** Represents a body that is not JSON: it matches no schema. */
const NO_JSON = Symbol('no JSON');

/**
 * Parses a body as JSON, and converts all times in it to this computer's clock; `undefined` for an
 * empty one.
 */
function parseJson(text: string | undefined, clock: ServerClock): unknown {
  if (!text) return undefined;
  if (!isSensibleJson(text)) return NO_JSON;
  try {
    const body: unknown = JSON.parse(text);
    // Do not use a reviver: it takes ten times as long and twice the memory.
    return clock.aheadMs() === 0 ? body : localized(body, clock);
  } catch {
    return NO_JSON;
  }
}

/**
 * Converts the times in a freshly parsed body, in place. Its depth was limited by {@link
 * isSensibleJson}.
 */
function localized(value: unknown, clock: ServerClock): unknown {
  if (typeof value === 'string') return clock.localize(value);
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) value[index] = localized(each, clock);
  } else if (typeof value === 'object' && value !== null) {
    const fields = value as Record<string, unknown>;
    // Even with a name like `__proto__`, this is an own field: the parser created it.
    for (const name of Object.keys(fields)) fields[name] = localized(fields[name], clock);
  }
  return value;
}

/**
 * Converts a failed answer to a failure. Source: `ErrorBody` and the error codes declared on every
 * operation.
 */
function fromErrorAnswer(
  { method, path }: Pick<ApiRequest<z.ZodMiniType>, 'method' | 'path'>,
  response: { status: number; headers: Headers; type: string },
  body: unknown,
  now: number,
): Error {
  const { status, headers } = response;
  const parsed = z.safeParse(errorBodySchema, body);
  const answer = parsed.success ? parsed.data : {};
  const correlationId = headers.get('inin-correlation-id') ?? answer.contextId ?? undefined;
  const details = {
    call: `${method} ${path}`,
    ...(status > 0 && { status }),
    ...(correlationId && { correlationId }),
    ...(answer.code && { apiCode: answer.code.slice(0, MAX_API_CODE_LENGTH) }),
  };
  const other = z.safeParse(otherReasonSchema, body);
  const reason =
    answer.message || (other.success && (other.data.description || other.data.error_description)) || '';
  const apiMessage = reason ? { apiMessage: reason.slice(0, MAX_API_MESSAGE_LENGTH) } : {};
  if (status === 401) {
    if (answer.code === 'ip.not.authorized') {
      return fail('permission-denied', {
        ...details,
        ...apiMessage,
        subject: 'this network (IP allow list)',
      });
    }
    return fail('signed-out', details);
  }
  if (status === 403) {
    const subject = missingGrant(reason, answer.code ?? '');
    return fail('permission-denied', { ...details, ...apiMessage, ...(subject && { subject }) });
  }
  if (status === 404 || status === 409) {
    const subject = askedFor(path);
    return fail(status === 404 ? 'not-found' : 'conflict', { ...details, ...(subject && { subject }) });
  }
  if (status === 408) return fail('timed-out', details);
  if (status === 429) {
    return fail('rate-limited', { ...details, retryAt: retryAtOf(headers, now) });
  }
  if (status >= 500) return fail('server-error', details);
  if (status >= 400) {
    const fieldPath = answer.details?.find(({ fieldName }) => fieldName)?.fieldName;
    return fail('invalid-request', { ...details, ...apiMessage, ...(fieldPath && { fieldPath }) });
  }
  return fail('unexpected-response', { ...details, fieldPath: '(redirect)' });
}
