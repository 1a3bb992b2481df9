import { browser } from '#imports';
import type { Auth } from '../auth/auth';
import { createEpochs, type Epoch } from '../auth/epochs';
import { tokenItem } from '../auth/state';
import { SCREENS_PAGE } from '../cobrowse/screen-viewer';
import { startsItem } from '../cobrowse/state';
import { lazyMethods, loadOnce } from '../concurrency/load-once';
import { createRenewableAbort } from '../concurrency/renewable-abort';
import { environmentOfKey } from '../environment/environment';
import { hasHostAccess } from '../environment/host-access';
import { fail } from '../errors/failure';
import type { ClientDependencies } from '../genesys-cloud/client';
import { createServerClock } from '../http/server-clock';
import { PRACTISING } from '../practice/model';
import type { Practice } from '../practice/practice';
import { hasSignInBackup } from '../practice/sign-in-backup';
import { practiceItem } from '../practice/state';
import { requireEnvironment, requireSignInConfiguration } from '../settings/configuration';
import { managedPolicy } from '../settings/managed-policy';
import { isOff } from '../settings/policy';
import { clearOnSignOut } from './state';

/**
 * Builds sign-in, practice and access to the API.
 * @param beforeSignOut runs for each person who signs out, with the token that is about to be
 *   revoked
 */
export function createAccess({
  beforeSignOut,
  now,
}: {
  beforeSignOut(accessToken: string | null): Promise<void>;
  now(): number;
}) {
  const pageOpen = createRenewableAbort();
  const clock = createServerClock(now);
  const loadApi = loadOnce(async () => {
    const { createApi } = await import('./create-api');
    const api = createApi({
      auth: realAuth,
      practice,
      clock,
      whilePageOpen: pageOpen.signal,
      now,
    });
    await api.resumeClock();
    return api;
  });
  /**
   * The environment of the current sign-in. A policy may have set another one since, but the token
   * to revoke and the pages to close belong to this one.
   */
  const signedInEnvironment = async () => {
    const token = await tokenItem.get();
    return (token && environmentOfKey(token.environmentKey)) ?? (await requireEnvironment());
  };
  const epochs = createEpochs(() => realAuth.finishSignOut());
  const isPracticing = async () => (await practiceItem.get()) !== null;
  const fullPractice = lazyMethods(
    loadOnce(async () => {
      const { createPractice } = await import('../practice/practice');
      return createPractice({
        changePerson: epochs.change,
        clearOnSignOut,
        isAllowed: async () => !isOff(await managedPolicy.get(), 'practice'),
        // If the user has navigated elsewhere in that tab, leave it alone.
        async closeTab(tabId) {
          const { closeTab, tabShows } = await import('../browser/join-tabs');
          const pages = [
            browser.runtime.getURL('/practice-session.html'),
            browser.runtime.getURL(SCREENS_PAGE),
          ];
          const isOurs = (address: string) => pages.some((page) => address.startsWith(page));
          if (await tabShows(tabId, isOurs)) await closeTab(tabId);
        },
        now,
      });
    }),
  );
  const practice: Practice = {
    isOn: isPracticing,
    enter: fullPractice.enter,
    leave: fullPractice.leave,
    choose: fullPractice.choose,
    async resume() {
      if ((await isPracticing()) || (await hasSignInBackup())) await fullPractice.resume();
    },
  };

  const realAuth: Auth = lazyMethods(
    loadOnce(async () => {
      const [{ createAuth }, { webAuthFlow }] = await Promise.all([
        import('../auth/auth'),
        import('../auth/web-auth-flow'),
      ]);
      return createAuth({
        getConfiguration: requireReachableConfiguration,
        webAuthFlow,
        readIdentity: async (configuration, accessToken) =>
          await (await loadApi()).readIdentity(configuration, accessToken),
        revokeToken: async (accessToken, environment) =>
          await (await loadApi()).revokeToken(accessToken, environment),
        epochs,
        starts: startsItem,
        clearOnSignOut,
        beforeSignOut,
        now,
      });
    }),
  );
  const auth: Auth = {
    signIn: realAuth.signIn,
    resumeSignIn: realAuth.resumeSignIn,
    signOut: realAuth.signOut,
    finishSignOut: realAuth.finishSignOut,
    getAccessToken: realAuth.getAccessToken,
    renewAccessToken: realAuth.renewAccessToken,
    getIdentity: async () => ((await practice.isOn()) ? PRACTISING : await realAuth.getIdentity()),
  };
  return {
    auth,
    practice,
    epochs,
    /**
     * Returns the API for one epoch: after that epoch ends, it sends nothing and uses nobody else's
     * token.
     * @param noteAnswer is called with each answer of the real API
     */
    apiOf: async (epoch: Epoch, noteAnswer: NonNullable<ClientDependencies['noteAnswer']>) =>
      (await loadApi()).apiOf(epoch, noteAnswer),
    /**
     * For calls with a token that is about to be revoked, sent to the environment that issued it.
     */
    async lastApi(accessToken: string) {
      const { apiWith } = await loadApi();
      return apiWith(accessToken, async () => (await signedInEnvironment()).apiOrigin);
    },
    clock,
    whilePageOpen: pageOpen.signal,
    /** Aborts the calls that only served an open page. */
    onLastPageClosed: () => pageOpen.end(),
    signedInEnvironment,
  };
}

/**
 * Returns what a sign-in or a renewal needs. Throws `host-access-missing` too, so that neither
 * sends a request that the browser would block.
 */
async function requireReachableConfiguration() {
  const configuration = await requireSignInConfiguration();
  const { environment } = configuration;
  if (await hasHostAccess(environment)) return configuration;
  throw fail('host-access-missing', { subject: new URL(environment.apiOrigin).host });
}
