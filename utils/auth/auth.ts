import { singleFlight } from '../concurrency/single-flight';
import type { Environment } from '../environment/environment';
import { fail, isFailure } from '../errors/failure';
import type { Settings } from '../settings/settings';
import { clearOnSignOut, identityItem, pendingSignInItem, signedOutItem, tokenItem } from '../storage/items';
import type { Identity, StoredToken } from './model';
import {
  beginAuthorization,
  finishAuthorization,
  grantClientCredentials,
  grantRefreshToken,
  type TokenGrant,
} from './oauth';
import type { WebAuthFlow } from './web-auth-flow';

/** Sign-in, the access token, sign-out. */
export type Auth = {
  /** Signs in, with a window where one is needed. Throws the failures of the OAuth exchange and of reading the user. */
  signIn(): Promise<Identity>;
  /**
   * Finishes a sign-in whose worker died while the window was open, where that is possible without a window. Does nothing while a
   * sign-in of this worker is open; each call waits for the one before it, because the window may have been finished meanwhile.
   */
  resumeSignIn(): Promise<Identity | null>;
  /** Revokes the token where possible and forgets the person. Never fails. */
  signOut(): Promise<void>;
  /** A token that is good for a while; renewed silently when it is not. Throws `signed-out` when that takes a window. */
  getAccessToken(): Promise<string>;
  /** Another token than the one the API just refused. Throws `signed-out`. */
  renewAccessToken(refused: string): Promise<string>;
  /** Who is signed in; read once and kept. Throws `signed-out`. */
  getIdentity(): Promise<Identity>;
};

/** What a sign-in needs to know, checked: everything is filled in. */
export type SignInConfiguration = {
  environment: Environment;
  signIn: Settings['signIn'];
  clientSecret: string | null;
};

export type AuthDependencies = {
  /** Throws `not-configured` or `host-access-missing`. */
  getConfiguration(): Promise<SignInConfiguration>;
  webAuthFlow: WebAuthFlow;
  /**
   * `GET /api/v2/users/me`, or `GET /api/v2/users/{id}` for client credentials, with exactly this token: a refused one is not
   * renewed, because this runs inside the renewal.
   */
  readIdentity(signIn: Settings['signIn'], accessToken: string): Promise<Identity>;
  /** `DELETE /api/v2/tokens/me` with exactly this token. */
  revokeToken(accessToken: string): Promise<void>;
  now(): number;
};

/** A token is renewed this long before it ends, in milliseconds. */
const RENEWAL_MARGIN_MS = 30_000;
/** A sign-in window that was opened longer ago than this is not resumed, in milliseconds. */
const RESUME_WITHIN_MS = 10 * 60_000;

