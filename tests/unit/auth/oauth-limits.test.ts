import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  beginAuthorization,
  finishAuthorization,
  grantClientCredentials,
  grantRefreshToken,
} from '@/utils/auth/oauth';
import { type Environment, resolveEnvironment } from '@/utils/environment/environment';
import { checkActions } from '@/utils/pages/check-actions';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { failureOf } from '../failure-of';
import { drip, endless } from '../http/hostile-answers';
import { type HttpServer, startHttpServer } from '../http-server';

/** A generous limit in milliseconds: a hanging request takes longer. */
const SOON_MS = 3_000;
const REDIRECT = 'https://redirect.example/';
let server: HttpServer;
let environment: Environment;

beforeAll(async () => {
  server = await startHttpServer();
  const resolved = resolveEnvironment({ kind: 'custom', host: server.origin });
  if (!resolved) throw new Error('No environment');
  environment = resolved;
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
  fakeBrowser.reset();
  vi.restoreAllMocks();
});

async function redeem() {
  const attempt = await beginAuthorization(environment, 'client', REDIRECT);
  const redirectedTo = `${REDIRECT}?code=1&state=${attempt.state}`;
  return await finishAuthorization(environment, 'client', REDIRECT, attempt, redirectedTo);
}

const GRANTS: [name: string, ask: () => Promise<unknown>][] = [
  ['a code', redeem],
  ['client credentials', () => grantClientCredentials(environment, 'client', 'secret')],
  ['a refresh token', () => grantRefreshToken(environment, 'client', 'refresh')],
];

it.each(GRANTS)('an endless answer to %s is cut off and reported as too large', async (_name, ask) => {
  const dropped = Promise.withResolvers<number>();
  server.answerWith(endless(200, dropped.resolve));
  const begun = performance.now();
  expect(await failureOf(ask())).toEqual({
    code: 'unexpected-response',
    call: 'POST /oauth/token',
    fieldPath: '(size)',
  });
  expect(performance.now() - begun).toBeLessThan(SOON_MS);
  expect(server.received).toHaveLength(1);
  expect(await dropped.promise).toBeLessThan(20_000_000);
});

it.each([
  [500, 'server-error'],
  [429, 'rate-limited'],
  [400, 'unexpected-response'],
] as const)('a refusal %i without an end is what its status says', async (status, code) => {
  server.answerWith(endless(status));
  const begun = performance.now();
  expect(await failureOf(redeem())).toMatchObject({ code, status });
  expect(performance.now() - begun).toBeLessThan(SOON_MS);
});

it('a slowly dripping answer is aborted at the time limit of the whole exchange', async () => {
  server.answerWith(drip(10));
  // Ten seconds are too long for a test.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('late', 'TimeoutError')), 150);
    return controller.signal;
  });
  const begun = performance.now();
  expect(await failureOf(redeem())).toMatchObject({ code: 'timed-out' });
  expect(performance.now() - begun).toBeLessThan(SOON_MS);
});

it('the check whether the sign-in host answers downloads no body, however long it is', async () => {
  const dropped = Promise.withResolvers<number>();
  server.answerWith(endless(200, dropped.resolve));
  // Node's `fetch` does not enforce `no-cors`; only a browser can.
  const settings = { ...DEFAULT_SETTINGS, environment: { kind: 'custom', host: server.origin } } as const;
  expect(await checkActions.checkSignInHost(settings)).toBe('reachable');
  expect(await dropped.promise).toBeLessThan(20_000_000);
});
