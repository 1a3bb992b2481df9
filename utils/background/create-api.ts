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
import { requestTimesItem } from './state';

/** How long the practice takes to answer, in milliseconds: about as long as Genesys Cloud does. */
const PRACTICE_PAUSE_MS = 150;

/** The Genesys Cloud API by whose token it is asked; all share one budget and one clock. */
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
  const connection = {
    getApiOrigin: async () => (await requireEnvironment()).apiOrigin,
    mayReach: hasHostAccessTo,
    // No call waits for its own count to be stored: the next one counts it all the same.
    budget: createRequestBudget({ update: requestTimesItem.updateSoon }, now),
    clock,
    whilePageOpen,
    now,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
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
      getAccessToken: during(auth.getAccessToken),
      renewAccessToken: during(auth.renewAccessToken),
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
    apiWith,
    apiOf,
    /** Who a token is of, as the environment that issued it says. */
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
