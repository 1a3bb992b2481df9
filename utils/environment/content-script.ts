import { browser } from '#imports';
import { type Environment, originPattern } from './environment';

const SCRIPT_ID = 'genesys-desktop';
const SCRIPT_FILE = '/content-scripts/genesys-desktop.js';

/**
 * Pages of the Genesys desktop: a single-page app below `/directory/`, routed by hash, with frames
 * of its own.
 */
export function desktopPattern(environment: Environment): string {
  return `${originPattern(environment.appsOrigin).slice(0, -1)}directory/*`;
}

/**
 * Puts the desktop content script in place for this environment's pages and no other, for tabs to
 * come. Registrations do not survive an extension update, so this runs at each one.
 */
export async function registerDesktopScript(environment: Environment): Promise<void> {
  const matches = [desktopPattern(environment)];
  const [present] = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] });
  if (present?.matches?.join() !== matches.join()) {
    await unregisterDesktopScript();
    await browser.scripting.registerContentScripts([
      { id: SCRIPT_ID, js: [SCRIPT_FILE], matches, runAt: 'document_start' },
    ]);
  }
}

/**
 * Puts the desktop content script into the tabs that are open already (a second copy in a page
 * retires the first). Takes as long as the slowest page, which may be for ever: whoever calls sets
 * a limit.
 */
export async function injectDesktopScript(environment: Environment): Promise<void> {
  const tabs = await browser.tabs.query({ url: [desktopPattern(environment)] });
  await Promise.allSettled(
    tabs.flatMap(({ id }) =>
      id === undefined
        ? []
        : [
            browser.scripting.executeScript({
              target: { tabId: id },
              files: [SCRIPT_FILE],
              // Not only once the page has loaded: a server may never finish sending it.
              injectImmediately: true,
            }),
          ],
    ),
  );
}

/**
 * The patterns that the desktop script is registered for, and the one that it should be; for the
 * checks.
 */
export async function findDesktopScript(
  environment: Environment | null,
): Promise<{ scriptPatterns: string[]; wantedScriptPattern: string | null }> {
  const [present] = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] });
  return {
    scriptPatterns: present?.matches ?? [],
    wantedScriptPattern: environment && desktopPattern(environment),
  };
}

/**
 * Takes the desktop content script away from pages to come. Those that have it are told by a
 * message.
 */
export async function unregisterDesktopScript(): Promise<void> {
  const present = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] });
  if (present.length > 0) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT_ID] });
}
