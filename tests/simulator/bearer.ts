import type { MiddlewareHandler } from 'hono';
import { ApiError, missingAnyPermission, missingPermission, tooManyRequests } from './errors.ts';
import { findUser, type User } from './organization.ts';
import type { AccessToken } from './tokens.ts';
import type { World } from './world.ts';

/** Who calls the API: a token, and the user behind it unless it came from client credentials. */
export type Caller = { token: AccessToken; user: User | null };

/** The Hono environment of everything below `/api`. */
export type ApiEnv = { Variables: { caller: Caller } };

/**
 * Lets only live bearer tokens pass (RFC 6750), and each only so often per minute.
 * Throws ApiError 401 `authentication.required` or `bad.credentials`, or 429.
 */
export function requireBearer(world: World): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const value = /^bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
    if (value === undefined) {
      throw new ApiError(
        401,
        'authentication.required',
        'No authentication bearer token specified in authorization header.',
      );
    }
    const token = world.tokens.findAccess(value);
    if (!token) throw new ApiError(401, 'bad.credentials', 'Invalid login credentials.');

    const waitS = world.rateLimit.take(token.value);
    if (waitS !== null) throw tooManyRequests(waitS, world.options.rateLimitPerMinute);

    const user = token.userId === null ? null : (findUser(world.organization, token.userId) ?? null);
    // A reset with fewer agents can take away the person behind a token.
    if (token.userId !== null && !user)
      throw new ApiError(401, 'bad.credentials', 'Invalid login credentials.');
    c.set('caller', { token, user });
    await next();
  };
}

/**
 * Lets only clients with this scope pass; the plain noun includes its `:readonly` form. Throws
 * ApiError 403.
 */
export function requireScope(scope: string): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const { scopes } = c.get('caller').token.client;
    const accepted = [scope, scope.replace(/:readonly$/, '')];
    if (scopes !== null && !accepted.some((name) => scopes.includes(name))) {
      const text = 'App not authorized to use scope';
      throw new ApiError(403, 'app.not.authorized.for.scope', `${text} ${scope}`, {
        messageWithParams: `${text} {scope}`,
        messageParams: { scope },
      });
    }
    await next();
  };
}

/**
 * Lets only users with this permission pass; client credentials hold every role here. Throws
 * ApiError 403.
 */
export function requirePermission(permission: string): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (!holds(c.get('caller'), permission)) throw missingPermission(permission);
    await next();
  };
}

/** Lets only users with at least one of these permissions pass. Throws ApiError 403. */
export function requireAnyPermission(...permissions: readonly string[]): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (!permissions.some((permission) => holds(c.get('caller'), permission)))
      throw missingAnyPermission(permissions);
    await next();
  };
}

/** Whether the caller has a permission; client credentials hold every role here. */
export function holds(caller: Caller, permission: string): boolean {
  return caller.user === null || caller.user.permissions.includes(permission);
}

/** The user behind the call. Throws ApiError 400 `not.a.user` for client credentials. */
export function userOf(caller: Caller): User {
  if (caller.user) return caller.user;
  throw new ApiError(
    400,
    'not.a.user',
    'This request requires a user context. Client credentials cannot be used for requests to this resource.',
  );
}
