import * as oauth from 'oauth4webapi';
import type { Environment } from '../environment/environment';
import { fail, TOO_LARGE } from '../errors/failure';
import { boundedFetch, isTooLarge } from '../http/bounded-fetch';
import { isTimeout } from '../http/is-timeout';
import { retryAtOf } from '../http/retry-after';
import { readLeniently } from './token-answer';

/**
 * The OAuth 2.0 protocol with Genesys Cloud, using oauth4webapi (certified, no dependencies).
 * Endpoints and features are those that
 * `https://login.mypurecloud.com/.well-known/oauth-authorization-server` advertises: code with PKCE
 * S256, client credentials, refresh token. No `scope` is sent: scopes are set on the OAuth client.
 */

/** The result of a token endpoint. */
export type TokenGrant = { accessToken: string; expiresInS: number; refreshToken?: string };

/**
 * How long a token without `expires_in` is trusted, in seconds; five minutes is the shortest that
 * administrators can set.
 */
const DEFAULT_EXPIRES_IN_S = 300;
/**
 * The longest that administrators can set, in seconds. A larger number is an error, and may exceed
 * what can be stored.
 */
const MAX_EXPIRES_IN_S = 172_800;
const TIMEOUT_MS = 10_000;
/** How much of the server's message is kept, in characters: failures are stored and shown. */
const MAX_API_MESSAGE_LENGTH = 500;
/** Largest answer of the token endpoint, in bytes; the platform's answers take about 300. */
const MAX_ANSWER_BYTES = 64_000;

function authorizationServer({ loginOrigin }: Environment): oauth.AuthorizationServer {
  return {
    issuer: loginOrigin,
    authorization_endpoint: `${loginOrigin}/oauth/authorize`,
    token_endpoint: `${loginOrigin}/oauth/token`,
  };
}

const requestOptions = ({ loginOrigin }: Environment) => ({
  // Plain http is possible only for loopback: the environment refuses it elsewhere.
  [oauth.allowInsecureRequests]: loginOrigin.startsWith('http://'),
  // Covers the whole exchange, to the last byte of the answer.
  signal: () => AbortSignal.timeout(TIMEOUT_MS),
  [oauth.customFetch]: async (url: string, options: RequestInit) =>
    await readLeniently(await boundedFetch(MAX_ANSWER_BYTES)(url, options)),
});

/**
 * One attempt at Authorization Code with PKCE: the URL to open, and the values that only we know.
 */
export type AuthorizationAttempt = { url: string; state: string; codeVerifier: string };

/**
 * Starts an attempt (RFC 7636, S256). `state` and verifier are random and never leave the
 * background.
 * @param prompt `login` makes the server ask who it is, even if it remembers somebody (OpenID
 *   Connect Core 1.0, 3.1.2.1)
 */
export async function beginAuthorization(
  environment: Environment,
  clientId: string,
  redirectUri: string,
  prompt?: 'login',
): Promise<AuthorizationAttempt> {
  const codeVerifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const url = new URL(`${environment.loginOrigin}/oauth/authorize`);
  url.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    state,
    ...(prompt && { prompt }),
  }).toString();
  return { url: url.href, state, codeVerifier };
}

/**
 * Exchanges the redirect for a token. The redirect must go to `redirectUri`, which belongs to this
 * environment alone, and carry our `state`; if it names an issuer, that must be this environment's
 * (RFC 9207). Otherwise nothing is sent anywhere. Throws `sign-in-canceled` for `access_denied`,
 * `sign-in-failed` for any other refusal or an untrusted redirect, `invalid-client`, `unreachable`,
 * `timed-out`.
 */
export async function finishAuthorization(
  environment: Environment,
  clientId: string,
  redirectUri: string,
  attempt: AuthorizationAttempt,
  redirectedTo: string,
): Promise<TokenGrant> {
  const server = authorizationServer(environment);
  const client: oauth.Client = { client_id: clientId };
  if (!URL.canParse(redirectedTo)) throw fail('sign-in-failed');
  const answered = new URL(redirectedTo);
  const expected = new URL(redirectUri);
  if (answered.origin !== expected.origin || answered.pathname !== expected.pathname)
    throw fail('sign-in-failed');
  return await asFailures(async () => {
    const parameters = readRedirect(server, client, answered.searchParams, attempt.state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      parameters,
      redirectUri,
      attempt.codeVerifier,
      requestOptions(environment),
    );
    return toGrant(await oauth.processAuthorizationCodeResponse(server, client, response));
  });
}

/**
 * Reads and checks the redirect. A refusal may come without `state`: its reason is reported,
 * because nothing else is used. A code without our `state` never counts.
 */
function readRedirect(
  server: oauth.AuthorizationServer,
  client: oauth.Client,
  told: URLSearchParams,
  state: string,
): URLSearchParams {
  // The library ignores an empty issuer, but it is not this server's.
  if (told.get('iss') === '') throw fail('sign-in-failed');
  const description = told.get('description');
  if (!told.get('error_description') && description) told.set('error_description', description);
  if (told.get('state') === '') told.delete('state');
  const isBareRefusal = !told.has('state') && Boolean(told.get('error'));
  return oauth.validateAuthResponse(server, client, told, isBareRefusal ? oauth.expectNoState : state);
}

