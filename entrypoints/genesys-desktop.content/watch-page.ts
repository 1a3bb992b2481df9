import type { ContentScriptContext } from '#imports';

/** The desktop mutates all the time; looking more often than this helps nobody. In milliseconds. */
const LOOK_EVERY_MS = 150;
/** One look when a page has come to rest, for what depends on time alone. In milliseconds. */
const LOOK_AGAIN_AFTER_MS = 2_600;

/**
 * Calls `look` now, after each change of route and after each burst of DOM changes, until the extension is gone. The desktop replaces
 * its content without any load event, so routes and DOM are all there is to go by.
 */
export function watchPage(ctx: ContentScriptContext, look: () => void): void {
  let planned = false;
  const plan = (delay: number) => {
    if (planned) return;
    planned = true;
    ctx.setTimeout(() => {
      planned = false;
      look();
    }, delay);
  };
  const lookSoon = () => plan(LOOK_EVERY_MS);
  const routeChanged = () => {
    // The event precedes the new address; by the next turn it is there.
    ctx.setTimeout(look, 0);
    ctx.setTimeout(look, LOOK_AGAIN_AFTER_MS);
  };
  ctx.addEventListener(window, 'wxt:locationchange', routeChanged);
  ctx.addEventListener(window, 'hashchange', routeChanged);
  const observer = new MutationObserver(lookSoon);
  observer.observe(document.documentElement, { childList: true, subtree: true });
  ctx.onInvalidated(() => observer.disconnect());
  look();
  routeChanged();
}
