import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { tokenItem } from '@/utils/auth/state';
import { createBackground } from '@/utils/background/create-background';
import { toFailure } from '@/utils/errors/failure';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { secretItem, settingsItem } from '@/utils/settings/state';
import { CREDENTIALS_CLIENT_ID, CREDENTIALS_CLIENT_SECRET } from '../../simulator/oauth-clients.ts';
import { SUPERVISOR_ID } from '../../simulator/organisation.ts';
import type { HurriedClock } from './hurried-clock';

const realFetch = globalThis.fetch;

/**
 * How a start ended: `joined`, `waiting:<code>` if it resumes automatically, `failed:<code>` if
 * not.
 */
export type Ending = string;

/**
 * The background's real parts on a browser in memory: real storage items, real sign-in with client
 * credentials, real HTTP. Every call that is under way is known, so that a test can wait until all
 * is quiet.
 */
export async function startProduct(origin: string, clock: HurriedClock) {
  fakeBrowser.reset();
  vi.spyOn(fakeBrowser.permissions, 'contains').mockResolvedValue(true as never);
  await settingsItem.set({
    ...DEFAULT_SETTINGS,
    environment: { kind: 'custom', host: origin },
    signIn: {
      method: 'client-credentials',
      clientId: CREDENTIALS_CLIENT_ID,
      supervisorUserId: SUPERVISOR_ID,
      rememberSecret: false,
    },
    session: { allowRemoteControl: false, timeoutInMinutes: 60 },
  });
  await secretItem.set({
    environmentKey: origin,
    clientId: CREDENTIALS_CLIENT_ID,
    secret: CREDENTIALS_CLIENT_SECRET,
  });
  const parts = createBackground();
  const quiet = watchCalls(clock);
  await clock.run(() => parts.auth.signIn());

  const request = async (conversationId: string) => ({
    conversationId,
    settings: (await settingsItem.get()).session,
  });

  /** Runs something that may fail, until nothing of it is under way any more. */
  async function settled(work: () => Promise<unknown>): Promise<string | null> {
    const code = await clock.run(work).then(
      () => null,
      (error: unknown) => toFailure(error).code,
    );
    await quiet();
    return code;
  }

  return {
    parts,
    /** Reads the conversations as the popup does. */
    refreshListing: () => clock.run(() => parts.floor.refreshConversations('asked')),
    /** The access token ends now; the next call needs another. */
    async expireToken() {
      const token = await tokenItem.get();
      if (token) await tokenItem.set({ ...token, expiresAt: 0 });
    },
    /** Presses "start" and returns how it ended, by the record and by the caller's result. */
    async start(conversationId: string): Promise<Ending> {
      const wanted = await request(conversationId);
      const told = await settled(() => parts.starter.start(wanted));
      return await this.ending(conversationId, told);
    },
    async ending(conversationId: string, told: string | null): Promise<Ending> {
      const start = await parts.starts.of(conversationId);
      if (!start) return told === null ? 'joined' : `forgotten, told ${told}`;
      const { state } = start;
      if (state.phase === 'running') return `stuck in ${state.step}`;
      const { code } = state.failure;
      return told === code ? `${state.phase}:${code}` : `${state.phase}:${code}, told ${told}`;
    },
    /** The user's next action, or the automatic one if the start waits. */
    async goOn(conversationId: string): Promise<Ending> {
      const state = (await parts.starts.of(conversationId))?.state;
      if (state?.phase !== 'waiting') return await this.start(conversationId);
      if (state.failure.code === 'signed-out') {
        await settled(() => parts.auth.signIn());
        await settled(() => parts.starter.resumeAfterSignIn());
      } else {
        clock.skipTo((state.failure.retryAt ?? 0) + 1);
        await settled(async () => await parts.starter.resumeDue());
      }
      return await this.ending(conversationId, null);
    },
    /** The join pages that are open. */
    async openPages(): Promise<string[]> {
      return (await fakeBrowser.tabs.query({})).flatMap(({ url }) =>
        url?.includes('/cobrowse/join') ? url : [],
      );
    },
    /** The link for the agent, as it is copied. */
    async agentLink(conversationId: string): Promise<string> {
      const session = await parts.sessionStore.sessionOf(conversationId);
      if (!session) throw new Error('No session in the store');
      return await clock.run(() => parts.liveSessions.agentLink(session.id));
    },
  };
}

export type Product = Awaited<ReturnType<typeof startProduct>>;

/** Records every fetch. Returns a function that waits until none is open and none follows. */
export function watchCalls(clock: HurriedClock): () => Promise<void> {
  const underWay = new Set<Promise<unknown>>();
  vi.stubGlobal('fetch', (...call: Parameters<typeof fetch>) => {
    const answer = realFetch(...call);
    const noted = answer.then(
      () => undefined,
      () => undefined,
    );
    underWay.add(noted);
    void noted.then(() => underWay.delete(noted));
    return answer;
  });
  return async () => {
    do {
      await Promise.all(underWay);
      await clock.reallyWait(5);
    } while (underWay.size > 0);
  };
}
