import { openPopup } from '../browser/popup';
import type { Session } from '../cobrowse/model';
import type { Background } from './create-background';
import { conversationInTab } from './tab-in-front';

/** The commands about a session, by their names in the manifest. */
export const SESSION_COMMANDS = ['open-session', 'invite-agent', 'end-session'] as const;
export type SessionCommand = (typeof SESSION_COMMANDS)[number];

/** A tab, as far as it says which session is meant. */
type FrontTab = { id?: number | undefined; url?: string | undefined };

/**
 * Returns the session that a command from this tab means: the one that the tab shows, the one of
 * the conversation that the tab shows, or the only one. `null` if that leaves a doubt.
 * @param inView the conversation in the tab; `null` if it shows none
 */
export function sessionMeant(
  live: readonly Session[],
  tab: FrontTab | undefined,
  inView: string | null,
): Session | null {
  const shown = live.find(({ tabId }) => tabId !== null && tabId === tab?.id);
  const ofView = live.find(({ conversationId }) => conversationId === inView);
  const only = live.length === 1 ? live[0] : undefined;
  return shown ?? ofView ?? only ?? null;
}

/** Runs a command with the session that it means; opens the popup if that is not clear. */
export async function runSessionCommand(
  command: SessionCommand,
  tab: FrontTab | undefined,
  { sessionStore, liveSessions, present }: Pick<Background, 'sessionStore' | 'liveSessions' | 'present'>,
  getDesktopOrigin: () => Promise<string | null>,
): Promise<void> {
  const inView = tab && (await conversationInTab(tab, await getDesktopOrigin()));
  const session = sessionMeant(
    await sessionStore.sessions(),
    tab,
    inView?.byAddress ?? inView?.byPage ?? null,
  );
  if (!session) return await openPopup();
  try {
    if (command === 'open-session') await liveSessions.open(session.id);
    else if (command === 'end-session') await liveSessions.end(session.id);
    // A message that could not be sent is handed over in the popup.
    else if ((await (await present()).invitations.send(session.id)).how !== 'sent') await openPopup();
  } catch {
    await openPopup();
  }
}
