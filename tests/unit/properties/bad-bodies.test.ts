import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { startSchema } from '@/utils/cobrowse/model';
import { ERROR_CODES } from '@/utils/errors/codes';
import { FailureError } from '@/utils/errors/failure';
import { createGenesysCloudApi } from '@/utils/genesys-cloud/api';
import { watchRejections } from '../unhandled-rejections';
import { badAnswers, toResponse } from './bad-answers';
import { CANARY } from './canaries';
import { ENDPOINTS, NOW } from './endpoints';
import { countFailure, newTally, type Tally, tallyTable } from './tally';
import { CONVERSATION_ID, SETTINGS } from './valid-bodies';

/** Fixed, so that a failure comes back in the next run. */
const SEED = 20_260_801;
const BODIES_PER_ENDPOINT = 10_000;
/** They take a second or two; a busy machine may take longer. In milliseconds. */
const ENDPOINT_TIMEOUT_MS = 60_000;

const tallies: Tally[] = [];
let rejections: ReturnType<typeof watchRejections>;

beforeEach(() => {
  rejections = watchRejections();
});

afterEach(() => {
  rejections.stop();
});

afterAll(() => {
  process.stdout.write(`\nBad bodies (seed ${SEED})\n${tallyTable(tallies)}\n\n`);
});

it('covers every call of the API', () => {
  const { withPriority: _, ...calls } = createGenesysCloudApi({ request: () => Promise.reject() });
  expect(new Set(ENDPOINTS.flatMap(({ api }) => api ?? []))).toEqual(new Set(Object.keys(calls)));
});

describe.each(ENDPOINTS)('$name', ({ name, examples, call, model }) => {
  it(
    `meets ${BODIES_PER_ENDPOINT} bodies with a checked value or a code of the list, and never quotes one`,
    async () => {
      const tally = newTally(name);
      tallies.push(tally);
      const answers = badAnswers(examples);
      await fc.assert(
        fc.asyncProperty(answers, async (answer) => {
          vi.stubGlobal('fetch', () => toResponse(answer));
          const outcome = await call().then(
            (value) => ({ value }),
            (error: unknown) => ({ error }),
          );
          if ('value' in outcome) {
            tally.resolved += 1;
            expectMatch(model, outcome.value);
          } else {
            countFailure(tally, codeOf(outcome.error));
          }
        }),
        { numRuns: BODIES_PER_ENDPOINT, seed: SEED },
      );
      expect(await rejections.seen()).toEqual([]);
    },
    ENDPOINT_TIMEOUT_MS,
  );
});

function expectMatch(model: z.ZodMiniType, value: unknown): void {
  const { error } = z.safeParse(model, value);
  if (error) throw new Error(`Not of the model: ${JSON.stringify(error.issues)}\n${JSON.stringify(value)}`);
}

/** The code of a failure that keeps the rules of all failures; throws where one is broken. */
function codeOf(error: unknown): string {
  if (!(error instanceof FailureError)) throw new Error('Rejected with what is no failure', { cause: error });
  const { failure } = error;
  expect(ERROR_CODES).toContain(failure.code);
  // `cause` stays in the worker; what is shown, stored and sent is the failure and its message.
  const shown = JSON.stringify(failure) + error.message;
  if (shown.includes(CANARY)) throw new Error(`Quotes what nobody may see: ${shown}`);
  // A failure that cannot be read back would take every other start with it.
  expectMatch(startSchema, {
    conversationId: CONVERSATION_ID,
    customerName: null,
    settings: SETTINGS,
    startedAt: NOW,
    state: { phase: 'failed', failure },
  });
  return failure.code;
}
