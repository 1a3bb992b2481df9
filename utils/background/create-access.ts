import { browser } from '#imports';
import type { Auth } from '../auth/auth';
import { createEpochs, type Epoch } from '../auth/epochs';
import { tokenItem } from '../auth/state';
import { closeTab, tabShows } from '../browser/join-tabs';
import { startsItem } from '../cobrowse/state';
import { callsOf, loadOnce } from '../concurrency/load-once';
import { createRenewableAbort } from '../concurrency/renewable-abort';
import { environmentOfKey } from '../environment/environment';
import { hasHostAccess } from '../environment/host-access';
import { fail } from '../errors/failure';
import type { ClientDependencies } from '../genesys-cloud/client';
import { createServerClock } from '../http/server-clock';
import { PRACTISING } from '../practice/model';
import { createPractice } from '../practice/practice';
import { requireEnvironment, requireSignInConfiguration } from '../settings/configuration';
import { managedPolicy } from '../settings/managed-policy';
import { isOff } from '../settings/policy';
import { clearOnSignOut } from './state';

/**
 * Who is signed in, whether practice is on, and the way to the API.
 * @param beforeSignOut runs for each person who leaves, with the token that is about to be revoked
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
    return createApi({
      auth: realAuth,
      practice,
      clock,
      whilePageOpen: pageOpen.signal,
      now,
    });
  });
  /**
   * Where somebody is signed in: a policy may have set another environment since, and what is to be
   * taken back (a token, a page) is not there.
   */
  const signedInEnvironment = async () => {
    const token = await tokenItem.get();
    return (token && environmentOfKey(token.environmentKey)) ?? (await requireEnvironment());
  };
  const epochs = createEpochs(() => realAuth.finishSignOut());
  const practice = createPractice({
    changePerson: epochs.change,
    clearOnSignOut,
    isAllowed: async () => !isOff(await managedPolicy.get(), 'practice'),
    // Where the user has gone elsewhere in that tab, it is the user's.
    async closeTab(tabId) {
      const page = browser.runtime.getURL('/practice-session.html');
      if (await tabShows(tabId, (address) => address.startsWith(page))) await closeTab(tabId);
    },
    now,
  });

  const realAuth: Auth = callsOf(
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
     * The API for one epoch: it sends nothing once that is over, and never another person's token.
     * @param noteAnswer is told of each answer of the real one
     */
    apiOf: async (epoch: Epoch, noteAnswer: NonNullable<ClientDependencies['noteAnswer']>) =>
      (await loadApi()).apiOf(epoch, noteAnswer),
    /** For calls with a token that is about to be revoked, where it was issued. */
    async lastApi(accessToken: string) {
      const { apiWith } = await loadApi();
      return apiWith(accessToken, async () => (await signedInEnvironment()).apiOrigin);
    },
    clock,
    whilePageOpen: pageOpen.signal,
    /** Ends the calls that only served somebody who looked. */
    onLastPageClosed: () => pageOpen.end(),
    signedInEnvironment,
  };
}

/**
 * What a sign-in or a renewal needs; throws `host-access-missing` too, so that neither reaches out
 * where the browser does not let us.
 */
async function requireReachableConfiguration() {
  const configuration = await requireSignInConfiguration();
  const { environment } = configuration;
  if (await hasHostAccess(environment)) return configuration;
  throw fail('host-access-missing', { subject: new URL(environment.apiOrigin).host });
}
