import { browser } from '#imports';
import type { Environment } from '../environment/environment';
import { redirectPathOf } from '../environment/redirect-path';
import { fail } from '../errors/failure';

/** The browser's part of a sign-in. */
export type WebAuthFlow = {
  /** The redirect URI of this environment, and of no other: what is registered with its OAuth client. */
  redirectUri(environment: Environment): string;
  /**
   * Opens the authorization page, in a window the user sees or invisibly, and answers the URL it redirected to. Throws
   * `sign-in-cancelled` (window closed), `signed-out` (invisible, and a screen is needed), `unreachable`.
   */
  launch(url: string, interactive: boolean): Promise<string>;
};

/** Milliseconds that an invisible attempt may take, redirects by script included. */
const SILENT_TIMEOUT_MS = 5_000;

/** `identity.launchWebAuthFlow` with its browser-specific messages turned into codes. */
export const webAuthFlow: WebAuthFlow = {
  // Both browsers end the flow at any address that begins with it; that it is the whole address is checked on return.
  redirectUri: (environment) => browser.identity.getRedirectURL(redirectPathOf(environment)),
  async launch(url, interactive) {
    try {
      const redirectedTo = await browser.identity.launchWebAuthFlow({
        url,
        interactive,
        // Chromium ends an invisible flow at the first page load unless told that scripts may redirect; Firefox knows no such option.
        ...(!interactive &&
          !import.meta.env.FIREFOX && {
            abortOnLoadForNonInteractive: false,
            timeoutMsForNonInteractive: SILENT_TIMEOUT_MS,
          }),
      });
      if (!redirectedTo) throw fail('sign-in-cancelled');
      return redirectedTo;
    } catch (error) {
      throw toFlowFailure(error, interactive);
    }
  },
};

/** The browsers give sentences, no codes; these are the ones of Chromium and Firefox. */
function toFlowFailure(error: unknown, interactive: boolean): Error {
  const message = error instanceof Error ? error.message : '';
  if (!interactive && /interaction/i.test(message)) return fail('signed-out', {}, error);
  if (/approve access|cancelled or denied/i.test(message)) return fail('sign-in-cancelled', {}, error);
  if (/could not be loaded|timed out/i.test(message))
    return fail('unreachable', { call: 'GET /oauth/authorize' }, error);
  return error instanceof Error && error.name === 'FailureError' ? error : fail('sign-in-failed', {}, error);
}
