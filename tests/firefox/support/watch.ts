import * as z from 'zod';
import { GECKO_ID } from '../../../utils/settings/extension-ids.ts';
import type { BiDi } from './bidi.ts';
import { evaluate } from './evaluate.ts';

const treeSchema = z.object({ contexts: z.array(z.object({ context: z.string() })) });

/** What the listeners note, where the browser's own window keeps it. */
type Notes = { noted: { errors: string[]; requests: string[] } };

/** The browser's own view of the extension, from its own window: what it noted, and the extension's background. */
export type Watch = {
  /** Errors and rejections of the extension that nobody caught, in its pages and its background. */
  errors(): Promise<string[]>;
  /** Addresses that the extension has tried to reach. */
  requests(): Promise<string[]>;
  background(): Promise<Background>;
  /** Stops the background page as Firefox does when it is idle, whatever it is doing. */
  stopBackground(): Promise<void>;
};

/** Begins to watch. Called before the extension is installed, so that its first breath is seen too. */
export async function watchFrom(bidi: BiDi, origin: string): Promise<Watch> {
  const tree = await bidi.send('browsingContext.getTree', { 'moz:scope': 'chrome' }, treeSchema);
  const window = tree.contexts[0]?.context ?? '';
  const inWindow = <A extends unknown[], T>(work: (...args: A) => T | Promise<T>, ...args: A) =>
    evaluate(bidi, window, work, ...args);

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

  const background = () =>
    inWindow((id) => WebExtensionPolicy.getByID(id)?.extension.backgroundState ?? 'stopped', GECKO_ID);
  return {
    errors: () => inWindow(() => (globalThis as unknown as Notes).noted.errors),
    requests: () => inWindow(() => (globalThis as unknown as Notes).noted.requests),
    background,
    async stopBackground() {
      await inWindow(async (id) => {
        await WebExtensionPolicy.getByID(id)?.extension.terminateBackground();
      }, GECKO_ID);
    },
  };
}
