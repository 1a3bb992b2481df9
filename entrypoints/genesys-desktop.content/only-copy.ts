import { browser, ContentScriptContext } from '#imports';

// Private to WXT's types only: it is the name of a DOM event, which a page can read.
// biome-ignore lint/complexity/useLiteralKeys: a name in brackets passes what is private in types alone.
const STARTED = ContentScriptContext['SCRIPT_STARTED_MESSAGE_TYPE'] as keyof WindowEventMap;

type WorldWithCopy = { retireCobrowseButton?: () => void };

/**
 * Makes this the only copy of the script in its page, and one that the page cannot end. WXT tells
 * an older copy of a newer one by an event that every page can make up, so it is kept from copies
 * whose extension is alive: those are ended from here, in the world that they share and no page can
 * enter. A copy that an update of the extension left behind still hears it.
 */
export function beOnlyCopy(ctx: ContentScriptContext): void {
  const world = globalThis as WorldWithCopy;
  world.retireCobrowseButton?.();
  world.retireCobrowseButton = () => ctx.abort();
  ctx.addEventListener(
    window,
    STARTED,
    (event) => {
      if (browser.runtime?.id !== undefined) event.stopImmediatePropagation();
    },
    { capture: true },
  );
}
