/**
 * One API or token request as `GET /__simulator/requests` shows it. Never holds a token or a
 * secret.
 */
export type LoggedRequest = {
  /** Counts up from 1 since the start or the last reset, in order of arrival. */
  n: number;
  /** When it arrived: milliseconds since 1970, with a fraction. */
  at: number;
  method: string;
  path: string;
  /** As sent, without the question mark; empty when there was none. */
  query: string;
  /** 0 when the socket was dropped without an answer; null while the answer is outstanding. */
  status: number | null;
  authorization: 'bearer' | 'basic' | null;
  /** Parsed JSON or form fields; null without a body. */
  body: unknown;
  /** From arrival to the answer; null while the answer is outstanding. */
  durationMs: number | null;
};

const SECRETS = new Set([
  'access_token',
  'client_assertion',
  'client_secret',
  'code',
  'code_verifier',
  'password',
  'refresh_token',
  'token',
]);
const HIDDEN = '(hidden)';
/** Whoever knows a channel's id may connect to it, so paths hide it. */
const CHANNEL_IN_PATH = /(?<=\/notifications\/channels\/)[^/]+/;

/** Remembers requests in order of arrival. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  /**
   * Notes a request that has just arrived.
   * @returns a function to call once with the status of the answer (0 for a dropped socket)
   */
  open(request: Request, bodyText: string): (status: number) => void {
    const { pathname, search } = new URL(request.url);
    const at = performance.timeOrigin + performance.now();
    const entry: LoggedRequest = {
      n: this.#entries.length + 1,
      at,
      method: request.method,
      path: pathname.replace(CHANNEL_IN_PATH, '{channelId}'),
      query: hideInQuery(search),
      status: null,
      authorization: scheme(request.headers.get('authorization')),
      body: readableBody(bodyText, request.headers.get('content-type') ?? ''),
      durationMs: null,
    };
    this.#entries.push(entry);
    return (status) => {
      entry.status = status;
      entry.durationMs = performance.timeOrigin + performance.now() - at;
    };
  }

  /** Every request with a number above `after`. */
  since(after: number): readonly LoggedRequest[] {
    return this.#entries.filter((entry) => entry.n > after);
  }

  clear(): void {
    this.#entries = [];
  }
}

function scheme(header: string | null): LoggedRequest['authorization'] {
  const name = header?.split(' ', 1)[0]?.toLowerCase();
  return name === 'bearer' || name === 'basic' ? name : null;
}

function hideInQuery(search: string): string {
  const parameters = new URLSearchParams(search);
  // Kept exactly as sent unless something has to go: tests look at the client's own encoding.
  if (![...parameters.keys()].some((name) => SECRETS.has(name))) return search.replace(/^\?/, '');
  for (const name of SECRETS) if (parameters.has(name)) parameters.set(name, HIDDEN);
  return parameters.toString();
}

function readableBody(text: string, contentType: string): unknown {
  if (text === '') return null;
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return hideSecrets(Object.fromEntries(new URLSearchParams(text)));
  }
  try {
    return hideSecrets(JSON.parse(text));
  } catch {
    // An unreadable body may contain anything, so only its size is reported.
    return `(${text.length} characters that are not JSON)`;
  }
}

function hideSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hideSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, SECRETS.has(name) ? HIDDEN : hideSecrets(field)]),
  );
}
