import type { Start } from '../cobrowse/model';
import { atMost } from '../concurrency/at-most';
import { createSerializer } from '../concurrency/serialize';
import { singleFlight } from '../concurrency/single-flight';
import { type Environment, environmentOfKey, isRegion } from '../environment/environment';
import { fail, isFailure } from '../errors/failure';
import type { Settings } from '../settings/settings';
import type { Store } from '../storage/store';
import { createEpochs, type Epoch, type Epochs } from './epochs';
import { type ClientOfEnvironment, type Identity, isSameClient, type StoredToken } from './model';
import type { TokenGrant } from './oauth';
import { identityItem, pendingSignInItem, signedOutItem, tokenItem, visibleSignInItem } from './state';
import type { WebAuthFlow } from './web-auth-flow';

/** Handles sign-in, the access token and sign-out. */
export type Auth = {
  /**
   * Signs in, with a window if needed. Throws the failures of the OAuth exchange and of reading the
   * user.
   */
  signIn(): Promise<Identity>;
  /**
   * Finishes a sign-in whose worker died while the window was open, if that is possible without a
   * window. Does nothing while a sign-in of this worker is open. Each call waits for the one before
   * it, because the window may have been finished in the meantime.
   */
  resumeSignIn(): Promise<Identity | null>;
  /** Revokes the token if possible and deletes the person's data. Never fails. */
  signOut(): Promise<void>;
  /** Repeats what a worker's death may have interrupted during a sign-out. Used by the epochs. */
  finishSignOut(): Promise<void>;
  /**
   * Returns a token that is valid for a while; renews it silently if it is not. Throws `signed-out`
   * if that needs a window.
   * @param isAskedFor whether a user waits for it (the default): otherwise it begins no other
   *   silent sign-in soon after the sign-in host could not be reached
   */
  getAccessToken(isAskedFor?: boolean): Promise<string>;
  /**
   * Returns another token than the one the API just refused. Throws `signed-out`.
   * @param isAskedFor as above
   */
  renewAccessToken(refused: string, isAskedFor?: boolean): Promise<string>;
  /** Returns who is signed in; read once and stored. Throws `signed-out`. */
  getIdentity(): Promise<Identity>;
};

/** The configuration of a sign-in; checked and complete. */
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
   * `GET /api/v2/users/me`, or `GET /api/v2/users/{id}` for client credentials, with exactly this
   * token. A refused token is not renewed, because this runs inside the renewal. The request goes
   * to the environment that issued the token, whatever the settings say by then.
   */
  readIdentity(configuration: SignInConfiguration, accessToken: string): Promise<Identity>;
  /** `DELETE /api/v2/tokens/me` with exactly this token, in the environment that issued it. */
  revokeToken(accessToken: string, environment: Environment): Promise<void>;
  /** Separates one person's data from the next person's; created here if missing. */
  epochs?: Epochs;
  /**
   * Runs for the person who signs out, before the token is revoked and their data is deleted. Takes
   * a bounded time.
   * @param accessToken can still end their sessions; `null` if no token works any more
   */
  beforeSignOut?(accessToken: string | null): Promise<void>;
  /** Starts by conversation id. A sign-in removes those that did not ask for it. */
  starts: Pick<Store<Record<string, Start>>, 'update'>;
  /** Deletes everything that belongs to one person. */
  clearOnSignOut(options: { keepsClientSecret: boolean }): Promise<void>;
  now(): number;
};

/** A token is renewed this long before it expires, in milliseconds. */
const RENEWAL_MARGIN_MS = 30_000;
/** How long a sign-out waits for the token to be revoked, in milliseconds. */
const WAIT_FOR_REVOKING_MS = 3_000;
/** A sign-in window that was opened longer ago than this is not resumed, in milliseconds. */
const RESUME_WITHIN_MS = 10 * 60_000;

/**
 * How long the sign-in host is left alone after it could not be reached, unless a user waits, in
 * milliseconds.
 */
const PAUSE_AFTER_UNREACHABLE_MS = 10_000;

/** The OAuth exchange is loaded on demand: most workers never need it. */
const oauth = () => import('./oauth');

/**
 * Creates the only place that handles sign-in. All state is in storage, except for promises in
 * progress.
 */
