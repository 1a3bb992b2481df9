import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { isRegistered, type OAuthClient } from './oauth-clients.ts';
import { findUser, SUPERVISOR_ID } from './organization.ts';
import { pagePolicy } from './page.ts';
import { invalidClientPage, signedOutPage, signInPage } from './sign-in-page.ts';
import { SIGN_IN_COOKIE } from './sign-ins.ts';
import type { AccessToken } from './tokens.ts';
import type { World } from './world.ts';

/** A refusal of the token endpoint (RFC 6749, section 5.2). */
class TokenError extends Error {
  readonly error: string;

  constructor(error: string, description: string) {
    super(description);
    this.error = error;
  }
}

type AuthorizeRequest = { client: OAuthClient; redirectUri: string; state: string | undefined };

/** Sign-in, sign-out and the token endpoint. */
export function oauthRoutes(world: World): Hono {
  const routes = new Hono();

  routes.get('/oauth/authorize', (c) => {
    const request = authorizeRequest(world, c);
    if (!request) return c.html(invalidClientPage(), 400);
    const refused = refusal(c);
    if (refused) return sendBack(world, c, request, refused);

    const userId = signedInUser(world, c);
    if (userId !== undefined && c.req.query('prompt') !== 'login') {
      return sendBack(world, c, request, { code: issueCode(world, c, request, userId) });
    }
    allowFormTarget(c, request.redirectUri);
    return c.html(signInPage(request.client.name, world.organization, userId ?? SUPERVISOR_ID));
  });

  routes.post('/oauth/authorize', async (c) => {
    const request = authorizeRequest(world, c);
    if (!request) return c.html(invalidClientPage(), 400);
    const refused = refusal(c);
    if (refused) return sendBack(world, c, request, refused);

    const form = await c.req.parseBody();
    if (form.decision !== 'sign-in') {
      return sendBack(world, c, request, {
        error: 'access_denied',
        error_description: 'The user canceled the sign-in',
      });
    }
    const user = findUser(world.organization, String(form.user ?? ''));
    if (!user) {
      allowFormTarget(c, request.redirectUri);
      return c.html(signInPage(request.client.name, world.organization, SUPERVISOR_ID), 400);
    }
    signIn(world, c, user.id);
    return sendBack(world, c, request, { code: issueCode(world, c, request, user.id) });
  });

  routes.post('/oauth/token', async (c) => {
    c.header('Cache-Control', 'no-store');
    try {
      return c.json(await answerTokenRequest(world, c.req.raw));
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      const status = error.error === 'invalid_client' ? world.options.tokenErrors : 400;
      const description = error.message;
      return c.json({ error: error.error, description, error_description: description }, status);
    }
  });

  // Both names are in use: `/login` is where a signed-out desktop lands, `/logout` is what the SDKs
  // open.
  routes.get('/login', (c) => {
    signOut(world, c);
    return c.html(signedOutPage(world.organization));
  });
  routes.get('/logout', (c) => {
    signOut(world, c);
    const client = world.clients.find(({ id }) => id === c.req.query('client_id'));
    const redirectUri = c.req.query('redirect_uri');
    const known = client && redirectUri !== undefined && isRegistered(client, redirectUri);
    return c.redirect(known ? redirectUri : '/login');
  });
  routes.post('/login', async (c) => {
    const form = await c.req.parseBody();
    const user = findUser(world.organization, String(form.user ?? ''));
    if (!user) return c.html(signedOutPage(world.organization), 400);
    signIn(world, c, user.id);
    return c.redirect('/directory/', 303);
  });

  return routes;
}

/** The user of the sign-in cookie, while that user exists. */
export function signedInUser(world: World, c: Context): string | undefined {
  const userId = world.signIns.userId(getCookie(c, SIGN_IN_COOKIE));
  return userId !== undefined && findUser(world.organization, userId) ? userId : undefined;
}

function signIn(world: World, c: Context, userId: string): void {
  setCookie(c, SIGN_IN_COOKIE, world.signIns.add(userId), { httpOnly: true, sameSite: 'Lax', path: '/' });
}

function signOut(world: World, c: Context): void {
  const cookie = getCookie(c, SIGN_IN_COOKIE);
  if (cookie !== undefined) world.signIns.remove(cookie);
  deleteCookie(c, SIGN_IN_COOKIE, { path: '/' });
}

/** Null if a redirect is not safe: the client or its redirect URI is unknown. */
function authorizeRequest(world: World, c: Context): AuthorizeRequest | null {
  const client = world.clients.find(({ id }) => id === c.req.query('client_id'));
  const redirectUri = c.req.query('redirect_uri');
  if (!client || redirectUri === undefined || !isRegistered(client, redirectUri)) return null;
  return { client, redirectUri, state: c.req.query('state') };
}

/**
 * What is wrong with the rest of the request, as query parameters for the redirect; null when it is
 * fine.
 */
