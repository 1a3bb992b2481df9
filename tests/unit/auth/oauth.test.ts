import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  beginAuthorization,
  finishAuthorization,
  grantClientCredentials,
  grantRefreshToken,
  type TokenGrant,
} from '@/utils/auth/oauth';
import type { Failure } from '@/utils/errors/failure';
import { failureOf } from '../failure-of';
import { type Answer, endlessBody, json, plain, reset, silence } from '../http-server';
import { CLIENT_ID, type OAuthServer, REDIRECT_URI, startOAuthServer } from './oauth-server';

let server: OAuthServer;

beforeAll(async () => {
  server = await startOAuthServer();
});

afterAll(async () => {
  await server.close();
});

beforeEach(() => {
  server.http.received.length = 0;
  server.serveTokens();
});

const begin = () => beginAuthorization(server.environment, CLIENT_ID, REDIRECT_URI);

/** One sign-in, with changes to the redirect's parameters or target. */
async function signIn(
  changes: Record<string, string | null> = {},
  redirectedTo?: string,
): Promise<TokenGrant> {
  const attempt = await begin();
  const url = redirectedTo ?? server.authorize(attempt.url, changes);
  return finishAuthorization(server.environment, CLIENT_ID, REDIRECT_URI, attempt, url);
}

describe('the authorization URL', () => {
  it('asks the login host for a code with PKCE S256, and sends no scope and no secret', async () => {
    const { url, state } = await begin();
    const { origin, pathname, searchParams } = new URL(url);
    expect(`${origin}${pathname}`).toBe(`${server.environment.loginOrigin}/oauth/authorize`);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: CLIENT_ID,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      state,
    });
  });

  it('does not hold the verifier, and no two attempts share anything', async () => {
    const [first, second] = await Promise.all([begin(), begin()]);
    expect(first.url).not.toContain(first.codeVerifier);
    expect(first.codeVerifier).not.toBe(second.codeVerifier);
    expect(first.state).not.toBe(second.state);
  });
});

describe('a sign-in with PKCE', () => {
  it('gets a token for a verifier that the server finds to match its challenge', async () => {
    expect(await signIn()).toEqual({ accessToken: expect.stringMatching(/^token-\d+$/), expiresInS: 3600 });
    expect(server.tokenRequests()).toEqual([
      {
        grant_type: 'authorization_code',
        client_id: CLIENT_ID,
        code: expect.stringMatching(/^code-/),
        redirect_uri: REDIRECT_URI,
        code_verifier: expect.any(String),
      },
    ]);
  });

  it('is refused by the server when the verifier is another one', async () => {
    const attempt = await begin();
    const { codeVerifier } = await begin();
    const stolen = server.authorize(attempt.url);
    const failure = await failureOf(
      finishAuthorization(server.environment, CLIENT_ID, REDIRECT_URI, { ...attempt, codeVerifier }, stolen),
    );
    expect(failure).toMatchObject({ code: 'sign-in-failed', status: 400, apiMessage: 'invalid_grant' });
  });

  it('keeps a refresh token where the organization issues one', async () => {
    server.serveTokens({ refresh_token: 'refresh-1' });
    expect(await signIn()).toMatchObject({ refreshToken: 'refresh-1' });
  });

  it('trusts a token without an end for five minutes', async () => {
    server.serveTokens({ expires_in: undefined });
    expect(await signIn()).toMatchObject({ expiresInS: 300 });
  });
});

describe('the issuer of a redirect (RFC 9207)', () => {
  it.each([
    ['is the login host', true],
    ['is not told', false],
  ])('may be one that %s', async (_what, told) => {
    const grant = await signIn(told ? { iss: server.environment.loginOrigin } : {});
    expect(grant.accessToken).toMatch(/^token-/);
  });
});

