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
import { watchPage } from './watch-page';

/**
 * The Cobrowse button in the Genesys desktop. Registered at run time for the configured environment's pages only. It knows which
 * conversation is in view and what the background tells it to show; it never holds a token, a link or the id of a person.
 */
export default defineContentScript({
  registration: 'runtime',
  main(ctx) {
    const { host, container } = createClosedRoot('cobrowse-for-genesys-cloud', css);
    let conversationId: string | null = null;
    let inViewSince = 0;
    let view: DesktopView | null = null;

    function show(next: DesktopView | null) {
      if (next && next.conversationId !== conversationId) return;
      view = next;
      render(<DesktopButton view={view} onStart={start} onWayOut={takeWayOut} />, container);
    }

    /** The page can dispatch events of its own; only a person's start something. */
    function start(event: Event, purpose?: string) {
      if (!event.isTrusted || conversationId === null) return;
      if (view?.phase === 'live' && view.expiresAt > Date.now()) return takeWayOut(event);
      show({ conversationId, phase: 'running', step: 'checking' });
      void sendRequest('start-from-desktop', { conversationId, ...(purpose !== undefined && { purpose }) });
    }

    function takeWayOut(event: Event) {
      if (event.isTrusted && conversationId !== null) void sendRequest('take-way-out', { conversationId });
    }

    async function showConversation(next: string | null) {
      conversationId = next;
      inViewSince = Date.now();
      show(null);
      const answer = await sendRequest('show-conversation', { conversationId: next });
      if (answer.ok && conversationId === next) show(answer.value);
    }

    function place() {
      const found = conversationId === null ? null : findButtonPlace(document, inViewSince, Date.now());
      if (!found) return host.remove();
      if (host.parentElement === found.anchor) return;
      host.dataset.placement = found.floating ? 'floating' : 'inline';
      found.anchor.append(host);
    }

    function look() {
      const inView = conversationInPage(document, location.href);
      if (inView !== conversationId) {
        void showConversation(inView);
        lookLater(CONTROLS_GRACE_MS);
      }
      place();
    }

    const stopPushes = messenger.onMessage('desktop-view-changed', ({ data }) => show(data));
    ctx.onInvalidated(() => {
      stopPushes();
      host.remove();
    });
    const lookLater = watchPage(ctx, look);
    look();
  },
});