/**
 * Gets a token for a client id and secret (RFC 6749, section 4.4). Throws like {@link
 * finishAuthorization}.
 */
export async function grantClientCredentials(
  environment: Environment,
  clientId: string,
  clientSecret: string,
): Promise<TokenGrant> {
  const server = authorizationServer(environment);
  const client: oauth.Client = { client_id: clientId };
  return await asFailures(async () => {
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      // In the body: Basic would percent-encode the dashes of a UUID, which not every server
      // decodes.
      oauth.ClientSecretPost(clientSecret),
      {},
      requestOptions(environment),
    );
    return toGrant(await oauth.processClientCredentialsResponse(server, client, response));
  });
}

/**
 * Renews with a refresh token, if the organization issues one (RFC 6749, section 6). Throws
 * `sign-in-failed` if refused.
 */
export async function grantRefreshToken(
  environment: Environment,
  clientId: string,
  refreshToken: string,
): Promise<TokenGrant> {
  const server = authorizationServer(environment);
  const client: oauth.Client = { client_id: clientId };
  return await asFailures(async () => {
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      refreshToken,
      requestOptions(environment),
    );
    return toGrant(await oauth.processRefreshTokenResponse(server, client, response));
  });
}

function toGrant(answer: oauth.TokenEndpointResponse): TokenGrant {
  return {
    accessToken: answer.access_token,
    expiresInS: Math.min(answer.expires_in ?? DEFAULT_EXPIRES_IN_S, MAX_EXPIRES_IN_S),
    ...(answer.refresh_token && { refreshToken: answer.refresh_token }),
  };
}

/**
 * Whether the user refused: there is no description, or it says that access was denied. With any
 * other description, the server refused.
 */
function isPersonsRefusal(description: string | undefined): boolean {
  return !description || /\b(?:denied|declined|cancel+ed)\b/i.test(description);
}

/** Runs a step of the protocol and converts the library's errors to ours. */
async function asFailures(work: () => Promise<TokenGrant>): Promise<TokenGrant> {
  try {
    return await work();
  } catch (error) {
    throw await toOAuthFailure(error);
  }
}

async function toOAuthFailure(error: unknown): Promise<Error> {
  const call = 'POST /oauth/token';
  if (error instanceof oauth.AuthorizationResponseError) {
    return error.error === 'access_denied' && isPersonsRefusal(error.error_description)
      ? fail('sign-in-canceled')
      : fail('sign-in-failed', { apiMessage: shortened(error.error_description || error.error) });
  }
  if (isTooLarge(error)) return fail('unexpected-response', { call, fieldPath: TOO_LARGE }, error);
  const answer = answerOf(error);
  // These statuses have their meaning with or without a body or a challenge.
  if (answer && answer.status >= 500) return fail('server-error', { call, status: answer.status });
  if (answer?.status === 429) {
    const retryAt = retryAtOf(answer.headers, Date.now());
    return fail('rate-limited', { call, status: answer.status, retryAt });
  }
  if (error instanceof oauth.ResponseBodyError) {
    // 400 as measured on the platform, 401 as in RFC 6749: the `error` decides.
    if (error.error === 'invalid_client') return fail('invalid-client', { call, status: error.status });
    // The library has checked that `error` is a string, but not the description.
    const described: unknown = error.error_description;
    const apiMessage = shortened(typeof described === 'string' ? described : error.error);
    return fail('sign-in-failed', { call, status: error.status, apiMessage });
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    // A proxy may send a challenge with any status; only 401 is about the client.
    return error.status === 401
      ? fail('invalid-client', { call, status: error.status })
      : fail('unexpected-response', { call, status: error.status, fieldPath: '(body)' });
  }
  if (error instanceof oauth.OperationProcessingError) {
    const { cause } = error;
    const status = answer ? { status: answer.status } : {};
    // The library wraps errors that occurred while reading the body.
    if (isTimeout(cause)) return fail('timed-out', { call }, error);
    if (cause instanceof TypeError) return fail('unreachable', { call }, error);
    const isAboutBody = answer !== undefined || error.code === oauth.PARSE_ERROR || hasBody(cause);
    // Everything else is about the redirect: a wrong `state`, no code.
    return isAboutBody
      ? fail('unexpected-response', { call, ...status, fieldPath: '(body)' })
      : fail('sign-in-failed');
  }
  if (error instanceof oauth.UnsupportedOperationError) {
    return fail('unexpected-response', { call, fieldPath: 'token_type' });
  }
  if (isTimeout(error)) return fail('timed-out', { call }, error);
  if (error instanceof TypeError) return fail('unreachable', { call }, error);
  return error instanceof Error ? error : fail('unexpected-error', {}, error);
}

const shortened = (text: string) => text.slice(0, MAX_API_MESSAGE_LENGTH);

/** The answer that an error of the library is about, if any. */
function answerOf(error: unknown): Response | undefined {
  if (error instanceof oauth.ResponseBodyError || error instanceof oauth.WWWAuthenticateChallengeError) {
    return error.response;
  }
  return error instanceof oauth.OperationProcessingError && error.cause instanceof Response
    ? error.cause
    : undefined;
}

function hasBody(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'body' in cause;
}
