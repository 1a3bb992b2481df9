import fc from 'fast-check';
import { CANARY, QUOTABLE, toJsonText } from './canaries';
import { HOSTILE_NAMES, nearly, oddValue } from './mutations';

/** An answer of a server; the tests vary its body. */
export type BadAnswer = {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer>;
  /** How it arrives: complete, cut off after the body's bytes, or not at all. */
  arrival: 'whole' | 'broken-off' | 'lost';
};

/** `ErrorBody` of the platform, and what the two refusals look like that name a grant. */
const ERROR_BODIES = [
  'Rate limit exceeded',
  `Unable to perform the requested action. You are missing the following permission(s): ${CANARY}`,
  `App not authorized to use scope ${CANARY}`,
].map((message) => ({
  message,
  code: CANARY,
  status: 400,
  contextId: CANARY,
  entityId: CANARY,
  messageParams: { permissions: CANARY },
  details: [{ errorCode: CANARY, fieldName: CANARY, entityId: CANARY }],
  errors: [{ message: QUOTABLE, code: CANARY }],
}));

/**
 * Field names that the client reads, so that arbitrary JSON sometimes resembles what it expects.
 */
const READ_NAMES = [
  'id',
  'name',
  'entities',
  'conversationId',
  'participants',
  'settings',
  'token',
  'expiresAt',
  'access_token',
  'expires_in',
  'message',
  'details',
  'error',
];

const arbitraryJson = fc.anything({
  maxDepth: 4,
  maxKeys: 6,
  key: fc.constantFrom(...READ_NAMES, ...HOSTILE_NAMES, CANARY),
  values: [oddValue],
});

/** Bodies: valid ones, nearly valid ones, and anything at all. */
function bodiesLike(examples: readonly unknown[]): fc.Arbitrary<BadAnswer['body']> {
  const example = fc.constantFrom(...examples);
  const refusal = fc.constantFrom(...ERROR_BODIES);
  const near = fc.oneof(
    { weight: 4, arbitrary: example.chain(nearly) },
    { weight: 1, arbitrary: refusal.chain(nearly) },
  );
  const cut = example
    .map(toJsonText)
    .chain((text) => fc.nat({ max: text.length }).map((end) => text.slice(0, end)));
  return fc.oneof(
    { weight: 1, arbitrary: example.map(toJsonText) },
    { weight: 1, arbitrary: refusal.map(toJsonText) },
    { weight: 12, arbitrary: near.map(toJsonText) },
    { weight: 3, arbitrary: arbitraryJson.map(toJsonText) },
    { weight: 1, arbitrary: cut },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }).map((text) => CANARY + text) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }).map((bytes) => Uint8Array.from(bytes)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        'null',
        '[]',
        '{}',
        '0',
        '""',
        '1e999',
        `\ufeff{"id":"${CANARY}"}`,
        `<!doctype html><title>${CANARY}</title>`,
        `{"id":"${CANARY}","id":null}`,
        '['.repeat(5000),
        `${'{"entities":['.repeat(500)}${']}'.repeat(500)}`,
      ),
    },
  );
}

const status = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(200, 200, 200, 201) },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 299 }) },
  { weight: 1, arbitrary: fc.integer({ min: 300, max: 399 }) },
  { weight: 3, arbitrary: fc.constantFrom(400, 401, 403, 404, 408, 409, 429) },
  { weight: 1, arbitrary: fc.integer({ min: 400, max: 599 }) },
);

const headers = fc.record(
  {
    'content-type': fc.oneof(
      { weight: 6, arbitrary: fc.constant('application/json') },
      { weight: 1, arbitrary: fc.constantFrom('application/json; charset=utf-8', 'text/html', 'x') },
    ),
    'inin-correlation-id': fc.constant('correlation-1'),
    'retry-after': fc.constantFrom(
      '0',
      '1',
      '30',
      '-5',
      '1e308',
      'soon',
      '',
      'Fri, 31 Dec 9999 23:59:59 GMT',
    ),
    date: fc.constantFrom(
      'Sat, 01 Aug 2026 12:00:00 GMT',
      'Sat, 01 Aug 2026 12:10:00 GMT',
      'Thu, 01 Jan 1970 00:00:00 GMT',
      'Sat, 13 Sep 275760 00:00:00 GMT',
      'yesterday',
    ),
    'www-authenticate': fc.constantFrom('Bearer', `Basic realm="${CANARY}"`, '?'),
  },
  { requiredKeys: [] },
);

const arrival = fc.oneof(
  { weight: 40, arbitrary: fc.constant<BadAnswer['arrival']>('whole') },
  { weight: 1, arbitrary: fc.constantFrom<BadAnswer['arrival']>('broken-off', 'lost') },
);

/** Answers to a call whose usual answers are `examples`. */
export function badAnswers(examples: readonly unknown[]): fc.Arbitrary<BadAnswer> {
  return fc.record({ status, headers, body: bodiesLike(examples), arrival });
}

const WITHOUT_BODY = new Set([204, 205, 304]);

/** The answer as `fetch` gives it. */
export async function toResponse({ status, headers, body, arrival }: BadAnswer): Promise<Response> {
  if (arrival === 'lost') throw new TypeError('fetch failed');
  if (WITHOUT_BODY.has(status)) return new Response(null, { status, headers });
  if (arrival === 'whole') return new Response(body, { status, headers });
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(typeof body === 'string' ? new TextEncoder().encode(body) : body);
      controller.error(new TypeError('terminated'));
    },
  });
  return new Response(stream, { status, headers });
}
