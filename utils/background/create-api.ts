import { browser } from '#imports';
import type { Auth } from '../auth/auth';
import { createEpochs, type Epoch } from '../auth/epochs';
import { closeTab, tabShows } from '../browser/join-tabs';
import { callsOf, loadOnce } from '../concurrency/load-once';
import { createRenewableAbort } from '../concurrency/renewable-abort';
import { environmentOfKey } from '../environment/environment';
import { hasHostAccess } from '../environment/host-access';
import { fail } from '../errors/failure';
import type { ClientDependencies, GenesysCloudClient } from '../genesys-cloud/client';
import { createServerClock } from '../http/server-clock';
import { PRACTISING } from '../practice/model';
import { createPractice } from '../practice/practice';
import { requireEnvironment, requireSignInConfiguration } from '../settings/configuration';
import { isOff } from '../settings/policy';
import { tokenItem } from '../storage/items';
import { managedPolicy } from '../storage/managed-policy';

/**
 * Who is signed in, and the one client through which Genesys Cloud is asked: the real one, or the
 * practice's while practice is on.
 * @param seeOff is done for each person who leaves, with the token that is about to be revoked
 */
export function createApi({
  seeOff,
  now,
}: {
  seeOff(accessToken: string | null): Promise<void>;
  now(): number;
}) {
  const looking = createRenewableAbort();
  const clock = createServerClock(now);
  const loadClients = loadOnce(async () => {
    const { createClients } = await import('./create-clients');
    return createClients({
      auth: realAuth,
      practice,
      clock,
      whileLooking: looking.signal,
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
          await (await loadClients()).readIdentity(configuration, accessToken),
        revokeToken: async (accessToken, environment) =>
          await (await loadClients()).revokeToken(accessToken, environment),
        epochs,
        seeOff,
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
  /**
   * The client of one epoch: it sends nothing once that is over, and never another person's token.
   * @param noteAnswer is told of each answer of the real one
   */
  function clientOf(
    epoch: Epoch,
    noteAnswer: NonNullable<ClientDependencies['noteAnswer']>,
  ): GenesysCloudClient {
    const load = loadOnce(async () => (await loadClients()).clientOf(epoch, noteAnswer));
    return { request: async (request) => await (await load()).request(request) };
  }

  return {
    auth,
    practice,
    epochs,
    clientOf,
    /** For calls with a token that is about to be revoked, where it was issued. */
    lastClient: (accessToken: string): GenesysCloudClient => ({
      async request(request) {
        const { clientWith } = await loadClients();
        const getApiOrigin = async () => (await signedInEnvironment()).apiOrigin;
        return await clientWith(accessToken, getApiOrigin).request(request);
      },
    }),
    clock,
    whileLooking: looking.signal,
    /** Ends the calls that only served somebody who looked. */
    nobodyLooks: () => looking.end(),
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
