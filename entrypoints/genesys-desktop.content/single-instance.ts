import { browser, ContentScriptContext } from '#imports';

// Private to WXT's types only: it is the name of a DOM event, which a page can read.
// biome-ignore lint/complexity/useLiteralKeys: a name in brackets passes what is private in types alone.
const STARTED = ContentScriptContext['SCRIPT_STARTED_MESSAGE_TYPE'] as keyof WindowEventMap;

type WorldWithCopy = { retireCobrowseButton?: () => void };

/**
 * Makes this the only copy of the script in its page, and one that the page cannot end. WXT
 * announces a newer copy to an older one with an event that every page can forge, so copies of a
 * running extension ignore it: they are ended from here, through the isolated world that they share
 * and no page can access. A copy left behind by an extension update still obeys the event.
 */
export function ensureSingleInstance(ctx: ContentScriptContext): void {
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
