import { createShadowRootUi, defineContentScript } from '#imports';
import { render } from 'preact';
import { DesktopButton } from '@/components/desktop/DesktopButton';
import css from '@/components/desktop/desktop-button.css?inline';
import { conversationInPage } from '@/utils/genesys-desktop/conversation-in-page';
import { sendRequest } from '@/utils/messaging/client';
import { messenger } from '@/utils/messaging/messenger';
import type { DesktopView } from '@/utils/messaging/protocol';
import { findButtonPlace } from './button-place';
import { watchPage } from './watch-page';

/**
 * The Cobrowse button in the Genesys desktop. Registered at run time for the configured environment's pages only. It knows which
 * conversation is in view and what the background tells it to show; it never holds a token, a link or the id of a person.
 */
export default defineContentScript({
  registration: 'runtime',
  async main(ctx) {
    let conversationId: string | null = null;
    let inViewSince = 0;
    let view: DesktopView | null = null;
    let container: HTMLElement | null = null;
    let anchor: Element | null = null;

    const ui = await createShadowRootUi(ctx, {
      name: 'cobrowse-for-genesys-cloud',
      mode: 'closed',
      position: 'inline',
      anchor: () => anchor,
      append: 'last',
      isolateEvents: true,
      css,
      onMount(mountedIn) {
        container = mountedIn;
        paint();
      },
      onRemove() {
        if (container) render(null, container);
        container = null;
      },
    });

    function paint() {
      if (container) render(<DesktopButton view={view} onStart={start} onWayOut={takeWayOut} />, container);
    }

    function show(next: DesktopView | null) {
      if (next && next.conversationId !== conversationId) return;
      view = next;
      paint();
    }

    /** The page can dispatch clicks of its own; only a person's start something. */
    function start(event: MouseEvent) {
      if (!event.isTrusted || conversationId === null) return;
      show({ conversationId, phase: 'running', step: 'checking' });
      void sendRequest('start-from-desktop', { conversationId });
    }

    function takeWayOut(event: MouseEvent) {
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
      const stays = found ? found.anchor === anchor && ui.shadowHost.parentElement === anchor : anchor === null;
      if (stays) return;
      ui.remove();
      anchor = found?.anchor ?? null;
      if (!found) return;
      ui.shadowHost.dataset.placement = found.floating ? 'floating' : 'inline';
      ui.mount();
    }

    const stopPushes = messenger.onMessage('desktop-view-changed', ({ data }) => show(data));
    ctx.onInvalidated(() => {
      stopPushes();
      ui.remove();
    });
    watchPage(ctx, () => {
      const inView = conversationInPage(document, location.href);
      if (inView !== conversationId) void showConversation(inView);
      place();
    });
  },
});
