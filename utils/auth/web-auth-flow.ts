import { browser } from '#imports';
import type { Environment } from '../environment/environment';
import { redirectPathOf } from '../environment/redirect-path';
import { fail } from '../errors/failure';
import { askReach } from '../http/reach';

/** The browser's part of a sign-in. */
export type WebAuthFlow = {
  /**
   * The redirect URI of this environment, and of no other: what is registered with its OAuth
   * client.
   */
  redirectUri(environment: Environment): string;
  /**
   * Opens the authorization page, in a window the user sees or invisibly, and answers the URL it
   * redirected to. Throws `sign-in-cancelled` (window closed), `signed-out` (invisible, and it
   * leads nowhere without a screen), `sign-in-page-failed` (in a window, and it shows an error or
   * was left while it loaded), `unreachable` and `timed-out` (the sign-in host does not answer).
   */
  launch(url: string, interactive: boolean): Promise<string>;
};

/** Milliseconds that an invisible attempt may take, redirects by script included. */
const SILENT_TIMEOUT_MS = 5_000;
/** Milliseconds in which the sign-in host has to answer, after a page of it has failed. */
const REACH_TIMEOUT_MS = 4_000;

/** `identity.launchWebAuthFlow` with its browser-specific messages turned into codes. */
export const webAuthFlow: WebAuthFlow = {
  // Both browsers end the flow at any address that begins with it; that it is the whole address is
  // checked on return.
  redirectUri: (environment) => browser.identity.getRedirectURL(redirectPathOf(environment)),
  async launch(url, interactive) {
    try {
      const redirectedTo = await browser.identity.launchWebAuthFlow({
        url,
        interactive,
        // Chromium ends an invisible flow at the first page load unless told that scripts may
        // redirect; Firefox knows no such option.
        ...(!interactive &&
          !import.meta.env.FIREFOX && {
            abortOnLoadForNonInteractive: false,
            timeoutMsForNonInteractive: SILENT_TIMEOUT_MS,
          }),
      });
      if (!redirectedTo) throw fail('sign-in-cancelled');
      return redirectedTo;
    } catch (error) {
      throw await toFlowFailure(error, url, interactive);
    }
  },
};

/**
 * The browsers give sentences, no codes; these are the ones of Chromium and Firefox. Chromium's
 * "could not be loaded" stands for an error status, for a page that was left while it loaded (a
 * double click) and for a dropped connection: whether the host answers tells them apart. In Firefox
 * every invisible attempt that fails needs "interaction", and a window stays open over an error
 * page until it is closed.
 */
async function toFlowFailure(error: unknown, url: string, interactive: boolean): Promise<Error> {
  const message = error instanceof Error ? error.message : '';
  if (/approve access|cancelled or denied/i.test(message)) return fail('sign-in-cancelled', {}, error);
  if (!interactive && /interaction/i.test(message)) return fail('signed-out', {}, error);
  if (/could not be loaded|timed out/i.test(message)) {
    const { origin, pathname, searchParams } = new URL(url);
    // The page's own address, with nothing of this sign-in in it.
    const reach = await askReach(origin + pathname, REACH_TIMEOUT_MS);
    if (reach !== 'reachable') return fail(reach, { call: `GET ${pathname}` }, error);
    if (!interactive) return fail('signed-out', {}, error);
    const redirectUri = searchParams.get('redirect_uri');
    return fail('sign-in-page-failed', redirectUri === null ? {} : { subject: redirectUri }, error);
  }
  return error instanceof Error && error.name === 'FailureError' ? error : fail('sign-in-failed', {}, error);
}
