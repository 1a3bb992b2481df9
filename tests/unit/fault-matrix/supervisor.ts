import type { createBackground } from '@/utils/background/create-background';
import { toFailure } from '@/utils/errors/failure';
import type { HurriedClock } from './hurried-clock';
import { watchCalls } from './watch-calls';

/**
 * How a start ended: `joined`, `waiting:<code>` if it resumes automatically, `failed:<code>` if
 * not.
 */
export type Ending = string;

const SETTINGS = { allowRemoteControl: false, timeoutInMinutes: 60 };

/**
 * A supervisor who starts, and resumes what waits, until nothing is under way any more.
 * @param parts the background's parts of the worker that runs now
 */
export function createSupervisor(parts: () => ReturnType<typeof createBackground>, clock: HurriedClock) {
  const quiet = watchCalls(clock);

  /** Runs something that may fail, until nothing of it is under way; returns the failure's code. */
  async function settled(work: () => Promise<unknown>): Promise<string | null> {
    const code = await clock.run(work).then(
      () => null,
      (error: unknown) => toFailure(error).code,
    );
    await quiet();
    return code;
  }

  /** By the record, and by what the caller was told. */
  async function ending(conversationId: string, told: string | null): Promise<Ending> {
    const state = (await parts().starts.of(conversationId))?.state;
    if (!state) return told === null ? 'joined' : `forgotten, told ${told}`;
    if (state.phase === 'running') return `stuck in ${state.step}`;
    const { code } = state.failure;
    return told === null || told === code ? `${state.phase}:${code}` : `${state.phase}:${code}, told ${told}`;
  }

  async function start(conversationId: string): Promise<Ending> {
    const told = await settled(() => parts().starter.start({ conversationId, settings: SETTINGS }));
    // Whoever presses is told what the record says.
    const ended = await ending(conversationId, told);
    return told === null && ended !== 'joined' ? `${ended}, told nothing` : ended;
  }

  return {
    quiet,
    settled,
    /** Presses "start" and returns how it ended. */
    start,
    /** The user's next action, or the automatic one if the start waits. */
    async goOn(conversationId: string): Promise<Ending> {
      const state = (await parts().starts.of(conversationId))?.state;
      if (state?.phase !== 'waiting') return await start(conversationId);
      if (state.failure.code === 'signed-out') {
        await settled(() => parts().auth.signIn());
        await settled(() => parts().starter.resumeAfterSignIn());
      } else {
        clock.skipTo((state.failure.retryAt ?? 0) + 1);
        await settled(async () => await parts().starter.resumeDue());
      }
      return await ending(conversationId, null);
    },
  };
}