/** Makes the one place that holds sign-in. All state is in storage; only promises in flight are kept here. */
export function createAuth(dependencies: AuthDependencies): Auth {
  const { getConfiguration, webAuthFlow, readIdentity, revokeToken, now } = dependencies;

  async function store(
    { environment, signIn }: SignInConfiguration,
    grant: TokenGrant,
  ): Promise<StoredToken> {
    const token: StoredToken = {
      accessToken: grant.accessToken,
      expiresAt: now() + grant.expiresInS * 1000,
      ...(grant.refreshToken && { refreshToken: grant.refreshToken }),
      environmentKey: environment.key,
      clientId: signIn.clientId,
    };
    await tokenItem.set(token);
    return token;
  }

  async function authorize(
    { environment, signIn }: SignInConfiguration,
    interactive: boolean,
  ): Promise<TokenGrant> {
    const redirectUri = webAuthFlow.redirectUri();
    const attempt = await beginAuthorization(environment, signIn.clientId, redirectUri);
    const redirectedTo = await webAuthFlow.launch(attempt.url, interactive);
    return await finishAuthorization(environment, signIn.clientId, redirectUri, attempt, redirectedTo);
  }

  async function grantWithSecret({
    environment,
    signIn,
    clientSecret,
  }: SignInConfiguration): Promise<TokenGrant> {
    // The secret is gone after a browser restart unless the user let it be remembered.
    if (clientSecret === null) throw fail('signed-out');
    return await grantClientCredentials(environment, signIn.clientId, clientSecret);
  }

  /** An invisible sign-in takes whoever is logged in to Genesys Cloud in this browser; somebody else is not taken over silently. */
  async function authorizeSamePerson(
    configuration: SignInConfiguration,
    before: Identity,
  ): Promise<TokenGrant> {
    const grant = await authorize(configuration, false);
    const after = await readIdentity(configuration.signIn, grant.accessToken);
    if (before.userId !== after.userId) {
      // It takes seconds: whoever has come in their place meanwhile stays.
      if (await isStill(before)) await clearOnSignOut();
      throw fail('signed-out');
    }
    return grant;
  }

  /** Whether who was signed in (or that nobody was) is as it was. */
  async function isStill(person: Identity | null): Promise<boolean> {
    return (await identityItem.get())?.userId === person?.userId;
  }

  async function refuseAfterSignOut(): Promise<void> {
    if (await signedOutItem.get()) throw fail('signed-out');
  }

  /** A renewal that a sign-out, or somebody else, overtook leaves nothing behind. */
  async function keepRenewed(
    configuration: SignInConfiguration,
    grant: TokenGrant,
    person: Identity | null,
  ): Promise<string> {
    await refuseAfterSignOut();
    if (!(await isStill(person))) throw fail('signed-out');
    return (await store(configuration, grant)).accessToken;
  }

  /** Gets a token without a window, or throws `signed-out`. */
  const renewSilently = singleFlight(async (): Promise<string> => {
    const configuration = await getConfiguration();
    const { environment, signIn } = configuration;
    await refuseAfterSignOut();
    const person = await identityItem.get();
    if (signIn.method === 'client-credentials') {
      return await keepRenewed(configuration, await grantWithSecret(configuration), person);
    }
    // Somebody who never signed in is not signed in behind their back.
    if (person === null) throw fail('signed-out');
    const refreshToken = (await tokenItem.get())?.refreshToken;
    try {
      const grant = refreshToken
        ? await grantRefreshToken(environment, signIn.clientId, refreshToken).then(
            // A server that sends no other leaves this one good (RFC 6749, section 6).
            (renewed) => ({ refreshToken, ...renewed }),
            (error: unknown) => {
              if (isFailure(error, 'sign-in-failed', 'invalid-client'))
                return authorizeSamePerson(configuration, person);
              throw error;
            },
          )
        : await authorizeSamePerson(configuration, person);
      return await keepRenewed(configuration, grant, person);
    } catch (error) {
      if (isFailure(error, 'sign-in-failed', 'sign-in-cancelled')) throw fail('signed-out', {}, error);
      throw error;
    }
  });

  /** Keeps person and token. The person first: a token without one would read as signed in. */
  async function enter(configuration: SignInConfiguration, grant: TokenGrant): Promise<Identity> {
    const identity = await readIdentity(configuration.signIn, grant.accessToken);
    await signedOutItem.set(false);
    await store(configuration, grant);
    await identityItem.set(identity);
    return identity;
  }

  async function keepIdentity(signIn: Settings['signIn'], accessToken: string): Promise<Identity> {
    const identity = await readIdentity(signIn, accessToken);
    // Whoever has come meanwhile stays.
    await identityItem.update((present) => present ?? identity);
    return identity;
  }

  /** Whether the sign-in window that is open, if one is, was opened by this worker. */
  let windowIsOurs = false;
  let resuming: Promise<unknown> = Promise.resolve();

  const signIn = singleFlight(async (): Promise<Identity> => {
    const configuration = await getConfiguration();
    let grant: TokenGrant;
    if (configuration.signIn.method === 'client-credentials') {
      if (configuration.clientSecret === null) throw fail('not-configured', { subject: 'the client secret' });
      grant = await grantWithSecret(configuration);
    } else {
      windowIsOurs = true;
      await pendingSignInItem.set(now());
      // Cleared whatever the outcome; what survives is a worker that died in between.
      grant = await authorize(configuration, true).finally(async () => {
        await pendingSignInItem.clear();
        windowIsOurs = false;
      });
    }
    return await enter(configuration, grant);
  });

  /** Never fails. */
  async function resume(): Promise<Identity | null> {
    if (windowIsOurs) return null;
    const openedAt = await pendingSignInItem.get();
    if (openedAt === null) return null;
    await pendingSignInItem.clear();
    if (now() - openedAt > RESUME_WITHIN_MS) return null;
    try {
      const configuration = await getConfiguration();
      return await enter(configuration, await authorize(configuration, false));
    } catch (error) {
      // The user has not finished yet: the window may still be open, so it is asked again later.
      if (isFailure(error, 'signed-out')) await pendingSignInItem.set(openedAt);
      return null;
    }
  }

  async function currentToken(): Promise<StoredToken | null> {
    const [token, { environment, signIn }] = await Promise.all([tokenItem.get(), getConfiguration()]);
    return token?.environmentKey === environment.key && token.clientId === signIn.clientId ? token : null;
  }

  async function getAccessToken(): Promise<string> {
    const token = await currentToken();
    return token && token.expiresAt - RENEWAL_MARGIN_MS > now() ? token.accessToken : await renewSilently();
  }

  return {
    signIn,
    getAccessToken,
    resumeSignIn() {
      const attempt = resuming.then(resume);
      resuming = attempt;
      return attempt;
    },
    async signOut() {
      await signedOutItem.set(true);
      const token = await tokenItem.get();
      // A token that cannot be revoked now (offline) still ends by itself.
      if (token && token.expiresAt > now()) await revokeToken(token.accessToken).catch(() => undefined);
      await clearOnSignOut();
    },
    async renewAccessToken(refused) {
      const token = await currentToken();
      // Somebody else renewed it while this call was under way.
      if (token && token.accessToken !== refused) return token.accessToken;
      try {
        return await renewSilently();
      } catch (error) {
        // An invisible attempt takes seconds to give up: somebody may have signed in meanwhile.
        const entered = await currentToken();
        if (entered && entered.accessToken !== refused) return entered.accessToken;
        throw error;
      }
    },
    async getIdentity() {
      const identity = await identityItem.get();
      if (identity) return identity;
      // Client credentials outlive the browser session when the secret is remembered: the person is read again.
      const { signIn: settings } = await getConfiguration();
      if (settings.method === 'pkce') throw fail('signed-out');
      return await keepIdentity(settings, await getAccessToken());
    },
  };
}
