import { randomBytes } from 'node:crypto';

/** Name of the cookie that keeps a user signed in to the simulated desktop. */
export const SIGN_IN_COOKIE = 'genesys_simulator_sign_in';

/** Who is signed in, by the value of their cookie. */
export class SignIns {
  readonly #users = new Map<string, string>();

  /** Signs a user in; returns the cookie's value. */
  add(userId: string): string {
    const value = randomBytes(24).toString('base64url');
    this.#users.set(value, userId);
    return value;
  }

  /** The user's id, or undefined when the cookie is dead. */
  userId(cookie: string | undefined): string | undefined {
    return cookie === undefined ? undefined : this.#users.get(cookie);
  }

  remove(cookie: string): void {
    this.#users.delete(cookie);
  }
}
