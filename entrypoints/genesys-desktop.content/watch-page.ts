import type { ContentScriptContext } from '#imports';

/** The desktop mutates all the time; checking more often than this is useless. In milliseconds. */
const LOOK_EVERY_MS = 150;
/**
 * Calls `look` now, after each change of route and after each burst of DOM changes, in the page and
 * in its same-origin frames, until the extension is gone. The desktop replaces its content without
 * any load event, so routes and DOM are the only signs. Returns a function that schedules one more
 * call, for what depends only on time.
 */
export function watchPage(ctx: ContentScriptContext, look: () => void): (delay: number) => void {
  const pages = new Set<Document>();
  const observer = new MutationObserver(() => {
    // The next look sees whatever changes until then: no need to hear of each change.
    observer.disconnect();
    ctx.setTimeout(() => {
      for (const page of pages) listen(page);
      look();
    }, LOOK_EVERY_MS);
  });
  function listen(page: Document): void {
    if (page.defaultView) observer.observe(page, { childList: true, subtree: true });
    // The frame has gone, or shows another document.
    else pages.delete(page);
  }
  function observe(page: Document): void {
    pages.add(page);
    listen(page);
  }
  const lookLater = (delay: number) => void ctx.setTimeout(look, delay);
  // The event precedes the new address, which is there in the next turn.
  const routeChanged = () => lookLater(0);

  ctx.addEventListener(window, 'wxt:locationchange', routeChanged);
  ctx.addEventListener(window, 'hashchange', routeChanged);
  // A frame's load does not bubble, but it can be captured. Each load brings another document.
  const frameLoaded = ({ target }: Event) => {
    const inside = target instanceof HTMLIFrameElement ? target.contentDocument : null;
    if (!inside) return;
    observe(inside);
    look();
  };
  ctx.addEventListener(document, 'load', frameLoaded, { capture: true });
  observe(document);
  for (const frame of document.querySelectorAll('iframe'))
    if (frame.contentDocument) observe(frame.contentDocument);
  ctx.onInvalidated(() => observer.disconnect());
  return lookLater;
}