describe('a token answer with an irrelevant odd field', () => {
  const TOKEN = { access_token: 'token-x', token_type: 'bearer', expires_in: 600 };
  const without = (name: keyof typeof TOKEN) => {
    const { [name]: _, ...others } = TOKEN;
    return others;
  };

  it.each<[string, object, object?]>([
    ['refresh_token: null', { ...TOKEN, refresh_token: null }],
    ['an empty refresh token', { ...TOKEN, refresh_token: '' }],
    ['scope: null', { ...TOKEN, scope: null }],
    ['a list of scopes', { ...TOKEN, scope: ['a', 'b'] }],
    ['id_token: null', { ...TOKEN, id_token: null }],
    ['an id token that nobody asked for', { ...TOKEN, id_token: 'x.y.z' }],
    ['no token type', without('token_type')],
    ['token_type: null', { ...TOKEN, token_type: null }],
    ['the token type in capitals', { ...TOKEN, token_type: 'BEARER' }],
    ['its end as text', { ...TOKEN, expires_in: '600' }],
    ['no end', without('expires_in'), { expiresInS: 300 }],
    ['no end in words', { ...TOKEN, expires_in: 'never' }, { expiresInS: 300 }],
    ['expires_in: false', { ...TOKEN, expires_in: false }, { expiresInS: 300 }],
    ['a space after the token type', { ...TOKEN, token_type: 'Bearer ' }],
    ['expires_in: null', { ...TOKEN, expires_in: null }, { expiresInS: 300 }],
    ['error: null', { ...TOKEN, error: null, error_description: null }],
    [
      'all of it',
      { access_token: 'token-x', token_type: null, scope: null, refresh_token: null, expires_in: null },
      { expiresInS: 300 },
    ],
  ])('(%s) is a token, for each grant', async (_what, answer, expected = {}) => {
    server.http.answerWith(json(200, answer));
    const grants = [
      () => signIn(),
      () => grantClientCredentials(server.environment, CLIENT_ID, 's3cret'),
      () => grantRefreshToken(server.environment, CLIENT_ID, 'refresh-1'),
    ];
    for (const grant of grants)
      expect(await grant()).toEqual({ accessToken: 'token-x', expiresInS: 600, ...expected });
  });

  it.each<[string, object]>([
    ['no token', { ...TOKEN, access_token: null }],
    ['an empty token', { ...TOKEN, access_token: '' }],
    ['a token that is no text', { ...TOKEN, access_token: { value: 'x' } }],
    ['another token type', { ...TOKEN, token_type: 'mac' }],
    ['a token type that is no text', { ...TOKEN, token_type: 7 }],
    ['an end before its beginning', { ...TOKEN, expires_in: -1 }],
  ])('(%s) is refused where it does', async (_what, answer) => {
    server.http.answerWith(json(200, answer));
    expect(await failureOf(signIn())).toMatchObject({ code: 'unexpected-response' });
  });

  it.each<[string, number, object, Failure]>([
    [
      'description alone',
      400,
      { error: 'invalid_grant', description: 'code expired' },
      { code: 'sign-in-failed', apiMessage: 'code expired' },
    ],
    [
      'description beside an empty one',
      400,
      { error: 'invalid_grant', error_description: '', description: 'code expired' },
      { code: 'sign-in-failed', apiMessage: 'code expired' },
    ],
    [
      'description beside null',
      400,
      { error: 'invalid_grant', error_description: null, description: 'code expired' },
      { code: 'sign-in-failed', apiMessage: 'code expired' },
    ],
    [
      'description without an error',
      400,
      { description: 'code expired' },
      { code: 'sign-in-failed', apiMessage: 'code expired' },
    ],
    [
      'the API’s own form',
      400,
      { message: 'org is suspended', code: 'forbidden', status: 400 },
      { code: 'sign-in-failed', apiMessage: 'org is suspended', status: 400 },
    ],
    [
      'description with invalid_client',
      400,
      { error: 'invalid_client', description: 'client not found' },
      { code: 'invalid-client', status: 400 },
    ],
  ])('tells the reason of a refusal in %s', async (_where, status, body, expected) => {
    server.http.answerWith(json(status, body));
    expect(await failureOf(signIn())).toMatchObject(expected);
  });
});

describe('a redirect that is not to be trusted', () => {
  it.each([
    ['another state', { state: 'forged' }],
    ['no state', { state: null }],
    ['no code', { code: null }],
    ['an issuer that is somebody else', { iss: 'https://evil.example' }],
    ['an issuer that says nothing', { iss: '' }],
    ['an empty error in place of the state', { state: null, error: '' }],
    ['an error beside the code', { error: 'server_error' }, 'server_error'],
  ])('with %s is refused, and no code is sent anywhere', async (_what, changes, apiMessage?: string) => {
    expect(await failureOf(signIn(changes))).toEqual({
      code: 'sign-in-failed',
      ...(apiMessage && { apiMessage }),
    });
    expect(server.http.received).toEqual([]);
  });

  it.each([
    ['another host', 'https://evil.example/?code=code-1'],
    ['a look-alike host', 'https://abcdefghijklmnop.chromiumapp.org.evil.example/?code=code-1'],
    ['plain http', 'http://abcdefghijklmnop.chromiumapp.org/?code=code-1'],
    ['another port', 'https://abcdefghijklmnop.chromiumapp.org:8443/?code=code-1'],
    ['another path', 'https://abcdefghijklmnop.chromiumapp.org/other?code=code-1'],
    ['the path of another region', 'https://abcdefghijklmnop.chromiumapp.org/eu_west_1?code=code-1'],
    ['the root of the extension', 'https://abcdefghijklmnop.chromiumapp.org/?code=code-1'],
    ['a path that goes on', 'https://abcdefghijklmnop.chromiumapp.org/custom/genesys.example/1?code=code-1'],
    [
      'a path with another port',
      'https://abcdefghijklmnop.chromiumapp.org/custom/genesys.example.com?code=code-1',
    ],
    ['an encoded path', 'https://abcdefghijklmnop.chromiumapp.org/custom%2Fgenesys.example?code=code-1'],
  ])('from %s is refused, even with the right state', async (_what, url) => {
    const attempt = await begin();
    const redirectedTo = `${url}&state=${attempt.state}`;
    const failure = await failureOf(
      finishAuthorization(server.environment, CLIENT_ID, REDIRECT_URI, attempt, redirectedTo),
    );
    expect(failure).toEqual({ code: 'sign-in-failed' });
    expect(server.http.received).toEqual([]);
  });

  it('of an earlier attempt is refused: a code is valid only for its own attempt', async () => {
    const [before, now] = [await begin(), await begin()];
    const replayed = server.authorize(before.url);
    const finish = finishAuthorization(server.environment, CLIENT_ID, REDIRECT_URI, now, replayed);
    expect(await failureOf(finish)).toEqual({ code: 'sign-in-failed' });
    expect(server.http.received).toEqual([]);
  });

  it('that is no URL at all is refused', async () => {
    expect(await failureOf(signIn({}, 'not a url'))).toEqual({ code: 'sign-in-failed' });
  });
});

