import { randomBytes } from 'node:crypto';
import type { OAuthClient } from './oauth-clients.ts';

/** Life of an authorization code. */
const CODE_TTL_MS = 60_000;

/** A bearer token; `userId` is null for client credentials. */
export type AccessToken = { value: string; client: OAuthClient; userId: string | null; expiresAt: number };

export type RefreshToken = { client: OAuthClient; userId: string };

/**
 * The data of an authorization code; bound to the client, the redirect URI and the PKCE challenge.
 */
export type CodeGrant = {
  clientId: string;
  redirectUri: string;
  challenge: string;
  userId: string;
  expiresAt: number;
};

/** Everything the token endpoint has issued. */
export class Tokens {
  readonly #accessTtlS: number;
  readonly #now: () => number;
  readonly #access = new Map<string, AccessToken>();
  readonly #refresh = new Map<string, RefreshToken>();
  readonly #codes = new Map<string, CodeGrant>();
  #onRevoke: (value: string) => void = () => {};

  /** @param accessTtlS life of an access token, in seconds */
  constructor(accessTtlS: number, now: () => number) {
    this.#accessTtlS = accessTtlS;
    this.#now = now;
  }

  /** Calls back for every access token that is revoked. */
  listen(onRevoke: (value: string) => void): void {
    this.#onRevoke = onRevoke;
  }

  /** Seconds that a new access token will live. */
  get accessTtlS(): number {
    return this.#accessTtlS;
  }

  issueAccess(client: OAuthClient, userId: string | null): AccessToken {
    const expiresAt = this.#now() + this.#accessTtlS * 1000;
    const token = { value: secret(), client, userId, expiresAt };
    this.#access.set(token.value, token);
    return token;
  }

  /** The token, or undefined when it is unknown, revoked or expired. */
  findAccess(value: string): AccessToken | undefined {
    const token = this.#access.get(value);
    return token && token.expiresAt > this.#now() ? token : undefined;
  }

  revokeAccess(value: string): void {
    this.#access.delete(value);
    this.#onRevoke(value);
  }

  issueRefresh(client: OAuthClient, userId: string): string {
    const value = secret();
    this.#refresh.set(value, { client, userId });
    return value;
  }

  /** Uses a refresh token up: public clients get a new one each time (RFC 9700, section 4.14.2). */
  takeRefresh(value: string, clientId: string): RefreshToken | undefined {
    const token = this.#refresh.get(value);
    if (token?.client.id !== clientId) return undefined;
    this.#refresh.delete(value);
    return token;
  }

  issueCode(grant: Omit<CodeGrant, 'expiresAt'>): string {
    const value = secret();
    this.#codes.set(value, { ...grant, expiresAt: this.#now() + CODE_TTL_MS });
    return value;
  }

  /** Uses a code up, whether or not the rest of the request turns out right. */
  takeCode(value: string): CodeGrant | undefined {
    const grant = this.#codes.get(value);
    this.#codes.delete(value);
    return grant && grant.expiresAt > this.#now() ? grant : undefined;
  }

  /** Revokes every access token, and on request the refresh tokens too. */
  revokeAll(refresh: boolean): number {
    const count = this.#access.size + (refresh ? this.#refresh.size : 0);
    const values = [...this.#access.keys()];
    this.#access.clear();
    for (const value of values) this.#onRevoke(value);
    if (refresh) this.#refresh.clear();
    return count;
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
