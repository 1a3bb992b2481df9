import { defineContentScript } from '#imports';
import type { DesktopAction } from '@/components/desktop/DesktopButton';
import type { Doubt } from '@/utils/cobrowse/doubts';
import { NO_WINDOW, NOT_RECEIVED, PRESS_AGAIN } from '@/utils/errors/desktop-messages';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { conversationInPage } from '@/utils/genesys-desktop/conversation-in-page';
import { sendRequest } from '@/utils/messaging/client';
import { messenger } from '@/utils/messaging/messenger';
import type { DesktopNames, DesktopView } from '@/utils/messaging/protocol';
import { createButton, type Judgement } from './button';
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
      (action, judgement, pressed) => void follow(action, judgement, pressed),
      ctx.signal,
    );
    let conversationId: string | null = null;
    let inViewSince = 0;
    let telling: number | undefined;
    /** Stops waiting for the background to confirm a start. */
    let givingUp: number | undefined;

    /** Handles a person's press. */
    async function follow(action: DesktopAction, judgement: Judgement, pressed: DesktopView) {
      if (judgement === 'again') return button.say(PRESS_AGAIN);
      const doubt = judgement === 'plain' ? doubtOf(action, pressed) : judgement;
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
        show({ conversationId: pressedFor, phase: 'failed', message: NOT_RECEIVED, ...(names && { names }) });
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
      if (!answer.ok && conversationId === pressedFor) button.say(NO_WINDOW);
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

    function look() {
      const inView = conversationInPage(document, location.href);
      if (inView !== conversationId) {
        conversationId = inView;
        inViewSince = Date.now();
        button.show(null);
        clearTimeout(telling);
        telling = ctx.setTimeout(() => void tell(inView), TELL_AFTER_MS);
        lookLater(CONTROLS_GRACE_MS);
      }
      button.place(conversationId === null ? null : findButtonPlace(document, inViewSince, Date.now()));
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