describe('a redirect with an error', () => {
  it('access_denied with a reason is the server’s refusal, also with an empty state', async () => {
    const refusal = { code: null, error: 'access_denied', error_description: 'You lack the role.' };
    for (const state of [{}, { state: '' }])
      expect(await failureOf(signIn({ ...refusal, ...state }))).toMatchObject({
        code: 'sign-in-failed',
        apiMessage: 'You lack the role.',
      });
  });

  it.each(['The user denied the request.', 'Sign-in was canceled by the user'])(
    'access_denied because “%s” is a canceled sign-in',
    async (error_description) => {
      expect(await failureOf(signIn({ code: null, error: 'access_denied', error_description }))).toEqual({
        code: 'sign-in-canceled',
      });
    },
  );

  it('access_denied is a canceled sign-in', async () => {
    expect(await failureOf(signIn({ code: null, error: 'access_denied' }))).toEqual({
      code: 'sign-in-canceled',
    });
  });

  it('any other is a refusal with what the server said', async () => {
    const changes = {
      code: null,
      error: 'unauthorized_client',
      error_description: 'redirect_uri not registered',
    };
    expect(await failureOf(signIn(changes))).toEqual({
      code: 'sign-in-failed',
      apiMessage: 'redirect_uri not registered',
    });
  });

  it.each([
    ['beside an empty error_description', { error_description: '', description: 'client is disabled' }],
    ['in description alone', { description: 'client is disabled' }],
    [
      'in error_description before description',
      { error_description: 'client is disabled', description: 'x' },
    ],
    ['without any state', { error_description: 'client is disabled', state: null }],
    ['in description, without any state', { description: 'client is disabled', state: null }],
    [
      'without any state, and a code is not taken',
      { description: 'client is disabled', state: null, code: 'code-1' },
    ],
  ])('tells its reason %s', async (_where, changes) => {
    expect(await failureOf(signIn({ code: null, error: 'unauthorized_client', ...changes }))).toEqual({
      code: 'sign-in-failed',
      apiMessage: 'client is disabled',
    });
    expect(server.http.received).toEqual([]);
  });

  it('without state and description says its code, and is cut where it is endless', async () => {
    expect(await failureOf(signIn({ code: null, error: 'server_error', state: null }))).toEqual({
      code: 'sign-in-failed',
      apiMessage: 'server_error',
    });
    const endless = await failureOf(
      signIn({ code: null, error: 'server_error', description: 'x'.repeat(5000) }),
    );
    expect(endless.apiMessage).toHaveLength(500);
  });

  it('without state, of an issuer that is somebody else, is not believed', async () => {
    const changes = { code: null, error: 'server_error', state: null, iss: 'https://evil.example' };
    expect(await failureOf(signIn(changes))).toEqual({ code: 'sign-in-failed' });
  });

  it('with another state is refused without being believed', async () => {
    expect(await failureOf(signIn({ code: null, error: 'access_denied', state: 'forged' }))).toEqual({
      code: 'sign-in-failed',
    });
  });
});

const timeoutAfter = AbortSignal.timeout.bind(AbortSignal);

/** Breaks the connection after half of the announced length. */
const brokenBody: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"access_token":', () => response.socket?.destroy());
};

