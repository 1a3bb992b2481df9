import { browser } from '#imports';
import { describeForPage } from '../cobrowse/desktop-view';
import type { Start } from '../cobrowse/model';
import { fail, toFailure } from '../errors/failure';
import { describeFailure, type FailureMessage } from '../errors/messages';
import { noteRoute } from '../genesys-desktop/note-route';
import { buttonPlacesItem } from '../genesys-desktop/state';
import { joinSentences, t } from '../i18n/messages';
import type { DesktopNames } from '../messaging/protocol';
import type { RequestHandlers } from '../messaging/server';
import { managedPolicy } from '../settings/managed-policy';
import type { Background } from './create-background';
import type { Person } from './create-person';
import { requireDesktopButton } from './desktop-button';
import { conversationNotedFor, pushToDesktopTab } from './desktop-tabs';
import type { SignIn } from './request-handlers';

/** The requests that it handles. */
export type DesktopPress =
  | 'start-from-desktop'
  | 'ask-to-confirm'
  | 'take-recovery-action'
  | 'act-on-session'
  | 'get-button-place'
  | 'note-button-place';

/** Handles what a supervisor presses in the desktop page, and where the button is in it. */
export function createDesktopPresses(
  person: Person,
  { practice }: Pick<Background, 'practice'>,
  signIn: SignIn,
): Pick<RequestHandlers, DesktopPress> {
  const {
    sessionStore,
    starts,
    starter,
    liveSessions,
    invitations,
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

  /** Sends the invitation. Its text contains a link, so it stays here if it was not sent. */
  async function invite(sessionId: string): Promise<FailureMessage | null> {
    const delivery = await invitations.send(sessionId);
    if (delivery.how === 'sent') return null;
    const why = delivery.why === 'off' ? null : describeForPage(delivery.why);
    const isUnsure = delivery.how === 'unsure';
    return {
      title: t(isUnsure ? 'button_invitation_unsure' : 'button_invitation_not_sent'),
      help: joinSentences([why?.title ?? t('button_invitation_off'), t('button_copy_in_list')]),
      recoveryAction: 'none',
    };
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
        case 'open-session': {
          const sessionId = failed?.state.phase === 'failed' ? failed.state.failure.sessionId : undefined;
          if (sessionId !== undefined && (await sessionStore.session(sessionId)) !== null)
            await liveSessions.open(sessionId);
          else if (failed) await tryAgain(failed, names, tabId);
          return null;
        }
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
    async 'act-on-session'({ conversationId, action }, tabId) {
      await requireDesktopButton();
      if (tabId === null || (await conversationNotedFor(tabId)) !== conversationId)
        throw fail('invalid-message', { subject: 'act-on-session' });
      const session = await sessionStore.sessionOf(conversationId);
      // It has ended, and the page does not know yet.
      if (!session) {
        await pushToDesktopTab(tabId, conversationId, desktopViewOf);
        return null;
      }
      try {
        if (action === 'invite') return await invite(session.id);
        await liveSessions.end(session.id);
        return null;
      } catch (error) {
        return { ...describeForPage(toFailure(error)), recoveryAction: 'none' };
      }
    },
    async 'get-button-place'({ route }) {
      const [{ desktopAnchors = [] }, { moved }] = await Promise.all([
        managedPolicy.get(),
        buttonPlacesItem.get(),
      ]);
      // Only own entries: a record inherits others, such as `constructor`.
      const place = Object.hasOwn(moved, route) ? moved[route] : null;
      return { anchors: desktopAnchors, place: place ?? null };
    },
    async 'note-button-place'({ route, place, anchored }) {
      await buttonPlacesItem.update((before) => noteRoute(before, route, { place, anchored }, Date.now()));
      return null;
    },
  };
}
