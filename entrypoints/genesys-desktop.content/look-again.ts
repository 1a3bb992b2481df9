import type { ContentScriptContext } from '#imports';

/** How often to refresh what is on screen, in milliseconds. */
const AGAIN_AFTER_MS = 15_000;

/** Calls back when the page becomes visible again, and every 15 seconds while it is. */
export function lookAgain(ctx: ContentScriptContext, look: () => void): void {
  const lookIfSeen = () => {
    if (document.visibilityState === 'visible') look();
  };
  ctx.addEventListener(document, 'visibilitychange', lookIfSeen);
  ctx.setInterval(lookIfSeen, AGAIN_AFTER_MS);
}