describe('the token endpoint', () => {
  const CHALLENGE = { 'www-authenticate': 'Basic realm="oauth"' };
  const refusals: [string, Answer, Failure][] = [
    [
      'invalid_client at 400',
      json(400, { error: 'invalid_client' }),
      { code: 'invalid-client', status: 400 },
    ],
    [
      'invalid_client at 401',
      json(401, { error: 'invalid_client' }),
      { code: 'invalid-client', status: 401 },
    ],
    [
      'invalid_client at 401 with a challenge',
      json(401, { error: 'invalid_client' }, CHALLENGE),
      { code: 'invalid-client', status: 401 },
    ],
    [
      'invalid_grant',
      json(400, { error: 'invalid_grant', error_description: 'code expired' }),
      { code: 'sign-in-failed', status: 400, apiMessage: 'code expired' },
    ],
    ['500', json(500, {}), { code: 'server-error', status: 500 }],
    ['503 with HTML', plain(503, '<html>'), { code: 'server-error', status: 503 }],
    ['503 with a challenge', json(503, {}, CHALLENGE), { code: 'server-error', status: 503 }],
    [
      'a description that is no text',
      json(400, { error: 'invalid_grant', error_description: ['code', { expired: true }] }),
      { code: 'sign-in-failed', status: 400, apiMessage: 'invalid_grant' },
    ],
    ['429 with an error', json(429, { error: 'slow_down' }), { code: 'rate-limited', status: 429 }],
    ['429', json(429, {}), { code: 'rate-limited', status: 429 }],
    ['a broken connection', reset, { code: 'unreachable' }],
    ['a connection that breaks in the body', brokenBody, { code: 'unreachable' }],
    ['HTML', plain(200, '<html>', { 'content-type': 'text/html' }), { code: 'unexpected-response' }],
    [
      'JSON cut off',
      plain(200, '{"access_tok', { 'content-type': 'application/json' }),
      { code: 'unexpected-response' },
    ],
    ['no token', json(200, { token_type: 'bearer' }), { code: 'unexpected-response' }],
    [
      'a token that is no bearer',
      json(200, { access_token: 't', token_type: 'mac' }),
      { code: 'unexpected-response' },
    ],
  ];

  it.each(refusals)('that answers %s has its code, for each grant', async (_what, answer, expected) => {
    server.http.answerWith(answer);
    const grants = [
      () => signIn(),
      () => grantClientCredentials(server.environment, CLIENT_ID, 's3cret'),
      () => grantRefreshToken(server.environment, CLIENT_ID, 'refresh-1'),
    ];
    for (const grant of grants) {
      const failure = await failureOf(grant());
      expect(failure).toMatchObject({ call: 'POST /oauth/token', ...expected });
      expect(JSON.stringify(failure)).not.toMatch(/s3cret|refresh-1|code-\d/);
    }
  });

  it.each([silence, endlessBody])('that does not come to an end is timed-out', async (answer) => {
    // The limit is ten seconds; here it is over at once.
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeoutAfter(100));
    server.http.answerWith(answer);
    expect(await failureOf(signIn())).toEqual({ code: 'timed-out', call: 'POST /oauth/token' });
  });

  it('is not followed to another place with the secret', async () => {
    const elsewhere = await startOAuthServer();
    server.http.answerWith(plain(307, '', { location: `${elsewhere.environment.loginOrigin}/oauth/token` }));
    await failureOf(grantClientCredentials(server.environment, CLIENT_ID, 's3cret'));
    await elsewhere.close();
    expect(elsewhere.http.received).toEqual([]);
  });
});

describe('client credentials', () => {
  it('give a token whose end can be kept, whatever number the server states', async () => {
    server.serveTokens({ expires_in: 1e308 });
    const grant = await grantClientCredentials(server.environment, CLIENT_ID, 's3cret');
    server.serveTokens();
    expect(grant.expiresInS).toBe(172_800);
  });

  it('travel in the body, as they are', async () => {
    const secret = 'a-b_c.d~e+f/g=&h%20';
    await grantClientCredentials(server.environment, CLIENT_ID, secret);
    expect(server.tokenRequests()).toEqual([
      { grant_type: 'client_credentials', client_id: CLIENT_ID, client_secret: secret },
    ]);
    expect(server.http.received[0]?.headers.authorization).toBeUndefined();
  });
});

describe('a refresh token', () => {
  it('is exchanged for another token, and for another of its kind where the server rotates it', async () => {
    server.serveTokens({ refresh_token: 'refresh-2' });
    expect(await grantRefreshToken(server.environment, CLIENT_ID, 'refresh-1')).toMatchObject({
      refreshToken: 'refresh-2',
    });
    expect(server.tokenRequests()).toEqual([
      { grant_type: 'refresh_token', client_id: CLIENT_ID, refresh_token: 'refresh-1' },
    ]);
  });
});
