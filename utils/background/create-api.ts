import { browser } from '#imports';
import { type Auth, createAuth } from '../auth/auth';
import { createEpochs, type Epoch } from '../auth/epochs';
import { webAuthFlow } from '../auth/web-auth-flow';
import { closeTab, tabShows } from '../browser/join-tabs';
import { createRenewableAbort } from '../concurrency/renewable-abort';
import { environmentOfKey } from '../environment/environment';
import { hasHostAccess, hasHostAccessTo } from '../environment/host-access';
import { fail } from '../errors/failure';
import { createGenesysCloudApi, type GenesysCloudApi } from '../genesys-cloud/api';
import { type ClientDependencies, createGenesysCloudClient } from '../genesys-cloud/client';
import { createRequestBudget } from '../genesys-cloud/request-budget';
import { createServerClock } from '../http/server-clock';
import { createPracticeApi } from '../practice/api';
import { PRACTICE_ORIGIN, PRACTISING } from '../practice/model';
import { createPractice } from '../practice/practice';
import { requireEnvironment, requireSignInConfiguration } from '../settings/configuration';
import { isOff } from '../settings/policy';
import { practiceItem, requestTimesItem, tokenItem } from '../storage/items';
import { managedPolicy } from '../storage/managed-policy';

/** How long the practice takes to answer, in milliseconds: about as long as Genesys Cloud does. */
const PRACTICE_PAUSE_MS = 150;

/**
 * Who is signed in, and the one API through which Genesys Cloud is asked: the real one, or the
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
  const connection = {
    getApiOrigin: async () => (await requireEnvironment()).apiOrigin,
    mayReach: hasHostAccessTo,
    // No call waits for its own count to be stored: the next one counts it all the same.
    budget: createRequestBudget({ update: requestTimesItem.updateSoon }, now),
    clock,
    whileLooking: looking.signal,
    now,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
  /**
   * Where somebody is signed in: a policy may have set another environment since, and what is to be
   * taken back (a token, a page) is not there.
   */
  const signedInEnvironment = async () => {
    const token = await tokenItem.get();
    return (token && environmentOfKey(token.environmentKey)) ?? (await requireEnvironment());
  };
  /**
   * The API where the present token was issued: a token is sent to no other, also where the
   * environment has just been changed.
   */
  const getTokensApiOrigin = async () => {
    const [environment, token] = await Promise.all([requireEnvironment(), tokenItem.get()]);
    if (token?.environmentKey !== environment.key) throw fail('signed-out');
    return environment.apiOrigin;
  };
  /**
   * The API with exactly this token, which is not renewed, for calls that are part of getting a
   * token.
   */
  const apiWith = (accessToken: string, getApiOrigin: () => Promise<string>): GenesysCloudApi =>
    createGenesysCloudApi(
      createGenesysCloudClient({
        ...connection,
        getApiOrigin,
        getAccessToken: async () => accessToken,
        renewAccessToken: async () => {
          throw fail('signed-out');
        },
      }),
    );

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

  const realAuth = createAuth({
    getConfiguration: requireReachableConfiguration,
    webAuthFlow,
    readIdentity: async ({ environment, signIn }, accessToken) => {
      const there = apiWith(accessToken, async () => environment.apiOrigin);
      return signIn.method === 'pkce' ? await there.getMe() : await there.getUser(signIn.supervisorUserId);
    },
    revokeToken: (accessToken, { apiOrigin }) =>
      apiWith(accessToken, async () => apiOrigin).revokeAccessToken(),
    epochs,
    seeOff,
    now,
  });
  const auth: Auth = {
    ...realAuth,
    getIdentity: async () => ((await practice.isOn()) ? PRACTISING : await realAuth.getIdentity()),
  };
  /**
   * The API for one epoch: it sends nothing once that is over, and never another person's token.
   * @param noteAnswer is told of each answer of the real one
   */
  function apiOf(epoch: Epoch, noteAnswer: NonNullable<ClientDependencies['noteAnswer']>): GenesysCloudApi {
    const during =
      <A extends unknown[]>(getToken: (...args: A) => Promise<string>) =>
      async (...args: A) => {
        epoch.require();
        const token = await getToken(...args);
        epoch.require();
        return token;
      };
    const realClient = createGenesysCloudClient({
      ...connection,
      budget: {
        // The last step before a call is sent.
        async spend(priority) {
          await connection.budget.spend(priority);
          epoch.require();
        },
      },
      noteAnswer,
      getApiOrigin: getTokensApiOrigin,
      getAccessToken: during(realAuth.getAccessToken),
      renewAccessToken: during(realAuth.renewAccessToken),
    });
    const practiceClient = createGenesysCloudClient({
      ...connection,
      getApiOrigin: async () => PRACTICE_ORIGIN,
      mayReach: async () => true,
      // No requests leave, so none are counted.
      budget: { spend: async () => epoch.require() },
      fetch: createPracticeApi({
        practice: practiceItem,
        now,
        pause: () => connection.sleep(PRACTICE_PAUSE_MS),
      }),
      getAccessToken: async () => 'practice',
      renewAccessToken: async (refused) => refused,
    });
    return createGenesysCloudApi({
      /**
       * The one place where it is decided who answers: whoever calls knows nothing of the practice.
       */
      request: async (request) =>
        await ((await practice.isOn()) ? practiceClient : realClient).request(request),
    });
  }

  return {
    auth,
    practice,
    epochs,
    apiOf,
    /** For calls with a token that is about to be revoked, where it was issued. */
    lastApi: (accessToken: string) =>
      apiWith(accessToken, async () => (await signedInEnvironment()).apiOrigin),
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
