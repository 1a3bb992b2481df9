import type { Fault } from '../../simulator/faults.ts';

/** Milliseconds after which the product gives a call up where a timeout is tried. */
export const TIMEOUT_MS = 150;

/** How the simulator misbehaves, whatever the call. */
export type Misbehavior = Omit<Fault, 'method' | 'path' | 'times'>;

const HTML = '<!doctype html><title>Sign in to the guest network</title>';
const html = { 'Content-Type': 'text/html; charset=utf-8' };

/** Every kind of fault. `elsewhere`: an origin that no bearer token may ever reach. */
export const FAULTS = {
  '401': () => ({ status: 401 }),
  '403': () => ({ status: 403 }),
  '404': () => ({ status: 404 }),
  '409': () => ({ status: 409 }),
  '429, Retry-After 1': () => ({ status: 429, headers: { 'Retry-After': '1' } }),
  '429, Retry-After 120': () => ({ status: 429, headers: { 'Retry-After': '120' } }),
  '429, Retry-After 3600': () => ({ status: 429, headers: { 'Retry-After': '3600' } }),
  '429, no Retry-After': () => ({ status: 429, body: { code: 'too.many.requests' } }),
  '500': () => ({ status: 500 }),
  '502': () => ({ status: 502, body: '<html>Bad gateway</html>', headers: html }),
  '503': () => ({ status: 503 }),
  '504': () => ({ status: 504 }),
  // Processed at once, but answered only after the client has stopped waiting.
  timeout: () => ({ delayMs: 3 * TIMEOUT_MS }),
  'reset before': () => ({ drop: 'before' }),
  'reset after': () => ({ drop: 'after' }),
  'empty body': () => ({ status: 200, body: '' }),
  'HTML body': () => ({ status: 200, body: HTML, headers: html }),
  // Processed for real, the answer cut in half.
  'truncated JSON': () => ({ malformed: true }),
  'wrong schema': () => ({ status: 200, body: {} }),
  redirect: (elsewhere: string) => ({ status: 302, headers: { Location: `${elsewhere}/api/v2/caught` } }),
} satisfies Record<string, (elsewhere: string) => Misbehavior>;

export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS).filter((name): name is FaultName => name in FAULTS);

/** Once: the first such call. Always: every one, until the fault is lifted. */
export const LASTING = ['once', 'always'] as const;
export type Lasting = (typeof LASTING)[number];
