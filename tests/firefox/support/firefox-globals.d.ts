/** What functions see that run in the browser's own window, as far as the stories look. */

type Background = 'starting' | 'running' | 'suspending' | 'stopped';

type InstalledExtension = {
  backgroundState: Background;
  terminateBackground(): Promise<void>;
  privateBrowsingAllowed: boolean;
};

declare const WebExtensionPolicy: { getByID(id: string): { extension: InstalledExtension } | null };

type ChangePermissions = (
  id: string,
  permissions: { permissions: string[]; origins: string[] },
  extension?: InstalledExtension,
) => Promise<void>;

/** The windows of the browser itself. */
declare function OpenBrowserWindow(options: { private: boolean }): Window;
declare const gBrowser: { selectedBrowser: HTMLElement };

/** The browser's own modules, each with what the stories use of it. */
type BrowserModules = {
  'resource://gre/modules/ExtensionPermissions.sys.mjs': {
    ExtensionPermissions: { add: ChangePermissions; remove: ChangePermissions };
  };
  'resource://gre/modules/PlacesUtils.sys.mjs': {
    PlacesUtils: {
      promiseDBConnection(): Promise<{
        execute(query: string): Promise<{ getResultByName(column: string): string }[]>;
      }>;
    };
  };
};

declare const ChromeUtils: {
  importESModule<Url extends keyof BrowserModules>(url: Url): BrowserModules[Url];
};

/** An XPCOM object before it is asked for one of its faces. */
type Supports = { QueryInterface<T>(face: Face<T>): T };
type Face<T> = { readonly face?: T };
type ScriptError = {
  sourceName: string;
  errorMessage: string;
  lineNumber: number;
  columnNumber: number;
  flags: number;
};
type Channel = {
  URI: { spec: string };
  loadInfo: { triggeringPrincipal: { addonId: string } | null };
};

/** Sends keys to a window as an input method does. */
type TextInputProcessor = {
  beginInputTransactionForTests(window: Window): boolean;
  keydown(event: KeyboardEvent): number;
  keyup(event: KeyboardEvent): boolean;
};

declare const Cc: {
  '@mozilla.org/text-input-processor;1': { createInstance<T>(face: Face<T>): T };
};

declare const Ci: {
  nsITextInputProcessor: Face<TextInputProcessor>;
  nsIScriptError: Face<ScriptError> & { warningFlag: number; infoFlag: number };
  nsIHttpChannel: Face<Channel>;
};

declare const Services: {
  console: { registerListener(listener: { observe(message: Supports): void }): void };
  prefs: {
    setIntPref(name: string, value: number): void;
    setBoolPref(name: string, value: boolean): void;
    clearUserPref(name: string): void;
  };
  obs: { addObserver(observer: { observe(subject: Supports): void }, topic: string): void };
};

/** An element of the browser's window that shows a page. */
type PopupBrowser = Element & { currentURI: { spec: string }; contentTitle: string };
type Panel = Element & { state: 'open' | 'closed' | 'showing' | 'hiding'; hidePopup(): void };
/** A question of the browser that hangs from its toolbar. */
type Doorhanger = Element & { button: HTMLElement; secondaryButton: HTMLElement };

/** What stands in the toolbars and their menus. */
declare const CustomizableUI: {
  getWidget(id: string): { forWindow(window: Window): { node: Element | null } | null } | null;
};
