/** What functions see that run in the browser's own window, as far as the stories look. */

type Background = 'starting' | 'running' | 'suspending' | 'stopped';

declare const WebExtensionPolicy: {
  getByID(id: string): {
    extension: { backgroundState: Background; terminateBackground(): Promise<void> };
  } | null;
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

declare const Ci: {
  nsIScriptError: Face<ScriptError> & { warningFlag: number; infoFlag: number };
  nsIHttpChannel: Face<Channel>;
};

declare const Services: {
  console: { registerListener(listener: { observe(message: Supports): void }): void };
  obs: { addObserver(observer: { observe(subject: Supports): void }, topic: string): void };
};

/** An element of the browser's window that shows a page. */
type PopupBrowser = Element & { currentURI: { spec: string }; contentTitle: string };
type Panel = Element & { state: 'open' | 'closed' | 'showing' | 'hiding'; hidePopup(): void };
