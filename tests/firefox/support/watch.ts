import { GECKO_ID } from '../../../utils/settings/extension-ids.ts';
import type { BrowserWindow } from './browser-window.ts';

/** How Firefox logs an answer to a page that has closed: nothing is left to receive it. */
const ASKER_GONE = /^Promise (resolved|rejected) (after context unloaded|while context is inactive)/;
/** How Firefox logs that a page has closed with its connection open. */
const PAGE_GONE = /^The connection to \S+ was interrupted while the page was loading/;
/**
 * How Firefox logs a connection that failed, whatever the page does about it: an event tells the
 * page, which connects again.
 */
const NOT_CONNECTED = /^Firefox can’t establish a connection to the server at wss?:/;

/** What the listeners note, where the browser's own window keeps it. */
type Notes = { noted: { errors: string[]; requests: string[] } };

/**
 * The browser's own view of the extension, from its own window: what it noted, and the extension's
 * background.
 */
export type Watch = {
  /** Uncaught errors and rejections of the extension, in its pages and its background. */
  errors(): Promise<string[]>;
  /** Addresses that the extension has tried to reach. */
  requests(): Promise<string[]>;
  /** The addresses in the browser's own history. */
  visited(): Promise<string[]>;
  /** The toolbar popup while it is open. */
  toolbarPopup(): Promise<{ url: string; title: string; width: number } | null>;
  closeToolbarPopup(): Promise<void>;
  /**
   * Stops the background page as Firefox does when it is idle, whatever it is doing. Answers its
   * state right after: `running` no more, though an event may be starting the next.
   */
  stopBackground(): Promise<Background>;
  backgroundState(): Promise<Background>;
  /**
   * Makes the browser stop an idle background after so many milliseconds; by default after half a
   * minute.
   */
  setIdleTimeout(ms?: number): Promise<void>;
  /** Whether the toolbar popup opens after a gesture only, as in older versions. */
  setPopupNeedsGesture(needsIt: boolean): Promise<void>;
};

/**
 * Begins to watch. Call it before the extension is installed, so that its first errors are seen
 * too.
 */
export async function watchFrom(inWindow: BrowserWindow, origin: string): Promise<Watch> {
  await inWindow(
    (ownOrigin, ownId) => {
      const noted: Notes['noted'] = { errors: [], requests: [] };
      Object.assign(globalThis, { noted });
      Services.console.registerListener({
        observe(message) {
          let error: ScriptError;
          try {
            error = message.QueryInterface(Ci.nsIScriptError);
          } catch {
            // What is printed on purpose is no error.
            return;
          }
          const { flags, sourceName, errorMessage, lineNumber, columnNumber } = error;
          if (flags & (Ci.nsIScriptError.warningFlag | Ci.nsIScriptError.infoFlag)) return;
          if (sourceName.startsWith(ownOrigin))
            noted.errors.push(`${errorMessage} (${sourceName}:${lineNumber}:${columnNumber})`);
        },
      });
      Services.obs.addObserver(
        {
          observe(subject) {
            const { URI, loadInfo } = subject.QueryInterface(Ci.nsIHttpChannel);
            if (loadInfo.triggeringPrincipal?.addonId === ownId) noted.requests.push(URI.spec);
          },
        },
        'http-on-modify-request',
      );
    },
    origin,
    GECKO_ID,
  );

  return {
    async errors() {
      const noted = await inWindow(() => (globalThis as unknown as Notes).noted.errors);
      return noted.filter((error) => ![ASKER_GONE, PAGE_GONE, NOT_CONNECTED].some((one) => one.test(error)));
    },
    requests: () => inWindow(() => (globalThis as unknown as Notes).noted.requests),
    visited: () =>
      inWindow(async () => {
        const { PlacesUtils } = ChromeUtils.importESModule('resource://gre/modules/PlacesUtils.sys.mjs');
        const places = await PlacesUtils.promiseDBConnection();
        return (await places.execute('SELECT url FROM moz_places')).map((row) => row.getResultByName('url'));
      }),
    toolbarPopup: () =>
      inWindow(() => {
        const shown = document.querySelector<PopupBrowser>('browser.webextension-popup-browser');
        if (shown?.closest<Panel>('panel')?.state !== 'open') return null;
        return { url: shown.currentURI.spec, title: shown.contentTitle, width: shown.clientWidth };
      }),
    closeToolbarPopup: () =>
      inWindow(() => {
        document.querySelector('browser.webextension-popup-browser')?.closest<Panel>('panel')?.hidePopup();
      }),
    stopBackground: () =>
      inWindow(async (id) => {
        const extension = WebExtensionPolicy.getByID(id)?.extension;
        await extension?.terminateBackground();
        // One that was just starting has come up meanwhile: it is the one to stop.
        for (let more = 0; more < 5 && extension?.backgroundState !== 'stopped'; more += 1)
          await extension?.terminateBackground();
        return extension?.backgroundState ?? 'stopped';
      }, GECKO_ID),
    backgroundState: () =>
      inWindow((id) => WebExtensionPolicy.getByID(id)?.extension.backgroundState ?? 'stopped', GECKO_ID),
    setIdleTimeout: (ms) =>
      inWindow((wanted) => {
        const name = 'extensions.background.idle.timeout';
        if (wanted === null) Services.prefs.clearUserPref(name);
        else Services.prefs.setIntPref(name, wanted);
      }, ms ?? null),
    setPopupNeedsGesture: (needsIt) =>
      inWindow((wanted) => {
        const name = 'extensions.openPopupWithoutUserGesture.enabled';
        if (wanted) Services.prefs.setBoolPref(name, false);
        else Services.prefs.clearUserPref(name);
      }, needsIt),
  };
}
