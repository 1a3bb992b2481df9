import { fail } from '../errors/failure';
import { saysSomething } from '../invite/purpose';
import type { StartBook } from './start-book';
import type { StartRequest } from './start-session';

/**
 * The rule that no start begins without a purpose where one is asked for: it is recorded as failed,
 * before any call, and its recovery action is to say one. Answers the purpose of a start: what was
 * said with it, or what was said before for the start that is tried again.
 */
export function createPurposeRule(dependencies: {
  starts: Pick<StartBook, 'of' | 'fail'>;
  /** Whether every start asks what it is for. */
  asksPurpose(): Promise<boolean>;
  now(): number;
}): (request: StartRequest) => Promise<string | null> {
  const { starts, asksPurpose, now } = dependencies;
  return async ({ conversationId, settings, purpose: said }) => {
    const [recorded, asks] = await Promise.all([starts.of(conversationId), asksPurpose()]);
    const purpose = readable(said) ?? readable(recorded?.purpose);
    // One that runs has begun, and whoever presses now shares it.
    if (asks && purpose === null && recorded?.state.phase !== 'running') {
      const customerName = recorded?.customerName ?? null;
      const start = { conversationId, settings, purpose, customerName, startedAt: now() };
      await starts.fail(start, { code: 'purpose-required' });
      throw fail('purpose-required');
    }
    return purpose;
  };
}

/**
 * The same rule for starts that wait, and may be older than the question: before they go on, those
 * without a purpose are recorded as failed, as if they were pressed now. One that runs has begun.
 */
export function createWaitingRule(dependencies: {
  starts: Pick<StartBook, 'all' | 'fail'>;
  asksPurpose(): Promise<boolean>;
}): () => Promise<void> {
  const { starts, asksPurpose } = dependencies;
  return async () => {
    const waiting = (await starts.all()).filter(
      ({ state, purpose }) => state.phase === 'waiting' && readable(purpose) === null,
    );
    if (waiting.length === 0 || !(await asksPurpose())) return;
    for (const { state: _, ...start } of waiting) await starts.fail(start, { code: 'purpose-required' });
  };
}

/** A purpose that says something; one of invisible characters, from whatever door, is none. */
function readable(purpose: string | null | undefined): string | null {
  return purpose && saysSomething(purpose) ? purpose : null;
}
