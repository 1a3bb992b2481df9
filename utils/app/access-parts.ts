import { browser } from '#imports';
import { type Auth, createAuth } from '../auth/auth';
import { webAuthFlow } from '../auth/web-auth-flow';
import { closeTab, tabShows } from '../browser-surfaces/join-tabs';
import { createRenewableAbort } from '../concurrency/renewable-abort';
import { environmentOfKey } from '../environment/environment';
import { hasHostAccess, hasHostAccessTo } from '../environment/host-access';
import { fail } from '../errors/failure';
import {
  type ClientDependencies,
  createGenesysCloudClient,
  type GenesysCloudClient,
} from '../genesys-cloud/client';
import { createRequestBudget } from '../genesys-cloud/request-budget';
import { revokeAccessToken } from '../genesys-cloud/tokens';
import { getMe, getUser } from '../genesys-cloud/users';
import { createServerClock } from '../http/server-clock';
import { createPracticeApi } from '../practice/api';
import { PRACTICE_ORIGIN, PRACTISING } from '../practice/model';
import { createPractice } from '../practice/practice';
import { requireEnvironment, requireSignInConfiguration } from '../settings/configuration';
import { isOff } from '../settings/policy';
import { practiceItem, requestTimesItem, tokenItem } from '../storage/items';
import { managedPolicy } from '../storage/managed-policy';
import { refusedInPractice } from './practice-parts';

/** How long the practice takes to answer, in milliseconds: about as long as Genesys Cloud does. */
const PRACTICE_PAUSE_MS = 150;

/**
 * Who is signed in, and the one client through which Genesys Cloud is asked: the real one, or the practice's while practice is on.
 * @param noteAnswer is told of each answer of the real one
 */
export function createAccessParts({
  noteAnswer,
  now,
}: {
  noteAnswer: NonNullable<ClientDependencies['noteAnswer']>;
  now(): number;
}) {
  const looking = createRenewableAbort();
  const clock = createServerClock(now);
  const connection = {
    getApiOrigin: async () => (await requireEnvironment()).apiOrigin,
    mayReach: hasHostAccessTo,
    budget: createRequestBudget(requestTimesItem, now),
    clock,
    whileLooking: looking.signal,
    now,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
  /**
   * Where somebody is signed in: a policy may have set another environment since, and what is to be taken back (a token, a page) is not
   * there.
   */
  const signedInEnvironment = async () => {
    const token = await tokenItem.get();
    return (token && environmentOfKey(token.environmentKey)) ?? (await requireEnvironment());
  };
  /** The API where the present token was issued: a token is sent to no other, also where the environment has just been changed. */
  const getTokensApiOrigin = async () => {
    const [environment, token] = await Promise.all([requireEnvironment(), tokenItem.get()]);
    if (token?.environmentKey !== environment.key) throw fail('signed-out');
    return environment.apiOrigin;
  };
  /** A client that sends exactly this token and renews nothing, for calls that are part of getting a token. */
  const clientWith = (accessToken: string, getApiOrigin: () => Promise<string>): GenesysCloudClient =>
    createGenesysCloudClient({
      ...connection,
      getApiOrigin,
      getAccessToken: async () => accessToken,
      renewAccessToken: async () => {
        throw fail('signed-out');
      },
    });

  const practice = createPractice({
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
      const there = clientWith(accessToken, async () => environment.apiOrigin);
      return signIn.method === 'pkce' ? await getMe(there) : await getUser(there, signIn.supervisorUserId);
    },
    revokeToken: (accessToken) =>
      revokeAccessToken(clientWith(accessToken, async () => (await signedInEnvironment()).apiOrigin)),
    now,
  });
  const auth: Auth = {
    ...realAuth,
    getIdentity: async () => ((await practice.isOn()) ? PRACTISING : await realAuth.getIdentity()),
  };
  const realClient = createGenesysCloudClient({
    ...connection,
    noteAnswer,
    getApiOrigin: getTokensApiOrigin,
    getAccessToken: refusedInPractice(realAuth.getAccessToken, practice.isOn),
    renewAccessToken: refusedInPractice(realAuth.renewAccessToken, practice.isOn),
  });
  const practiceClient = createGenesysCloudClient({
    ...connection,
    getApiOrigin: async () => PRACTICE_ORIGIN,
    mayReach: async () => true,
    // No requests leave, so none are counted.
    budget: { spend: async () => undefined },
    fetch: createPracticeApi({
      practice: practiceItem,
      now,
      pause: () => connection.sleep(PRACTICE_PAUSE_MS),
    }),
    getAccessToken: async () => 'practice',
    renewAccessToken: async (refused) => refused,
  });
  /** The one place where it is decided who answers: whoever calls knows nothing of the practice. */
  const client: GenesysCloudClient = {
    request: async (request) =>
      await ((await practice.isOn()) ? practiceClient : realClient).request(request),
  };

  return {
    auth,
    practice,
    client,
    clock,
    whileLooking: looking.signal,
    /** Ends the calls that only served somebody who looked. */
    nobodyLooks: () => looking.end(),
    signedInEnvironment,
  };
}

/** What a sign-in or a renewal needs; throws `host-access-missing` too, so that neither reaches out where the browser does not let us. */
async function requireReachableConfiguration() {
  const configuration = await requireSignInConfiguration();
  const { environment } = configuration;
  if (await hasHostAccess(environment)) return configuration;
  throw fail('host-access-missing', { subject: new URL(environment.apiOrigin).host });
}
