import { browser } from '#imports';
import { type Environment, originPattern } from './environment';

const SCRIPT_ID = 'genesys-desktop';
const SCRIPT_FILE = '/content-scripts/genesys-desktop.js';

/**
 * Match pattern of the Genesys desktop: a single-page app below `/directory/`, routed by hash, with
 * frames of its own.
 */
export function desktopPattern(environment: Environment): string {
  return `${originPattern(environment.appsOrigin).slice(0, -1)}directory/*`;
}

/**
 * Registers the desktop content script for this environment's pages only, for future page loads.
 * Registrations do not survive an extension update, so this runs after each one.
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
 * Injects the desktop content script into tabs that are already open (a second copy in a page
 * retires the first). Takes as long as the slowest page, which may be for ever: callers must set a
 * limit.
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
              // Do not wait until the page has loaded: a server may never finish sending it.
              injectImmediately: true,
            }),
          ],
    ),
  );
}

/**
 * Returns the patterns that the desktop script is registered for, and the wanted one; for the
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
 * Unregisters the desktop content script for future page loads. A message tells the pages that have
 * it.
 */
export async function unregisterDesktopScript(): Promise<void> {
  const present = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] });
  if (present.length > 0) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT_ID] });
}
