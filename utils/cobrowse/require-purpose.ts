import { fail } from '../errors/failure';
import type { StartBook } from './start-book';
import type { StartSession } from './start-session';

/**
 * Lets no start begin without a purpose where one is asked for: it is recorded as failed, before any call, and its way out is to say one.
 * A start that is tried again keeps the purpose that was said for it.
 */
export function requirePurpose(
  starter: StartSession,
  dependencies: {
    starts: Pick<StartBook, 'of' | 'fail'>;
    /** Whether every start asks what it is for. */
    asksPurpose(): Promise<boolean>;
    now(): number;
  },
): StartSession {
  const { starts, asksPurpose, now } = dependencies;
  return {
    ...starter,
    async start(request) {
      const { conversationId, settings } = request;
      const [recorded, asks] = await Promise.all([starts.of(conversationId), asksPurpose()]);
      const purpose = request.purpose ?? recorded?.purpose ?? null;
      // One that runs has begun, and whoever presses now shares it.
      if (asks && purpose === null && recorded?.state.phase !== 'running') {
        const customerName = recorded?.customerName ?? null;
        const start = { conversationId, settings, purpose, customerName, startedAt: now() };
        await starts.fail(start, { code: 'purpose-required' });
        throw fail('purpose-required');
      }
      return await starter.start({ ...request, purpose });
    },
  };
}
