/** A prepared misbehavior for the next matching requests. */
export type Fault = {
  /** HTTP method; `*` or nothing matches every method. */
  method?: string;
  /** Regular expression, matched anywhere in path + query. */
  path: string;
  /** How many matching requests it hits; 1 when missing. */
  times?: number;
  /** Answers with this status instead of the real answer. */
  status?: number;
  /** Added to the answer. */
  headers?: Record<string, string>;
  /** JSON (or text) body of the answer; the usual error body of the status when missing. */
  body?: unknown;
  /** Holds the answer back, in milliseconds; the request itself is processed at once. */
  delayMs?: number;
  /** Closes the socket without an answer, before or after the request was really processed. */
  drop?: 'before' | 'after';
  /** Cuts the JSON body in half. */
  malformed?: boolean;
  /** The answer begins as JSON and never ends, as fast as it is taken. */
  endless?: boolean;
  /**
   * Sends the answer byte by byte, with so many milliseconds in between, followed by endless
   * spaces.
   */
  dripMs?: number;
};

/** For {@link Fault.times}: every matching request, until the faults are cleared. */
export const ALWAYS = 1_000_000;

/** The faults that are still to happen, in the order in which they were added. */
export class Faults {
  #pending: { fault: Fault; pattern: RegExp; left: number }[] = [];

  /** Adds a fault. Throws a SyntaxError when its path is not a regular expression. */
  add(fault: Fault): void {
    this.#pending.push({ fault, pattern: new RegExp(fault.path), left: fault.times ?? 1 });
  }

  clear(): void {
    this.#pending = [];
  }

  /** The fault that hits this request, if any; counts the hit. */
  take(method: string, pathAndQuery: string): Fault | undefined {
    const hit = this.#pending.find(
      ({ fault, pattern }) =>
        (fault.method === undefined || fault.method === '*' || fault.method.toUpperCase() === method) &&
        pattern.test(pathAndQuery),
    );
    if (!hit) return undefined;
    hit.left -= 1;
    if (hit.left <= 0) this.#pending = this.#pending.filter((other) => other !== hit);
    return hit.fault;
  }
}

/**
 * Checks a fault that came over HTTP.
 * @throws TypeError that says what is wrong
 */
export function parseFault(value: unknown): Fault {
  if (typeof value !== 'object' || value === null) throw new TypeError('A fault is a JSON object');
  const fault = value as Record<string, unknown>;
  const check = (name: string, ok: (field: unknown) => boolean, expected: string) => {
    if (fault[name] !== undefined && !ok(fault[name])) throw new TypeError(`${name} must be ${expected}`);
  };
  const wholeNumber = (min: number, max: number) => (field: unknown) =>
    Number.isInteger(field) && Number(field) >= min && Number(field) <= max;

  if (typeof fault.path !== 'string') throw new TypeError('path must be a regular expression in a string');
  try {
    new RegExp(fault.path);
  } catch {
    throw new TypeError('path must be a regular expression');
  }
  check('method', (field) => typeof field === 'string', 'a string');
  check('times', wholeNumber(1, ALWAYS), 'a whole number from 1');
  check('status', wholeNumber(200, 599), 'a whole number from 200 to 599');
  check('delayMs', wholeNumber(0, 600_000), 'milliseconds from 0 to 600000');
  check('drop', (field) => field === 'before' || field === 'after', '"before" or "after"');
  check('malformed', (field) => typeof field === 'boolean', 'true or false');
  check('endless', (field) => typeof field === 'boolean', 'true or false');
  check('dripMs', wholeNumber(1, 60_000), 'milliseconds from 1 to 60000');
  check(
    'headers',
    (field) =>
      typeof field === 'object' &&
      field !== null &&
      Object.values(field).every((header) => typeof header === 'string'),
    'an object of strings',
  );
  return fault as unknown as Fault;
}
