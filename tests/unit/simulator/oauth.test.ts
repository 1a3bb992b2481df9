import { expect, test } from 'vitest';
import {
  api,
  authorizeUrl,
  CREDENTIALS_CLIENT,
  credentialsToken,
  DANA,
  FEMI,
  PUBLIC_CLIENT,
  pkce,
  REDIRECT,
  redirectQuery,
  SCOPELESS_CLIENT,
  start,
  submit,
  tokenRequest,
  userToken,
} from './support.ts';

type TokenAnswer = {
  access_token: string;
  refresh_token?: string;
  error?: string;
  error_description?: string;
};

/** Signs in and gives back the code with everything that redeems it. */
async function codeGrant(origin: string) {
  const { verifier, challenge } = pkce();
  const answer = await submit(authorizeUrl(origin, challenge), { user: DANA, decision: 'sign-in' });
  return {
    grant_type: 'authorization_code',
    client_id: PUBLIC_CLIENT,
    redirect_uri: REDIRECT,
    code: redirectQuery(answer).get('code') ?? '',
    code_verifier: verifier,
  };
}

async function errorOf(response: Response): Promise<string | undefined> {
  return ((await response.json()) as TokenAnswer).error;
}

test('the code flow with PKCE signs the chosen user in, and a code works once', async () => {
  const { origin } = await start();
  const { verifier, challenge } = pkce();
  const url = authorizeUrl(origin, challenge);

  const page = await fetch(url);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain('Dana Whitfield');

  const back = await submit(url, { user: FEMI, decision: 'sign-in' });
  expect(back.status).toBe(303);
  expect(back.headers.get('location')).toMatch(
    /^https:\/\/mflddamhjijplebmphbecmklngnfccco\.chromiumapp\.org\/\?/,
  );
  expect(redirectQuery(back).get('state')).toBe('my state');

  const fields = {
    grant_type: 'authorization_code',
    client_id: PUBLIC_CLIENT,
    redirect_uri: REDIRECT,
    code: redirectQuery(back).get('code') ?? '',
    code_verifier: verifier,
  };
  const first = (await (await tokenRequest(origin, fields)).json()) as TokenAnswer;
  expect(first.refresh_token).toBeUndefined();
  const me = await api(origin, first.access_token)<{ id: string }>('GET', '/api/v2/users/me');
  expect(me.json().id).toBe(FEMI);

  const second = await tokenRequest(origin, fields);
  expect(second.status).toBe(400);
  expect(await errorOf(second)).toBe('invalid_grant');
});

test.each([
  ['a wrong verifier', { code_verifier: 'x'.repeat(43) }],
  ['no verifier', { code_verifier: '' }],
  ['another redirect URI', { redirect_uri: 'http://localhost' }],
  ['another client', { client_id: SCOPELESS_CLIENT }],
])('a code is refused with %s', async (_what, change) => {
  const { origin } = await start();
  const answer = await tokenRequest(origin, { ...(await codeGrant(origin)), ...change });
  expect(answer.status).toBe(400);
  expect(await errorOf(answer)).toBe('invalid_grant');
});

test.each([
  ['an unknown client', { client_id: '44444444-4444-4444-8444-444444444444' }],
  ['an unregistered redirect URI', { redirect_uri: 'https://evil.example/' }],
  ['a redirect URI that lacks the final slash', { redirect_uri: REDIRECT.slice(0, -1) }],
  ['another loopback name', { redirect_uri: 'http://localhost.evil.example/' }],
  ['a client without redirect URIs', { client_id: CREDENTIALS_CLIENT }],
])('%s gets an error page and is never redirected', async (_what, change) => {
  const { origin } = await start();
  const answer = await fetch(authorizeUrl(origin, pkce().challenge, change), { redirect: 'manual' });
  expect(answer.status).toBe(400);
  expect(answer.headers.get('location')).toBeNull();
});

