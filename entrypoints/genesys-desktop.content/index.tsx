import { defineContentScript } from '#imports';
import type { DesktopAction } from '@/components/desktop/DesktopButton';
import type { Doubt } from '@/utils/cobrowse/doubts';
import {
  actionNotReceived,
  actionUnseen,
  invited,
  notReceived,
  noWindow,
  pressActionAgain,
  pressAgain,
} from '@/utils/errors/desktop-messages';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { conversationInPage, hasInteractionFrame } from '@/utils/genesys-desktop/conversation-in-page';
import { desktopRoute } from '@/utils/genesys-desktop/desktop-route';
import { sendRequest } from '@/utils/messaging/client';
import { messenger } from '@/utils/messaging/messenger';
import type { DesktopNames, DesktopView, SessionAction } from '@/utils/messaging/protocol';
import { createButton, type Judgment } from './button';
import { CONTROLS_GRACE_MS, findButtonPlace } from './button-place';
import { lookAgain } from './look-again';
import { ensureSingleInstance } from './single-instance';
import { watchPage } from './watch-page';

/**
 * A route is reported after it has been stable for this long, in milliseconds: a page can change it
 * many times a second.
 */
const TELL_AFTER_MS = 300;

/** The outcome of a failed start is pushed within this time, in milliseconds. */
const TAKE_BACK_AFTER_MS = 1_000;

/** The background confirms within this time that a start is recorded, in milliseconds. */
const HEARD_WITHIN_MS = 10_000;

/** Recovery actions that start nothing for this conversation: they need no names. */
const STARTS_NOTHING: readonly RecoveryAction[] = [
  'sign-in',
  'open-settings',
  'grant-access',
  'open-session',
  'wait',
  'none',
];

/**
 * The Cobrowse button in the Genesys desktop. Registered at run time for the configured
 * environment's pages only. It knows which conversation is in view and what the background tells it
 * to show; it never has a token, a link or a user id.
 */
