import { expect } from 'vitest';
import * as z from 'zod';
import { GECKO_ID } from '../../../utils/settings/extension-ids.ts';
import type { BiDi } from './bidi.ts';
import type { BrowserWindow } from './browser-window.ts';
import { evaluate } from './evaluate.ts';
import { eventually } from './eventually.ts';
import { Page } from './page.ts';
import { type Key, pressAltShift } from './shortcut-keys.ts';

const START_PAGE = 'about:privatebrowsing';

const treeSchema = z.object({ contexts: z.array(z.object({ context: z.string(), url: z.string() })) });

/** A private window of Firefox. */
export type PrivateWindow = {
  /** Its tab. */
  page: Page;
  /** Whether the extension's icon is in its toolbar or in its menu of extensions. */
  hasIcon(): Promise<boolean>;
  /**
   * Gives it the keyboard, as a click into it does. Our button takes no press in a window that has
   * only just come to the front.
   */
  focus(): Promise<void>;
  /** Presses Alt, Shift and a key on the keyboard, for the tab in front. */
  pressAltShift(key: Key): Promise<void>;
  /** Closes it with all its tabs, and with that its private session. */
  close(): Promise<void>;
};

/**
 * Lets the extension run in private windows, as the user does in `about:addons`. Call it before
 * the extension is installed: Firefox restarts an extension whose permission changes.
 */
export async function allowInPrivateWindows(inWindow: BrowserWindow): Promise<void> {
  await inWindow(async (id) => {
    const { ExtensionPermissions } = ChromeUtils.importESModule(
      'resource://gre/modules/ExtensionPermissions.sys.mjs',
    );
    await ExtensionPermissions.add(id, { permissions: ['internal:privateBrowsingAllowed'], origins: [] });
  }, GECKO_ID);
}

/** Opens a private window with one tab. */
export async function openPrivateWindow(bidi: BiDi, inWindow: BrowserWindow): Promise<PrivateWindow> {
  const tree = async (more: object) =>
    (await bidi.send('browsingContext.getTree', more, treeSchema)).contexts;
  const chromeWindows = async () =>
    (await tree({ 'moz:scope': 'chrome', maxDepth: 0 })).map(({ context }) => context);
  const known = new Set(await chromeWindows());
  await inWindow(() => {
    OpenBrowserWindow({ private: true });
  });

  let own: string | undefined;
  let tab: string | undefined;
  await eventually(async () => {
    own = (await chromeWindows()).find((context) => !known.has(context));
    tab = (await tree({ maxDepth: 0 })).find(({ url }) => url === START_PAGE)?.context;
    expect(own, 'the private window').toBeDefined();
    expect(tab, 'its tab').toBeDefined();
  });
  if (own === undefined || tab === undefined) throw new Error('There is no private window.');
  const context = own;
  const inPrivateWindow: BrowserWindow = (work, ...args) => evaluate(bidi, context, work, ...args);
  const page = new Page(bidi, tab);
  return {
    page,
    hasIcon: () =>
      inPrivateWindow((id) => {
        const widget = `${id.replace(/[^a-z0-9_-]/g, '_')}-browser-action`;
        return Boolean(CustomizableUI.getWidget(widget)?.forWindow(window)?.node);
      }, GECKO_ID),
    async focus() {
      await inPrivateWindow(() => {
        window.focus();
        gBrowser.selectedBrowser.focus();
      });
      await eventually(async () => {
        expect(await page.evaluate(() => document.hasFocus()), 'the private window is in front').toBe(true);
      });
    },
    pressAltShift: (key) => pressAltShift(inPrivateWindow, key),
    close: () => inPrivateWindow(() => window.close()),
  };
}
