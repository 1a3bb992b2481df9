import { browser } from '#imports';
import { takesSilentOptions } from '../browser/differences';
import type { Environment } from '../environment/environment';
import { redirectPathOf } from '../environment/redirect-path';
import { fail } from '../errors/failure';
import { checkReachability } from '../http/reachability';

/** The browser's part of a sign-in. */
export type WebAuthFlow = {
  /**
   * Returns the redirect URI of this environment only: the one to register with its OAuth client.
   */
  redirectUri(environment: Environment): string;
  /**
   * Opens the authorization page, in a visible window or invisibly, and returns the URL it
   * redirected to. Throws `sign-in-canceled` (window closed), `signed-out` (invisible, but it
   * needs a screen), `sign-in-page-failed` (in a window: it shows an error or was left while it
   * loaded), `unreachable` and `timed-out` (the sign-in host does not answer).
   */
  launch(url: string, interactive: boolean): Promise<string>;
};

/** The time limit of an invisible attempt, redirects by script included, in milliseconds. */
const SILENT_TIMEOUT_MS = 5_000;
/**
 * The time limit for the sign-in host to answer after one of its pages has failed, in milliseconds.
 */
const REACHABILITY_TIMEOUT_MS = 4_000;

/** Wraps `identity.launchWebAuthFlow` and converts its browser-specific messages to codes. */
export const webAuthFlow: WebAuthFlow = {
  // Both browsers end the flow at any address that begins with this one; the whole address is
  // checked on return.
  redirectUri: (environment) => browser.identity.getRedirectURL(redirectPathOf(environment)),
  async launch(url, interactive) {
    try {
      const redirectedTo = await browser.identity.launchWebAuthFlow({
        url,
        interactive,
        ...(!interactive &&
          takesSilentOptions() && {
            abortOnLoadForNonInteractive: false,
            timeoutMsForNonInteractive: SILENT_TIMEOUT_MS,
          }),
      });
      if (!redirectedTo) throw fail('sign-in-canceled');
      return redirectedTo;
    } catch (error) {
      throw await toFlowFailure(error, url, interactive);
    }
  },
};

/**
 * The browsers throw messages without codes; these are the ones of Chromium and Firefox. Chromium's
 * "could not be loaded" means an error status, a page that was left while it loaded (a double
 * click) or a dropped connection: a request to the host tells them apart. In Firefox every failed
 * invisible attempt needs "interaction", and a window stays open over an error page until it is
 * closed.
 */
async function toFlowFailure(error: unknown, url: string, interactive: boolean): Promise<Error> {
  const message = error instanceof Error ? error.message : '';
  if (/approve access|cancelled or denied/i.test(message)) return fail('sign-in-canceled', {}, error);
  if (!interactive && /interaction/i.test(message)) return fail('signed-out', {}, error);
  if (/could not be loaded|timed out/i.test(message)) {
    const { origin, pathname, searchParams } = new URL(url);
    // The page's own address, without any data of this sign-in.
    const reach = await checkReachability(origin + pathname, REACHABILITY_TIMEOUT_MS);
    if (reach !== 'reachable') return fail(reach, { call: `GET ${pathname}` }, error);
    if (!interactive) return fail('signed-out', {}, error);
    const redirectUri = searchParams.get('redirect_uri');
    return fail('sign-in-page-failed', redirectUri === null ? {} : { subject: redirectUri }, error);
  }
  return error instanceof Error && error.name === 'FailureError' ? error : fail('sign-in-failed', {}, error);
}