export default defineContentScript({
  registration: 'runtime',
  main(ctx) {
    ensureSingleInstance(ctx);
    const button = createButton(
      (action, judgment, pressed) => void follow(action, judgment, pressed),
      (place) => void sendRequest('note-button-place', { route: route ?? '', place }),
      ctx.signal,
    );
    let conversationId: string | null = null;
    let inViewSince = 0;
    /** The screen of the desktop; `null` before the first look. */
    let route: string | null = null;
    /** The organization's own selectors; `null` until the background has answered. */
    let anchors: readonly string[] | null = null;
    /** What was reported about screens. */
    const reported = new Set<string>();
    let telling: number | undefined;
    /** Stops waiting for the background to confirm a start. */
    let givingUp: number | undefined;

    /** Handles a person's press. */
    async function follow(action: DesktopAction, judgment: Judgment, pressed: DesktopView) {
      if (action === 'end' || action === 'invite') return await act(action, judgment, pressed);
      if (judgment === 'again') return button.say(pressAgain());
      const doubt = judgment === 'plain' ? doubtOf(action, pressed) : judgment;
      const startsOver = action === 'start-over';
      if (doubt) await ask(pressed, doubt, startsOver);
      else if (action === 'start' || startsOver) await start(pressed, startsOver);
      else {
        const recoveryAction = recoveryActionOf(pressed);
        await sendRequest('take-recovery-action', {
          conversationId: pressed.conversationId,
          pressed: action === 'open' || recoveryAction === null ? 'open' : recoveryAction,
          ...(pressed.names && { names: pressed.names }),
        });
      }
    }

    /**
     * Ends the live session, or invites its agent. Neither shows anything to anybody who could not
     * see it before, and both take two presses: they are done in spite of a doubt that the browser
     * cannot clear up, and not confirmed in our own window.
     */
    async function act(
      action: SessionAction,
      judgment: Judgment,
      { conversationId: pressedFor }: DesktopView,
    ) {
      if (judgment === 'again' || judgment === 'focus') return button.say(pressActionAgain());
      if (judgment === 'altered') return button.say(actionUnseen());
      button.showDoing(action);
      const answer = await sendRequest('act-on-session', { conversationId: pressedFor, action });
      if (conversationId !== pressedFor) return;
      const failure = answer.ok ? answer.value : actionNotReceived();
      // The background pushes that it has ended.
      if (failure !== null || action === 'invite') button.showDoing(null);
      if (failure !== null) button.say(failure);
      else if (action === 'invite') button.say({ ...invited(), isDone: true });
    }

    /** A doubt that is not about the press itself. */
    function doubtOf(action: DesktopAction, pressed: DesktopView): Doubt | null {
      if (action === 'open') return null;
      const recoveryAction = action === 'recovery-action' ? recoveryActionOf(pressed) : null;
      if (recoveryAction !== null) {
        if (recoveryAction === 'choose-purpose') return 'purpose';
        if (STARTS_NOTHING.includes(recoveryAction)) return null;
      }
      if (!isNamed(pressed.names)) return 'unnamed';
      return pressed.phase === 'idle' && pressed.asksPurpose ? 'purpose' : null;
    }

    async function start({ conversationId: pressedFor, names }: DesktopView, startsOver: boolean) {
      button.show({
        conversationId: pressedFor,
        phase: 'running',
        step: 'checking',
        ...(names && { names }),
      });
      givingUp = ctx.setTimeout(() => {
        show({
          conversationId: pressedFor,
          phase: 'failed',
          message: notReceived(),
          ...(names && { names }),
        });
      }, HEARD_WITHIN_MS);
      await sendRequest('start-from-desktop', {
        conversationId: pressedFor,
        ...(startsOver && { startOver: true }),
        ...(names && { names }),
      });
      clearTimeout(givingUp);
      // If our own window asks first, or a start was not even recorded, no push resets the
      // progress.
      if (button.view()?.phase !== 'running') return;
      ctx.setTimeout(() => button.view()?.phase === 'running' && void tell(pressedFor), TAKE_BACK_AFTER_MS);
    }

    async function ask({ conversationId: pressedFor }: DesktopView, doubt: Doubt, startsOver: boolean) {
      const answer = await sendRequest('ask-to-confirm', {
        conversationId: pressedFor,
        doubt,
        ...(startsOver && { startOver: true }),
      });
      if (!answer.ok && conversationId === pressedFor) button.say(noWindow());
    }

    function show(next: DesktopView) {
      if (next.conversationId !== conversationId) return;
      clearTimeout(givingUp);
      button.show(next);
    }

    /** Reports what is in view to the background, and shows the view that it returns. */
    async function tell(next: string | null) {
      if (conversationId !== next) return;
      const answer = await sendRequest('show-conversation', { conversationId: next });
      // The background says that this page is not (or no longer) ours.
      if (!answer.ok && answer.failure.code === 'invalid-message') return ctx.abort();
      if (answer.ok && answer.value) show(answer.value);
    }

    /** Asks where the button goes on this screen, once per screen. */
    async function askPlace(asked: string) {
      const answer = await sendRequest('get-button-place', { route: asked });
      if (route !== asked) return;
      anchors = answer.ok ? answer.value.anchors : [];
      button.float(answer.ok ? answer.value.place : null);
      look();
    }

    /**
     * Reports a screen that has no place for the button, and one that has it after all. Each once,
     * as a page can change all the time. A screen with a frame has its controls in there.
     */
    function report(anchored: boolean) {
      const key = `${route} ${anchored}`;
      if (route === null || reported.has(key) || hasInteractionFrame(document)) return;
      reported.add(key);
      void sendRequest('note-button-place', { route, anchored });
    }

    function place() {
      const found =
        conversationId === null || anchors === null
          ? null
          : findButtonPlace(document, anchors, inViewSince, Date.now());
      if (found) report(!found.floating);
      button.place(found);
    }

    function look() {
      const inView = conversationInPage(document, location.href);
      const shown = inView === null ? route : desktopRoute(location.href);
      if (shown !== null && shown !== route) {
        route = shown;
        void askPlace(shown);
      }
      if (inView !== conversationId) {
        conversationId = inView;
        inViewSince = Date.now();
        button.show(null);
        clearTimeout(telling);
        telling = ctx.setTimeout(() => void tell(inView), TELL_AFTER_MS);
        lookLater(CONTROLS_GRACE_MS);
      }
      place();
    }

    const stops = [
      messenger.onMessage('desktop-view-changed', ({ data }) => show(data)),
      messenger.onMessage('judge-desktop-view', async () => {
        const shown = button.view();
        const doubt = await button.judge();
        const startsAnew = shown !== null && shown.phase !== 'running' && shown.phase !== 'live';
        const isUnnamed = startsAnew && !isNamed(shown.names);
        return {
          conversationId,
          doubt: doubt ?? (isUnnamed ? 'unnamed' : null),
          ...(shown?.names && { names: shown.names }),
        };
      }),
      messenger.onMessage('desktop-script-retired', () => ctx.abort()),
    ];
    ctx.onInvalidated(() => {
      for (const stop of stops) stop();
    });
    const lookLater = watchPage(ctx, look);
    // While somebody views a live session, ask again whether its agent is still there.
    lookAgain(ctx, () => {
      if (button.view()?.phase === 'live') void tell(conversationId);
    });
    look();
  },
});

/** Returns the recovery action that a view offers; `null` for none. */
function recoveryActionOf(view: DesktopView): RecoveryAction | null {
  return 'message' in view ? view.message.recoveryAction : null;
}

/**
 * Whether the button names the customer and the agent. A conversation without an agent says so; no
 * session can be created for it yet.
 */
function isNamed(names: DesktopNames | undefined): boolean {
  return names !== undefined && names.customer !== null && (names.agent !== null || !names.hasAgent);
}
