import type { LoggedRequest } from '../../simulator/request-log.ts';
import { CALLS, type Call, type CallName } from './calls';

/** Answers that say for certain that nothing was made. */
const REFUSALS = [401, 403, 404, 409, 429];

/** Which call of a start a request is; its method and path if it is none. */
export function nameOf(request: LoggedRequest): string {
  const known = CALLS.filter((call) => isCall(call, request)).map(({ name }) => name);
  return known.join(' and ') || `${request.method} ${request.path}`;
}

/** How often a call arrived. */
export function countArrivals(name: CallName, requests: readonly LoggedRequest[]): number {
  return requests.filter((request) => nameOf(request) === name).length;
}

/** Creates that were sent after a create with an unclear answer, without a look-up in between. */
export function countBlindCreates(requests: readonly LoggedRequest[]): number {
  let blind = 0;
  let unanswered = false;
  for (const request of requests) {
    const name = nameOf(request);
    if (name === 'look-up') unanswered = false;
    if (name !== 'create') continue;
    if (unanswered) blind += 1;
    unanswered = !REFUSALS.includes(request.status ?? 0);
  }
  return blind;
}

function isCall(call: Call, { method, path, query }: LoggedRequest): boolean {
  return call.method === method && new RegExp(call.path).test(query ? `${path}?${query}` : path);
}