function refusal(c: Context): Record<string, string> | null {
  const invalid = (text: string) => ({ error: 'invalid_request', error_description: text });
  const responseType = c.req.query('response_type');
  if (responseType === undefined) return invalid('response_type is missing');
  if (responseType !== 'code') {
    return { error: 'unsupported_response_type', error_description: 'Only response_type=code is supported' };
  }
  if (!/^[A-Za-z0-9_-]{43}$/.test(c.req.query('code_challenge') ?? '')) {
    return invalid('code_challenge must be the base64url-encoded SHA-256 of the verifier');
  }
  if (c.req.query('code_challenge_method') !== 'S256') return invalid('code_challenge_method must be S256');
  return null;
}

function sendBack(
  world: World,
  c: Context,
  request: AuthorizeRequest,
  parameters: Record<string, string>,
): Response {
  const answer = new URLSearchParams(parameters);
  if (request.state !== undefined) answer.set('state', request.state);
  if (world.options.issuer) answer.set('iss', world.origin);
  const separator = request.redirectUri.includes('?') ? '&' : '?';
  return c.redirect(`${request.redirectUri}${separator}${answer}`, c.req.method === 'POST' ? 303 : 302);
}

function allowFormTarget(c: Context, redirectUri: string): void {
  // Browsers check form-action against the redirect that follows the form as well.
  const { origin, protocol } = new URL(redirectUri);
  c.header('Content-Security-Policy', pagePolicy(origin === 'null' ? protocol : origin));
}

async function answerTokenRequest(world: World, request: Request): Promise<Record<string, unknown>> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new TokenError('invalid_request', 'the body must be application/x-www-form-urlencoded');
  }
  const form = new URLSearchParams(await request.text());
  const grantType = form.get('grant_type');
  const client = authenticate(world, form, request.headers.get('authorization'));
  if (grantType === null) throw new TokenError('invalid_request', 'grant_type is missing');
  const grant = (['authorization_code', 'client_credentials', 'refresh_token'] as const).find(
    (name) => name === grantType,
  );
  if (!grant) throw new TokenError('unsupported_grant_type', `${grantType} is not supported`);
  if (!client.grants.includes(grant))
    throw new TokenError('unauthorized_client', `client may not use ${grant}`);

  if (grant === 'client_credentials') return tokenAnswer(world.tokens.issueAccess(client, null), world);
  const userId =
    grant === 'authorization_code' ? redeemCode(world, client, form) : redeemRefresh(world, client, form);
  return {
    ...tokenAnswer(world.tokens.issueAccess(client, userId), world),
    ...(world.options.refreshTokens ? { refresh_token: world.tokens.issueRefresh(client, userId) } : {}),
  };
}

/**
 * The client that asks; its secret may come in the header or in the body. Throws TokenError
 * `invalid_client`.
 */
function authenticate(world: World, form: URLSearchParams, header: string | null): OAuthClient {
  const basic = basicCredentials(header);
  const id = basic?.id ?? form.get('client_id');
  const secret = basic?.secret ?? form.get('client_secret') ?? undefined;
  const client = world.clients.find((candidate) => candidate.id === id);
  if (!client) throw new TokenError('invalid_client', 'client not found');
  if (client.secret !== undefined && client.secret !== secret) {
    throw new TokenError('invalid_client', 'authentication failed');
  }
  return client;
}

function basicCredentials(header: string | null): { id: string; secret: string } | null {
  const encoded = /^basic +(\S+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon < 0 ? null : { id: decoded.slice(0, colon), secret: decoded.slice(colon + 1) };
}

function redeemCode(world: World, client: OAuthClient, form: URLSearchParams): string {
  const grant = world.tokens.takeCode(form.get('code') ?? '');
  if (!grant) throw new TokenError('invalid_grant', 'authorization code is invalid, expired or already used');
  if (grant.clientId !== client.id)
    throw new TokenError('invalid_grant', 'code was issued to another client');
  if (grant.redirectUri !== form.get('redirect_uri')) {
    throw new TokenError('invalid_grant', 'redirect_uri does not match');
  }
  const verifier = form.get('code_verifier') ?? '';
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier) || challenge !== grant.challenge) {
    throw new TokenError('invalid_grant', 'code verifier does not match the challenge');
  }
  return grant.userId;
}

function redeemRefresh(world: World, client: OAuthClient, form: URLSearchParams): string {
  const token = world.tokens.takeRefresh(form.get('refresh_token') ?? '', client.id);
  if (!token) throw new TokenError('invalid_grant', 'refresh token is invalid');
  return token.userId;
}

function tokenAnswer(token: AccessToken, world: World): Record<string, unknown> {
  return { access_token: token.value, token_type: 'bearer', expires_in: world.tokens.accessTtlS };
}

function issueCode(world: World, c: Context, request: AuthorizeRequest, userId: string): string {
  return world.tokens.issueCode({
    clientId: request.client.id,
    redirectUri: request.redirectUri,
    challenge: c.req.query('code_challenge') ?? '',
    userId,
  });
}