test.each([
  ['http://localhost:51234/callback', []],
  ['https://extra.example/back', ['https://extra.example/back']],
])('%s is accepted as redirect URI', async (redirectUri, redirectUris) => {
  const { origin } = await start({ redirectUris });
  const url = authorizeUrl(origin, pkce().challenge, { redirect_uri: redirectUri });
  const back = await submit(url, { user: DANA, decision: 'sign-in' });
  expect(back.headers.get('location')?.startsWith(`${redirectUri}?code=`)).toBe(true);
});

test.each([
  ['invalid_request', { code_challenge: null }],
  ['invalid_request', { code_challenge_method: 'plain' }],
  ['unsupported_response_type', { response_type: 'token' }],
])('a bad authorize request goes back with %s', async (error, change) => {
  const { origin } = await start();
  const answer = await fetch(authorizeUrl(origin, pkce().challenge, change), { redirect: 'manual' });
  expect(answer.status).toBe(302);
  expect(redirectQuery(answer).get('error')).toBe(error);
  expect(redirectQuery(answer).get('state')).toBe('my state');
});

test('Cancel goes back with access_denied', async () => {
  const { origin } = await start();
  const back = await submit(authorizeUrl(origin, pkce().challenge), { user: DANA, decision: 'cancel' });
  expect(redirectQuery(back).get('error')).toBe('access_denied');
  expect(redirectQuery(back).get('state')).toBe('my state');
  expect(redirectQuery(back).has('code')).toBe(false);
});

test('a live sign-in cookie skips the page, unless a new login is asked for or the user signed out', async () => {
  const { origin, control } = await start();
  const { cookie } = await control.signIn('Dana Whitfield');
  const open = (changes: Record<string, string> = {}) =>
    fetch(authorizeUrl(origin, pkce().challenge, changes), {
      redirect: 'manual',
      headers: { Cookie: cookie },
    });

  expect(redirectQuery(await open()).get('code')).toBeTruthy();
  expect((await open({ prompt: 'login' })).status).toBe(200);

  await fetch(`${origin}/login`, { headers: { Cookie: cookie } });
  expect((await open()).status).toBe(200);
});

test('the cookie of the sign-in page is out of reach for scripts and other sites', async () => {
  const { origin } = await start();
  const back = await submit(authorizeUrl(origin, pkce().challenge), { user: DANA, decision: 'sign-in' });
  expect(back.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/);
});

test.each([401, 400] as const)('invalid_client comes with status %i when chosen', async (tokenErrors) => {
  const { origin } = await start({ tokenErrors });
  const wrongSecret = await tokenRequest(origin, {
    grant_type: 'client_credentials',
    client_id: CREDENTIALS_CLIENT,
    client_secret: 'wrong',
  });
  expect(wrongSecret.status).toBe(tokenErrors);
  expect(await wrongSecret.json()).toEqual({
    error: 'invalid_client',
    description: 'authentication failed',
    error_description: 'authentication failed',
  });
  const unknown = await tokenRequest(origin, { grant_type: 'client_credentials', client_id: 'nobody' });
  expect(unknown.status).toBe(tokenErrors);
  expect(await errorOf(unknown)).toBe('invalid_client');
});

test('a public client may not use client credentials', async () => {
  const { origin } = await start();
  const answer = await tokenRequest(origin, { grant_type: 'client_credentials', client_id: PUBLIC_CLIENT });
  expect(await errorOf(answer)).toBe('unauthorized_client');
});

test('refresh tokens are given when chosen, and each works once', async () => {
  const { origin } = await start({ refreshTokens: true });
  const first = (await (await tokenRequest(origin, await codeGrant(origin))).json()) as TokenAnswer;
  const refresh = (token: string | undefined) =>
    tokenRequest(origin, {
      grant_type: 'refresh_token',
      client_id: PUBLIC_CLIENT,
      refresh_token: token ?? '',
    });

  const second = (await (await refresh(first.refresh_token)).json()) as TokenAnswer;
  expect((await api(origin, second.access_token)('GET', '/api/v2/users/me')).status).toBe(200);
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect(await errorOf(await refresh(first.refresh_token))).toBe('invalid_grant');
});

