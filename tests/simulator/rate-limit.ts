const WINDOW_MS = 60_000;

/**
 * Counts requests per access token in windows of one minute that open with the token's first
 * request.
 */
export class RateLimit {
  readonly #perMinute: number;
  readonly #windows = new Map<string, { closesAt: number; count: number }>();

  /** @param perMinute how many requests a token may make in a minute */
  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /**
   * Counts one request.
   * @returns null when it may pass, else the whole seconds to wait
   */
  take(token: string): number | null {
    const now = Date.now();
    const open = this.#windows.get(token);
    const current = open && open.closesAt > now ? open : { closesAt: now + WINDOW_MS, count: 0 };
    this.#windows.set(token, current);
    if (current.count >= this.#perMinute) return Math.max(1, Math.ceil((current.closesAt - now) / 1000));
    current.count += 1;
    return null;
  }

  clear(): void {
    this.#windows.clear();
  }
}
