import { render } from 'preact';
import { defineContentScript } from '#imports';
import { DesktopButton } from '@/components/desktop/DesktopButton';
import css from '@/components/desktop/desktop-button.css?inline';
import { conversationInPage } from '@/utils/genesys-desktop/conversation-in-page';
import { sendRequest } from '@/utils/messaging/client';
import { messenger } from '@/utils/messaging/messenger';
import type { DesktopView } from '@/utils/messaging/protocol';
import { CONTROLS_GRACE_MS, findButtonPlace } from './button-place';
import { createClosedRoot } from './closed-root';
import { lookAgain } from './look-again';
import { beOnlyCopy } from './only-copy';
import { watchSeen } from './seen';
import { watchPage } from './watch-page';

/** What a press says on a button that the person could not see. */
const COVERED = {
  title: 'Something on this page covers the Cobrowse button.',
  help: 'Nothing was started. Press it where you can see it whole, or start from the list in the toolbar.',
  wayOut: 'none',
} as const;

/**
 * The Cobrowse button in the Genesys desktop. Registered at run time for the configured environment's pages only. It knows which
 * conversation is in view and what the background tells it to show; it never holds a token, a link or the id of a person.
 */
export default defineContentScript({
  registration: 'runtime',
  main(ctx) {
    beOnlyCopy(ctx);
    const { host, container } = createClosedRoot('cobrowse-for-genesys-cloud', css);
    const sight = watchSeen(container, ctx.signal);
    let conversationId: string | null = null;
    let inViewSince = 0;
    let view: DesktopView | null = null;

    function show(next: DesktopView | null) {
      if (next && next.conversationId !== conversationId) return;
      view = next;
      render(
        <DesktopButton view={view} onStart={start} onWayOut={takeWayOut} onStartOver={startOver} />,
        container,
      );
      sight.drawn();
    }

    /** Whether a person pressed, on something to be seen: a page can make clicks up, and lead real ones astray by covering the button. */
    async function isMeant(event: Event): Promise<boolean> {
      const pressedFor = conversationId;
      const button = event.currentTarget;
      if (!event.isTrusted || pressedFor === null || !(button instanceof Element)) return false;
      const isSeen = await sight.isSeen(button);
      if (conversationId !== pressedFor) return false;
      if (!isSeen) show({ conversationId: pressedFor, phase: 'failed', sentence: COVERED });
      return isSeen;
    }

    async function start(event: Event, purpose?: string) {
      if (view?.phase === 'live' && view.expiresAt > Date.now()) return takeWayOut(event);
      if (!(await isMeant(event)) || conversationId === null) return;
      show({ conversationId, phase: 'running', step: 'checking' });
      await sendRequest('start-from-desktop', {
        conversationId,
        ...(purpose !== undefined && { purpose }),
      });
    }

    async function startOver(event: Event) {
      if (!(await isMeant(event)) || conversationId === null) return;
      show({ conversationId, phase: 'running', step: 'checking' });
      await sendRequest('start-from-desktop', { conversationId, startOver: true });
    }

    async function takeWayOut(event: Event) {
      if ((await isMeant(event)) && conversationId !== null)
        await sendRequest('take-way-out', { conversationId });
    }

    async function showConversation(next: string | null) {
      conversationId = next;
      inViewSince = Date.now();
      show(null);
      await ask();
    }

    async function ask() {
      const next = conversationId;
      const answer = await sendRequest('show-conversation', { conversationId: next });
      // Told that this page is none of ours (any more), by who knows.
      if (!answer.ok && answer.failure.code === 'invalid-message') return ctx.abort();
      if (answer.ok && conversationId === next) show(answer.value);
    }

    function place() {
      const found = conversationId === null ? null : findButtonPlace(document, inViewSince, Date.now());
      if (!found) return host.remove();
      if (host.parentElement === found.anchor) return;
      host.dataset.placement = found.floating ? 'floating' : 'inline';
      found.anchor.append(host);
      sight.moved();
    }

    function look() {
      const inView = conversationInPage(document, location.href);
      if (inView !== conversationId) {
        void showConversation(inView);
        lookLater(CONTROLS_GRACE_MS);
      }
      place();
    }

    const stops = [
      messenger.onMessage('desktop-view-changed', ({ data }) => show(data)),
      messenger.onMessage('desktop-script-retired', () => ctx.abort()),
    ];
    ctx.onInvalidated(() => {
      // First of all: in a copy that an update left behind, everything of the extension's throws.
      host.remove();
      for (const stop of stops) stop();
    });
    const lookLater = watchPage(ctx, look);
    // Whether the agent of a session is there still is asked for again while somebody looks at it.
    lookAgain(ctx, () => {
      if (view?.phase === 'live') void ask();
    });
    look();
  },
});
