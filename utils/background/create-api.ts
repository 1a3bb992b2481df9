import type { Auth, SignInConfiguration } from '../auth/auth';
import type { Epoch } from '../auth/epochs';
import type { Identity } from '../auth/model';
import { tokenItem } from '../auth/state';
import type { Environment } from '../environment/environment';
import { hasHostAccessTo } from '../environment/host-access';
import { fail } from '../errors/failure';
import { createGenesysCloudApi, type GenesysCloudApi } from '../genesys-cloud/api';
import { type ClientDependencies, createGenesysCloudClient } from '../genesys-cloud/client';
import { createRequestBudget } from '../genesys-cloud/request-budget';
import type { ServerClock } from '../http/server-clock';
import { createPracticeApi } from '../practice/api';
import { PRACTICE_ORIGIN } from '../practice/model';
import type { Practice } from '../practice/practice';
import { practiceItem } from '../practice/state';
import { requireEnvironment } from '../settings/configuration';
import { createClockChanges } from './clock-changes';
import { clockDifferenceItem, requestTimesItem } from './state';

/** How long practice takes to answer, in milliseconds: about as long as Genesys Cloud. */
const PRACTICE_PAUSE_MS = 150;

/**
 * Creates the Genesys Cloud API clients, one per kind of token. All share one budget and one clock.
 */
export function createApi({
  auth,
  practice,
  clock,
  whilePageOpen,
  now,
}: {
  auth: Pick<Auth, 'getAccessToken' | 'renewAccessToken'>;
  practice: Pick<Practice, 'isOn'>;
  clock: ServerClock;
  whilePageOpen(): AbortSignal;
  now(): number;
}) {
  const { noteTime, resume: resumeClock } = createClockChanges({
    clock,
    stored: clockDifferenceItem,
    moveTimes: async (ms) => (await import('./move-stored-times')).moveStoredTimes(ms),
  });
  const connection = {
    getApiOrigin: async () => (await requireEnvironment()).apiOrigin,
    mayReach: hasHostAccessTo,
    // A call does not wait until its count is stored: the next one counts it all the same.
    budget: createRequestBudget({ update: requestTimesItem.updateSoon }, now),
    clock,
    noteTime,
    whilePageOpen,
    now,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
  /**
   * Returns the API origin that issued the current token. A token is never sent elsewhere, even if
   * the environment has just changed.
   */
  const getTokensApiOrigin = async () => {
    const [environment, token] = await Promise.all([requireEnvironment(), tokenItem.get()]);
    if (token?.environmentKey !== environment.key) throw fail('signed-out');
    return environment.apiOrigin;
  };
  /**
   * Returns an API that uses exactly this token and never renews it, for calls that are part of a
   * sign-in.
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

  /**
   * Returns the API for one epoch: after that epoch ends, it sends nothing and uses nobody else's
   * token.
   * @param noteAnswer is called with each answer of the real API
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
        // The last step before a request is sent.
        async spend(priority) {
          await connection.budget.spend(priority);
          epoch.require();
        },
      },
      noteAnswer,
      getApiOrigin: getTokensApiOrigin,
      getAccessToken: during(auth.getAccessToken),
      renewAccessToken: during(auth.renewAccessToken),
    });
    const practiceClient = createGenesysCloudClient({
      ...connection,
      getApiOrigin: async () => PRACTICE_ORIGIN,
      mayReach: async () => true,
      // Practice sends no requests, so none are counted.
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
       * The only place that decides whether the real API or practice answers: callers do not know
       * about practice.
       */
      request: async (request) =>
        await ((await practice.isOn()) ? practiceClient : realClient).request(request),
    });
  }

  return {
    resumeClock,
    apiWith,
    apiOf,
    /** Reads the owner of a token from the environment that issued it. */
    async readIdentity(
      { environment, signIn }: Pick<SignInConfiguration, 'environment' | 'signIn'>,
      accessToken: string,
    ): Promise<Identity> {
      const there = apiWith(accessToken, async () => environment.apiOrigin);
      return signIn.method === 'pkce' ? await there.getMe() : await there.getUser(signIn.supervisorUserId);
    },
    revokeToken: (accessToken: string, { apiOrigin }: Pick<Environment, 'apiOrigin'>): Promise<void> =>
      apiWith(accessToken, async () => apiOrigin).revokeAccessToken(),
  };
}
