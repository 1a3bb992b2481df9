import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { tokenItem } from '@/utils/auth/state';
import { createBackground } from '@/utils/background/create-background';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { secretItem, settingsItem } from '@/utils/settings/state';
import { CREDENTIALS_CLIENT_ID, CREDENTIALS_CLIENT_SECRET } from '../../simulator/oauth-clients.ts';
import { SUPERVISOR_ID } from '../../simulator/organization.ts';
import type { HurriedClock } from './hurried-clock';
import { createSupervisor } from './supervisor';

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
    // What follows a start is no part of it: its faults change nothing here.
    invite: { ...DEFAULT_SETTINGS.invite, withStart: false },
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
  const { start, goOn } = createSupervisor(() => parts, clock);
  await clock.run(() => parts.auth.signIn());

  return {
    parts,
    /** Reads the conversations as the popup does. */
    refreshListing: () => clock.run(() => parts.floor.refreshConversations('asked')),
    /** The access token ends now; the next call needs another. */
    async expireToken() {
      const token = await tokenItem.get();
      if (token) await tokenItem.set({ ...token, expiresAt: 0 });
    },
    start,
    goOn,
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
