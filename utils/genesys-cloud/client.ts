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
import type { RequestPriority } from './request-priority';
import { errorBodySchema, otherReasonSchema } from './schemas';

/** One call of the Genesys Cloud API. */
export type ApiRequest<S extends z.ZodMiniType> = {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** Below the API's origin, ids already encoded: `/api/v2/…`. */
  path: string;
  query?: Record<string, string | number | boolean | readonly string[]>;
  body?: Record<string, unknown> | readonly Record<string, unknown>[];
  /** Every answer goes through it; what is not in it, nobody sees. */
  schema: S;
  /**
   * Whether the call may be sent again when its answer was lost. Reads may; a create may not,
   * because it may have happened.
   */
  repeatable: boolean;
  /**
   * `interactive` when missing. All others only serve somebody who is looking: they are the first
   * to go without, and end when nobody looks any more.
   */
  priority?: RequestPriority;
};

export type GenesysCloudClient = {
  /**
   * Sends one call and answers its checked body (`undefined` for an empty one). Throws a
   * `FailureError`: `signed-out`, `permission-denied`, `not-found` (any 404) and `conflict` (any
   * 409), whose `subject` says what was asked for, `invalid-request`, `rate-limited`, `timed-out`,
   * `unreachable`, `server-error`, `unexpected-response`, `host-access-missing`.
   */
  request<S extends z.ZodMiniType>(request: ApiRequest<S>): Promise<z.output<S>>;
};

export type ClientDependencies = {
  /** Origin of the API; throws when nothing is configured. */
  getApiOrigin(): Promise<string>;
  getAccessToken(): Promise<string>;
  /** Gets another token than the one that was just refused with 401, or throws `signed-out`. */
  renewAccessToken(refused: string): Promise<string>;
  /** Whether the browser lets us reach this origin. */
  mayReach(origin: string): Promise<boolean>;
  /** Takes the place of the network; the browser's own `fetch` when missing. */
  fetch?: typeof fetch;
  /** The budget that this client shares with others; without one it spends freely. */
  budget?: RequestBudget;
  /** The clock that this client shares with others; its own when missing. */
  clock?: ServerClock;
  /** Aborts when the last page closes; asked anew for each call. */
  whilePageOpen?(): AbortSignal;
  /** Told of each answer, with what Genesys support asks for; for the history. */
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

/** What is kept of the API's own words, in characters: failures are stored and shown. */
const LONGEST_API_MESSAGE = 500;
const LONGEST_API_CODE = 100;

/** Makes the one client through which every API call goes. */
export function createGenesysCloudClient(dependencies: ClientDependencies): GenesysCloudClient {
  const { getApiOrigin, getAccessToken, renewAccessToken, mayReach, budget, whilePageOpen, now, sleep } =
    dependencies;
  const clock = dependencies.clock ?? createServerClock(now);
  const timeoutMs = dependencies.timeoutMs ?? DEFAULT_TIMEOUT_MS;

  /** One exchange; throws a failure for anything but a 2xx with a matching body. */
  async function exchange<S extends z.ZodMiniType>(
    request: ApiRequest<S>,
    token: string,
  ): Promise<z.output<S>> {
    const call = `${request.method} ${request.path}`;
    const origin = await getApiOrigin();
    // Genesys Cloud would answer without the permission too (CORS), but access that was taken away
    // is not to be got around.
    if (!(await mayReach(origin))) throw fail('host-access-missing', { call, subject: new URL(origin).host });
    const priority = request.priority ?? 'interactive';
    await budget?.spend(priority);
    const timeout = AbortSignal.timeout(timeoutMs);
    const lastPageClosed = priority === 'interactive' ? undefined : whilePageOpen?.();
    const { raw } = createFetch({ fetch: boundedFetch(largestAnswerTo(request), dependencies.fetch) });
    let response: FetchResponse<string>;
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
        // ofetch's own `timeout` ends with the headers; the signal covers the body too.
        signal: lastPageClosed ? AbortSignal.any([timeout, lastPageClosed]) : timeout,
        // A bearer token follows no redirect.
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
      });
    } catch (error) {
      // Nobody is there to read this, and nothing is to be tried again.
      if (lastPageClosed?.aborted) throw fail('unexpected-error', { call }, error);
      if (isTimeout(error)) throw fail('timed-out', { call }, error);
      // It would be as large the next time: not asked for again.
      if (isTooLarge(error)) throw fail('unexpected-response', { call, fieldPath: TOO_LARGE }, error);
      throw fail('unreachable', { call }, error);
    }
    clock.observe(response.headers.get('date'));
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

  /** Replays once with another token when the first is refused. */
  async function authorized<S extends z.ZodMiniType>(request: ApiRequest<S>): Promise<z.output<S>> {
    const token = await getAccessToken();
    try {
      return await exchange(request, token);
    } catch (error) {
      if (!isFailure(error, 'signed-out')) throw error;
      const renewed = await renewAccessToken(token).catch((refusal: unknown) => {
        // Why the API refused the token says more than that there is no other.
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

/** Milliseconds to wait before sending again, or `null` when it must not be sent again. */
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
  // A second timeout would keep the user waiting for half a minute without a word.
  if (failure.code === 'timed-out' && attempt > 0) return null;
  if (failure.code === 'unreachable' || failure.code === 'server-error' || failure.code === 'timed-out') {
    return backOff * (0.5 + Math.random());
  }
  return null;
}

/** What stands for a body that is no JSON: something that matches no schema. */
const NO_JSON = Symbol('no JSON');

/**
 * A body as JSON, with all times in it turned into this computer's; `undefined` for an empty one.
 */
function parseJson(text: string | undefined, clock: ServerClock): unknown {
  if (!text) return undefined;
  if (!isSensibleJson(text)) return NO_JSON;
  try {
    const body: unknown = JSON.parse(text);
    // Not by a reviver: it takes ten times as long and twice the memory.
    return clock.aheadMs() === 0 ? body : localised(body, clock);
  } catch {
    return NO_JSON;
  }
}

/**
 * Turns the times in a body that was just parsed, in place. It is no deeper than {@link
 * isSensibleJson} lets it be.
 */
function localised(value: unknown, clock: ServerClock): unknown {
  if (typeof value === 'string') return clock.localise(value);
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) value[index] = localised(each, clock);
  } else if (typeof value === 'object' && value !== null) {
    const fields = value as Record<string, unknown>;
    // Of a name that every object has, too, this is the body's own field: the parser made it one.
    for (const name of Object.keys(fields)) fields[name] = localised(fields[name], clock);
  }
  return value;
}

/**
 * Reads a failed answer into a failure. Source: `ErrorBody` and the error codes declared on every
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
    ...(answer.code && { apiCode: answer.code.slice(0, LONGEST_API_CODE) }),
  };
  const other = z.safeParse(otherReasonSchema, body);
  const reason =
    answer.message || (other.success && (other.data.description || other.data.error_description)) || '';
  const apiMessage = reason ? { apiMessage: reason.slice(0, LONGEST_API_MESSAGE) } : {};
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
