import { browser } from '#imports';
import type { Start } from '../cobrowse/model';
import { fail } from '../errors/failure';
import { describeFailure } from '../errors/messages';
import type { DesktopNames } from '../messaging/protocol';
import type { RequestHandlers } from '../messaging/server';
import type { Background } from './create-background';
import type { Person } from './create-person';
import { requireDesktopButton } from './desktop-button';
import { conversationNotedFor, pushToDesktopTab } from './desktop-tabs';
import type { SignIn } from './request-handlers';

/** Handles what a supervisor presses in the desktop page. */
export function createDesktopPresses(
  person: Person,
  { practice }: Pick<Background, 'practice'>,
  signIn: SignIn,
): Pick<RequestHandlers, 'start-from-desktop' | 'ask-to-confirm' | 'take-recovery-action'> {
  const {
    sessionStore,
    starts,
    starter,
    liveSessions,
    confirmations,
    cobrowse: { startWithStoredSettings, startOver },
    desktop: { desktopViewOf, agentNamed },
  } = person;

  /** The button showed names that have changed: update it, and ask in our own window. */
  async function askForChanged(conversationId: string, tabId: number | null, isOver?: true) {
    if (tabId !== null) await pushToDesktopTab(tabId, conversationId, desktopViewOf);
    await confirmations.ask(conversationId, 'changed', tabId, isOver);
  }

  /** Repeats a failed start, with the agent whom the button names now. */
  async function tryAgain(failed: Start, names: DesktopNames | undefined, tabId: number | null) {
    const { conversationId, startOver: isOver } = failed;
    const agentUserId = names && (await agentNamed(conversationId, names));
    if (names && agentUserId === undefined && !(await practice.isOn()))
      await askForChanged(conversationId, tabId, isOver || undefined);
    else await starter.start({ ...failed, ...(agentUserId !== undefined && { agentUserId }) });
  }

  return {
    async 'start-from-desktop'({ conversationId, startOver: isOver, names }, tabId) {
      await requireDesktopButton();
      const agentUserId = names && (await agentNamed(conversationId, names));
      if (names && agentUserId === undefined && !(await practice.isOn())) {
        await askForChanged(conversationId, tabId, isOver);
        return null;
      }
      const live = isOver && (await sessionStore.sessionOf(conversationId));
      if (live) await startOver(live.id, agentUserId);
      else await startWithStoredSettings(conversationId, null, agentUserId);
      return null;
    },
    async 'ask-to-confirm'({ conversationId, doubt, startOver: isOver }, tabId) {
      await requireDesktopButton();
      if (tabId === null || (await conversationNotedFor(tabId)) !== conversationId)
        throw fail('invalid-message', { subject: 'ask-to-confirm' });
      // In practice, do not ask about a real conversation; the store has the reason, and the page
      // shows it.
      if (await practice.isOn()) await startWithStoredSettings(conversationId).catch(() => undefined);
      else await confirmations.ask(conversationId, doubt, tabId, isOver);
      return null;
    },
    async 'take-recovery-action'({ conversationId, pressed, names }, tabId) {
      await requireDesktopButton();
      const [failed, session] = await Promise.all([
        starts.of(conversationId),
        sessionStore.sessionOf(conversationId),
      ]);
      const offered =
        !failed || failed.state.phase === 'running'
          ? 'open'
          : describeFailure(failed.state.failure, failed.state.phase === 'waiting').recoveryAction;
      // The pressed action is no longer offered: update the page.
      if (pressed !== undefined && pressed !== offered) {
        if (tabId !== null) await pushToDesktopTab(tabId, conversationId, desktopViewOf);
        return null;
      }
      switch (offered) {
        case 'open':
          if (session) await liveSessions.open(session.id);
          return null;
        case 'sign-in':
          await signIn(conversationId);
          return null;
        case 'open-settings':
        case 'grant-access':
          await browser.runtime.openOptionsPage();
          return null;
        case 'reopen':
          await starts.forget(conversationId);
          if (session) await liveSessions.open(session.id);
          return null;
        case 'reload':
        case 'try-again':
        case 'refresh':
          if (failed) await tryAgain(failed, names, tabId);
          return null;
        case 'choose-purpose':
          // The purpose is typed in our own window, never in the page.
          await confirmations.ask(conversationId, 'purpose', tabId);
          return null;
        case 'wait':
        case 'none':
          await starts.forget(conversationId);
          return null;
      }
    },
  };
}