test('signing out revokes the token that was used', async () => {
  const { origin } = await start();
  const call = api(origin, await userToken(origin));
  expect((await call('DELETE', '/api/v2/tokens/me')).status).toBe(200);
  const after = await call('GET', '/api/v2/users/me');
  expect(after.status).toBe(401);
  expect(after.json().code).toBe('bad.credentials');
});

test('browsers of other origins may use the token endpoint and the API', async () => {
  const { origin } = await start();
  const preflight = await fetch(`${origin}/api/v2/users/me`, {
    method: 'OPTIONS',
    headers: { Origin: 'https://elsewhere.example', 'Access-Control-Request-Headers': 'authorization' },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization');
  const token = await tokenRequest(origin, { grant_type: 'client_credentials' });
  expect(token.headers.get('access-control-allow-origin')).toBe('*');
});

test('the request log shows who asked for what, but no secret', async () => {
  const { origin, control } = await start();
  const token = await credentialsToken(origin);
  const grant = await codeGrant(origin);
  const user = ((await (await tokenRequest(origin, grant)).json()) as TokenAnswer).access_token;
  await api(origin, user)('GET', '/api/v2/conversations?state=active&limit=3');
  await fetch(`${origin}/api/v2/users/me`);

  const requests = await control.requests();
  expect(
    requests.map(({ n, method, path, query, status, authorization }) => ({
      n,
      method,
      path,
      query,
      status,
      authorization,
    })),
  ).toEqual([
    { n: 1, method: 'POST', path: '/oauth/token', query: '', status: 200, authorization: null },
    { n: 2, method: 'POST', path: '/oauth/token', query: '', status: 200, authorization: null },
    {
      n: 3,
      method: 'GET',
      path: '/api/v2/conversations',
      query: 'state=active&limit=3',
      status: 200,
      authorization: 'bearer',
    },
    { n: 4, method: 'GET', path: '/api/v2/users/me', query: '', status: 401, authorization: null },
  ]);
  expect(requests[1]?.body).toMatchObject({
    code: '(hidden)',
    code_verifier: '(hidden)',
    client_id: PUBLIC_CLIENT,
  });
  expect(Math.abs((requests[0]?.at ?? 0) - Date.now())).toBeLessThan(60_000);
  expect(requests.every(({ durationMs }) => durationMs !== null && durationMs >= 0)).toBe(true);
  const everything = JSON.stringify(requests);
  for (const secret of [token, user, grant.code, grant.code_verifier, 'simulator-secret']) {
    expect(everything).not.toContain(secret);
  }
  expect((await control.requests(3)).map(({ n }) => n)).toEqual([4]);
});

test.each([
  'https://mflddamhjijplebmphbecmklngnfccco.chromiumapp.org/',
  'https://426bfa02b1e194b52ef2ed65516d1186e85c6ba9.extensions.allizom.org/',
  'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/',
])(
  '%s stands for the redirect URIs that the extension has for this simulator, and for no other environment',
  async (root) => {
    const { origin } = await start({
      redirectUris: ['https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/'],
    });
    const { port } = new URL(origin);
    const statusOf = async (path: string) =>
      (await fetch(authorizeUrl(origin, pkce().challenge, { redirect_uri: `${root}${path}` }))).status;
    expect(await statusOf(`loopback/localhost/${port}`)).toBe(200);
    expect(await statusOf(`loopback/127.0.0.1/${port}`)).toBe(200);
    for (const other of [
      'eu_west_1',
      'custom/evil.example',
      `loopback/localhost/${Number(port) - 1}`,
      `loopback/localhost/${port}/`,
    ])
      expect(await statusOf(other), other).toBe(400);
  },
);