export function createAuth(dependencies: AuthDependencies): Auth {
  const { getConfiguration, webAuthFlow, readIdentity, revokeToken, beforeSignOut, now } = dependencies;
  const epochs = dependencies.epochs ?? createEpochs(() => leave());

  async function store(
    { environment, signIn }: SignInConfiguration,
    grant: TokenGrant,
  ): Promise<StoredToken> {
    const token: StoredToken = {
      accessToken: grant.accessToken,
      expiresAt: now() + grant.expiresInS * 1000,
      ...(grant.refreshToken && { refreshToken: grant.refreshToken }),
      ...clientOf({ environment, signIn }),
    };
    await tokenItem.set(token);
    return token;
  }

  async function authorize(
    { environment, signIn }: SignInConfiguration,
    interactive: boolean,
  ): Promise<TokenGrant> {
    const redirectUri = webAuthFlow.redirectUri(environment);
    // After a sign-out, do not sign in the same person again only because the browser remembers
    // them.
    const prompt = interactive && (await signedOutItem.get()) ? 'login' : undefined;
    const attempt = await (await oauth()).beginAuthorization(
      environment,
      signIn.clientId,
      redirectUri,
      prompt,
    );
    const redirectedTo = await webAuthFlow.launch(attempt.url, interactive);
    // A window may stay open for minutes: do not redeem the code if the sign-in is no longer
    // wanted.
    await requireUnchanged({ environment, signIn });
    return await (await oauth()).finishAuthorization(
      environment,
      signIn.clientId,
      redirectUri,
      attempt,
      redirectedTo,
    );
  }

  /**
   * Throws `signed-out` if a policy or the user has set another client or environment in the
   * meantime.
   */
  async function requireUnchanged(
    configuration: Pick<SignInConfiguration, 'environment' | 'signIn'>,
  ): Promise<void> {
    const present = await getConfiguration();
    if (!isSameClient(clientOf(configuration), clientOf(present))) throw fail('signed-out');
  }

  /**
   * Runs the work that stores a new token. If that fails, revokes the token where it was issued,
   * without waiting for it.
   */
  async function orRevoke<T>(
    { accessToken }: TokenGrant,
    { environment }: SignInConfiguration,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      void tokenItem
        .get()
        .then((kept) =>
          kept?.accessToken === accessToken ? undefined : revokeToken(accessToken, environment),
        )
        // If it cannot be revoked now, it still expires.
        .catch(() => undefined);
      throw error;
    }
  }

  async function grantWithSecret({
    environment,
    signIn,
    clientSecret,
  }: SignInConfiguration): Promise<TokenGrant> {
    // The secret is gone after a browser restart, unless the user chose to remember it.
    if (clientSecret === null) throw fail('signed-out');
    return await (await oauth()).grantClientCredentials(environment, signIn.clientId, clientSecret);
  }

  /**
   * An invisible sign-in uses whoever is logged in to Genesys Cloud in this browser. Never switch
   * to another person silently.
   */
  async function authorizeSamePerson(
    configuration: SignInConfiguration,
    before: Identity,
    epoch: Epoch,
  ): Promise<TokenGrant> {
    const grant = await authorize(configuration, false);
    return await orRevoke(grant, configuration, async () => {
      const after = await readIdentity(configuration, grant.accessToken);
      if (before.userId === after.userId) return grant;
      // This takes seconds: do not sign out somebody who has signed in meanwhile.
      await epochs.change(() => leave({ tokenServes: false }), {
        isNeeded: async (present) => present === epoch && (await isStill(before)),
        clears: true,
      });
      throw fail('signed-out');
    });
  }

  async function refuseAfterSignOut(): Promise<void> {
    if (await signedOutItem.get()) throw fail('signed-out');
  }

  /** Stores a renewed token. If a sign-out or another person came first, stores nothing. */
  async function keepRenewed(
    configuration: SignInConfiguration,
    grant: TokenGrant,
    person: Identity | null,
    epoch: Epoch,
  ): Promise<string> {
    return await orRevoke(grant, configuration, async () => {
      await requireUnchanged(configuration);
      if (!(await isStill(person))) throw fail('signed-out');
      return (await epoch.write(() => store(configuration, grant))).accessToken;
    });
  }

  /** Whether the same person, or nobody, is still signed in. */
  async function isStill(person: Identity | null): Promise<boolean> {
    return (await identityItem.get())?.userId === person?.userId;
  }

  /**
   * Deletes all data of the person. Their epoch is over by now, so nothing of theirs is written
   * afterwards.
   */
  async function leave({
    tokenServes = true,
    keepsSettings = false,
  }: {
    tokenServes?: boolean;
    /** Whether to keep a client secret, which is a setting: the next person signs in with it. */
    keepsSettings?: boolean;
  } = {}): Promise<void> {
    const token = await tokenItem.get();
    const serves = tokenServes && token && token.expiresAt > now() ? token.accessToken : null;
    await beforeSignOut?.(serves).catch(() => undefined);
    const issuer = token && environmentOfKey(token.environmentKey);
    // If the token cannot be revoked now (offline), it still expires.
    if (serves !== null && issuer) await atMost(WAIT_FOR_REVOKING_MS, revokeToken(serves, issuer));
    await dependencies.clearOnSignOut({ keepsClientSecret: keepsSettings });
  }

  const renewals = new WeakMap<Epoch, () => Promise<string>>();
  /** When the sign-in host could last not be reached. */
  const unreached = new WeakMap<Epoch, { at: number; error: unknown }>();

  /**
   * Gets a token without a window, or throws `signed-out`. All callers in one epoch share one
   * renewal. A list that refreshes itself sends many requests, which are all refused while the
   * sign-in host does not answer: they do not each try it again.
   */
  async function renewSilently(isAskedFor: boolean): Promise<string> {
    const epoch = await epochs.current();
    const last = unreached.get(epoch);
    if (!isAskedFor && last && Math.abs(now() - last.at) < PAUSE_AFTER_UNREACHABLE_MS) throw last.error;
    const renewal = renewals.get(epoch) ?? singleFlight(() => tryRenewal(epoch));
    renewals.set(epoch, renewal);
    return await renewal();
  }

  async function tryRenewal(epoch: Epoch): Promise<string> {
    try {
      const token = await renewFor(epoch);
      unreached.delete(epoch);
      return token;
    } catch (error) {
      if (isFailure(error, 'unreachable', 'timed-out')) unreached.set(epoch, { at: now(), error });
      throw error;
    }
  }

  async function renewFor(epoch: Epoch): Promise<string> {
    const configuration = await getConfiguration();
    const { environment, signIn } = configuration;
    await refuseAfterSignOut();
    const person = await identityItem.get();
    if (signIn.method === 'client-credentials') {
      return await keepRenewed(configuration, await grantWithSecret(configuration), person, epoch);
    }
    // Never silently sign in a person who has not signed in before, here and in a window.
    if (person === null || !(await hasSignedInVisibly(configuration))) throw fail('signed-out');
    const refreshToken = (await currentToken())?.refreshToken;
    try {
      const grant = refreshToken
        ? await (await oauth()).grantRefreshToken(environment, signIn.clientId, refreshToken).then(
            // If the server sends no new refresh token, this one stays valid (RFC 6749, section 6).
            (renewed) => ({ refreshToken, ...renewed }),
            (error: unknown) => {
              if (isFailure(error, 'sign-in-failed', 'invalid-client'))
                return authorizeSamePerson(configuration, person, epoch);
              throw error;
            },
          )
        : await authorizeSamePerson(configuration, person, epoch);
      return await keepRenewed(configuration, grant, person, epoch);
    } catch (error) {
      if (isFailure(error, 'sign-in-failed', 'sign-in-canceled')) throw fail('signed-out', {}, error);
      throw error;
    }
  }

  /**
   * Whether a sign-in in a window was completed with this client in this environment: a silent one
   * requires that.
   */
  async function hasSignedInVisibly(configuration: SignInConfiguration): Promise<boolean> {
    return isSameClient(await visibleSignInItem.get(), clientOf(configuration));
  }

  /**
   * Stores person and token. Signs out anybody else first; the same person just continues.
   * @param asked the epoch when the sign-in began: if a sign-out or another configuration came
   *   first, nobody is signed in
   */
  async function enter(
    configuration: SignInConfiguration,
    grant: TokenGrant,
    asked: Epoch,
  ): Promise<Identity> {
    return await orRevoke(grant, configuration, () => enterWith(configuration, grant, asked));
  }

  async function enterWith(
    configuration: SignInConfiguration,
    grant: TokenGrant,
    asked: Epoch,
  ): Promise<Identity> {
    const identity = await readIdentity(configuration, grant.accessToken);
    const keep = async () => {
      await signedOutItem.set(false);
      if (configuration.signIn.method === 'pkce') await visibleSignInItem.set(clientOf(configuration));
      await store(configuration, grant);
      // Write the identity last: watchers expect the token to be in place.
      await identityItem.set(identity);
    };
    const takePlace = async (name: () => Promise<void>) => {
      if ((await identityItem.get()) === null) await keepAskedStarts();
      else await leave({ keepsSettings: true });
      // What runs before a sign-out takes seconds.
      await requireUnchanged(configuration);
      await name();
      await keep();
    };
    await epochs.change(takePlace, {
      clears: true,
      async isNeeded(present) {
        asked.require();
        await requireUnchanged(configuration);
        if ((await identityItem.get())?.userId !== identity.userId) return true;
        await present.write(keep);
        return false;
      },
    });
    return identity;
  }

  /**
   * It is unknown who pressed while nobody was signed in: resume only the start whose own "Sign in"
   * was pressed.
   */
  async function keepAskedStarts(): Promise<void> {
    await dependencies.starts.update((all) =>
      Object.fromEntries(Object.entries(all).filter(([, { asksSignIn }]) => asksSignIn)),
    );
  }

  /**
   * For client credentials, where the settings name the user: what began before the identity was
   * read belongs to that user.
   */
  async function keepIdentity(
    configuration: SignInConfiguration,
    accessToken: string,
    epoch: Epoch,
  ): Promise<Identity> {
    const identity = await readIdentity(configuration, accessToken);
    await epoch.name();
    // Keep somebody who has signed in meanwhile.
    await epoch.write(() => identityItem.update((present) => present ?? identity));
    return identity;
  }

  /** Whether this worker opened the sign-in window that is open, if any. */
  let windowIsOurs = false;
  const serializeResumes = createSerializer();

  const signIn = singleFlight(async (): Promise<Identity> => {
    const asked = await epochs.current();
    const configuration = await getConfiguration();
    let grant: TokenGrant;
    if (configuration.signIn.method === 'client-credentials') {
      if (configuration.clientSecret === null) throw fail('not-configured', { subject: 'the client secret' });
      grant = await grantWithSecret(configuration);
    } else {
      windowIsOurs = true;
      await pendingSignInItem.set({ ...clientOf(configuration), openedAt: now() });
      // Cleared whatever the outcome; it stays only if the worker dies in between.
      grant = await authorize(configuration, true).finally(async () => {
        await pendingSignInItem.clear();
        windowIsOurs = false;
      });
    }
    return await enter(configuration, grant, asked);
  });

  /** Never fails. */
  async function resume(): Promise<Identity | null> {
    if (windowIsOurs) return null;
    const pending = await pendingSignInItem.get();
    if (pending === null) return null;
    await pendingSignInItem.clear();
    if (now() - pending.openedAt > RESUME_WITHIN_MS) return null;
    // A person who was asked to log in again may not have done it: without a window, the previous
    // person would be signed in.
    if (await signedOutItem.get()) return null;
    const asked = await epochs.current();
    try {
      const configuration = await getConfiguration();
      if (!isSameClient(pending, clientOf(configuration))) return null;
      // The login host of a region belongs to the platform, and its button was pressed minutes ago.
      // A host that somebody typed must have completed a sign-in before it is contacted without a
      // window.
      if (!isRegion(configuration.environment) && !(await hasSignedInVisibly(configuration))) return null;
      return await enter(configuration, await authorize(configuration, false), asked);
    } catch (error) {
      // The user has not finished yet: the window may still be open, so try again later.
      if (isFailure(error, 'signed-out')) await pendingSignInItem.set(pending);
      return null;
    }
  }

  async function currentToken(): Promise<StoredToken | null> {
    const [token, configuration] = await Promise.all([tokenItem.get(), getConfiguration()]);
    return isSameClient(token, clientOf(configuration)) ? token : null;
  }

  async function getAccessToken(isAskedFor = true): Promise<string> {
    const token = await currentToken();
    if (token && token.expiresAt - RENEWAL_MARGIN_MS > now()) return token.accessToken;
    return await renewSilently(isAskedFor);
  }

  return {
    signIn,
    getAccessToken,
    resumeSignIn: () => serializeResumes(resume),
    async signOut() {
      await signedOutItem.set(true);
      await epochs.change(() => leave(), { clears: true });
    },
    finishSignOut: () => leave(),
    async renewAccessToken(refused, isAskedFor = true) {
      const token = await currentToken();
      // Another caller renewed it during this call.
      if (token && token.accessToken !== refused) return token.accessToken;
      try {
        return await renewSilently(isAskedFor);
      } catch (error) {
        // An invisible attempt takes seconds to fail: somebody may have signed in meanwhile.
        const entered = await currentToken();
        if (entered && entered.accessToken !== refused) return entered.accessToken;
        // The API has answered, so the network works and a sign-in is needed; a window shows what
        // it waits for.
        if (isFailure(error, 'timed-out')) throw fail('signed-out', {}, error);
        throw error;
      }
    },
    async getIdentity() {
      const identity = await identityItem.get();
      if (identity) return identity;
      // With a remembered secret, client credentials outlive the browser session: read the person
      // again.
      if ((await getConfiguration()).signIn.method === 'pkce') throw fail('signed-out');
      const epoch = await epochs.current();
      const accessToken = await getAccessToken();
      // Getting it takes seconds: read its owner only in the environment that issued it.
      const configuration = await getConfiguration();
      const token = await tokenItem.get();
      const belongs = token?.accessToken === accessToken && isSameClient(token, clientOf(configuration));
      if (!belongs || configuration.signIn.method === 'pkce') throw fail('signed-out');
      return await keepIdentity(configuration, accessToken, epoch);
    },
  };
}

function clientOf({
  environment,
  signIn,
}: Pick<SignInConfiguration, 'environment' | 'signIn'>): ClientOfEnvironment {
  return { environmentKey: environment.key, clientId: signIn.clientId };
}
