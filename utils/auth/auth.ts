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

/** Sign-in, the access token, sign-out. */
export type Auth = {
  /**
   * Signs in, with a window where one is needed. Throws the failures of the OAuth exchange and of
   * reading the user.
   */
  signIn(): Promise<Identity>;
  /**
   * Finishes a sign-in whose worker died while the window was open, where that is possible without
   * a window. Does nothing while a sign-in of this worker is open; each call waits for the one
   * before it, because the window may have been finished meanwhile.
   */
  resumeSignIn(): Promise<Identity | null>;
  /** Revokes the token where possible and forgets the person. Never fails. */
  signOut(): Promise<void>;
  /**
   * Does again what the death of a worker may have cut off while somebody was leaving. For the
   * keeper of epochs.
   */
  finishSignOut(): Promise<void>;
  /**
   * A token that is good for a while; renewed silently when it is not. Throws `signed-out` when
   * that takes a window.
   */
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
   * `GET /api/v2/users/me`, or `GET /api/v2/users/{id}` for client credentials, with exactly this
   * token: a refused one is not renewed, because this runs inside the renewal. It is asked of the
   * environment that issued the token, whatever is set meanwhile.
   */
  readIdentity(configuration: SignInConfiguration, accessToken: string): Promise<Identity>;
  /** `DELETE /api/v2/tokens/me` with exactly this token, at the environment that issued it. */
  revokeToken(accessToken: string, environment: Environment): Promise<void>;
  /** Keeps apart what belongs to one person and to the next; its own when missing. */
  epochs?: Epochs;
  /**
   * Runs for the person who leaves, before the token is revoked and everything of theirs is
   * emptied. Takes a bounded time.
   * @param accessToken with which their sessions can still be ended; `null` where there is none
   *   that serves
   */
  beforeSignOut?(accessToken: string | null): Promise<void>;
  /** Starts by conversation id. A sign-in removes those that did not ask for it. */
  starts: Pick<Store<Record<string, Start>>, 'update'>;
  /** Empties everything that belongs to one person. */
  clearOnSignOut(options: { keepsClientSecret: boolean }): Promise<void>;
  now(): number;
};

/** A token is renewed this long before it ends, in milliseconds. */
const RENEWAL_MARGIN_MS = 30_000;
/** How long somebody who leaves waits for their token to be revoked, in milliseconds. */
const WAIT_FOR_REVOKING_MS = 3_000;
/** A sign-in window that was opened longer ago than this is not resumed, in milliseconds. */
const RESUME_WITHIN_MS = 10 * 60_000;

/** The OAuth exchange, which most lives of the worker never need. */
const oauth = () => import('./oauth');

/**
 * Makes the one place that holds sign-in. All state is in storage; only promises in flight are kept
 * here.
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
    // Who has signed out is not taken for the next person because the browser still remembers them.
    const prompt = interactive && (await signedOutItem.get()) ? 'login' : undefined;
    const attempt = await (await oauth()).beginAuthorization(
      environment,
      signIn.clientId,
      redirectUri,
      prompt,
    );
    const redirectedTo = await webAuthFlow.launch(attempt.url, interactive);
    // A window may stay open for minutes: the code is not redeemed where nobody wants to sign in
    // any more.
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
   * Throws `signed-out` once a policy or a save has set another client or environment than this.
   */
  async function requireUnchanged(
    configuration: Pick<SignInConfiguration, 'environment' | 'signIn'>,
  ): Promise<void> {
    const present = await getConfiguration();
    if (!isSameClient(clientOf(configuration), clientOf(present))) throw fail('signed-out');
  }

  /**
   * Does what is needed to keep a new token; one that is not kept is revoked where it was issued,
   * and nobody waits for that.
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
        // One that cannot be revoked now still ends by itself.
        .catch(() => undefined);
      throw error;
    }
  }

  async function grantWithSecret({
    environment,
    signIn,
    clientSecret,
  }: SignInConfiguration): Promise<TokenGrant> {
    // The secret is gone after a browser restart unless the user let it be remembered.
    if (clientSecret === null) throw fail('signed-out');
    return await (await oauth()).grantClientCredentials(environment, signIn.clientId, clientSecret);
  }

  /**
   * An invisible sign-in takes whoever is logged in to Genesys Cloud in this browser; somebody else
   * is not taken over silently.
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
      // It takes seconds: whoever has come in their place meanwhile stays.
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

  /** A renewal that a sign-out, or somebody else, overtook leaves nothing behind. */
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

  /** Whether who was signed in (or that nobody was) is as it was. */
  async function isStill(person: Identity | null): Promise<boolean> {
    return (await identityItem.get())?.userId === person?.userId;
  }

  /**
   * Empties everything of the person; the epoch is over by now, so that nothing of theirs comes
   * after.
   */
  async function leave({
    tokenServes = true,
    keepsSettings = false,
  }: {
    tokenServes?: boolean;
    /** Whether a client secret stays, which is a setting: the next person signs in with it. */
    keepsSettings?: boolean;
  } = {}): Promise<void> {
    const token = await tokenItem.get();
    const serves = tokenServes && token && token.expiresAt > now() ? token.accessToken : null;
    await beforeSignOut?.(serves).catch(() => undefined);
    const issuer = token && environmentOfKey(token.environmentKey);
    // A token that cannot be revoked now (offline) still ends by itself.
    if (serves !== null && issuer) await atMost(WAIT_FOR_REVOKING_MS, revokeToken(serves, issuer));
    await dependencies.clearOnSignOut({ keepsClientSecret: keepsSettings });
  }

  const renewals = new WeakMap<Epoch, () => Promise<string>>();

  /** Gets a token without a window, or throws `signed-out`; once for all who ask in one epoch. */
  async function renewSilently(): Promise<string> {
    const epoch = await epochs.current();
    const renewal = renewals.get(epoch) ?? singleFlight(() => renewFor(epoch));
    renewals.set(epoch, renewal);
    return await renewal();
  }

  async function renewFor(epoch: Epoch): Promise<string> {
    const configuration = await getConfiguration();
    const { environment, signIn } = configuration;
    await refuseAfterSignOut();
    const person = await identityItem.get();
    if (signIn.method === 'client-credentials') {
      return await keepRenewed(configuration, await grantWithSecret(configuration), person, epoch);
    }
    // Somebody who never signed in, here and in a window, is not signed in behind their back.
    if (person === null || !(await hasSignedInVisibly(configuration))) throw fail('signed-out');
    const refreshToken = (await currentToken())?.refreshToken;
    try {
      const grant = refreshToken
        ? await (await oauth()).grantRefreshToken(environment, signIn.clientId, refreshToken).then(
            // A server that sends no other leaves this one good (RFC 6749, section 6).
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
      if (isFailure(error, 'sign-in-failed', 'sign-in-cancelled')) throw fail('signed-out', {}, error);
      throw error;
    }
  }

  /**
   * Whether a sign-in in a window was completed with this client of this environment: what a silent
   * one has to come after.
   */
  async function hasSignedInVisibly(configuration: SignInConfiguration): Promise<boolean> {
    return isSameClient(await visibleSignInItem.get(), clientOf(configuration));
  }

  /**
   * Keeps person and token. Whoever was signed in before is seen off first; the same person goes on
   * where they were.
   * @param asked when the sign-in began: one that a sign-out, or another configuration, overtook
   *   signs nobody in
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
      // The person last: who is told of them finds their token.
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
   * Nobody knows who pressed while nobody was signed in: only the start whose own "Sign in" was
   * pressed goes on.
   */
  async function keepAskedStarts(): Promise<void> {
    await dependencies.starts.update((all) =>
      Object.fromEntries(Object.entries(all).filter(([, { asksSignIn }]) => asksSignIn)),
    );
  }

  /**
   * For client credentials, where the settings say who it is: what was begun before they were read
   * is theirs.
   */
  async function keepIdentity(
    configuration: SignInConfiguration,
    accessToken: string,
    epoch: Epoch,
  ): Promise<Identity> {
    const identity = await readIdentity(configuration, accessToken);
    await epoch.name();
    // Whoever has come meanwhile stays.
    await epoch.write(() => identityItem.update((present) => present ?? identity));
    return identity;
  }

  /** Whether the sign-in window that is open, if one is, was opened by this worker. */
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
      // Cleared whatever the outcome; what survives is a worker that died in between.
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
    // Who was asked to log in anew may not have done it: without a window, the person before would
    // be taken.
    if (await signedOutItem.get()) return null;
    const asked = await epochs.current();
    try {
      const configuration = await getConfiguration();
      if (!isSameClient(pending, clientOf(configuration))) return null;
      // The login host of a region is the platform's own, and its button was pressed minutes ago. A
      // host that somebody typed has to have been seen to sign them in before it is asked without a
      // window.
      if (!isRegion(configuration.environment) && !(await hasSignedInVisibly(configuration))) return null;
      return await enter(configuration, await authorize(configuration, false), asked);
    } catch (error) {
      // The user has not finished yet: the window may still be open, so it is asked again later.
      if (isFailure(error, 'signed-out')) await pendingSignInItem.set(pending);
      return null;
    }
  }

  async function currentToken(): Promise<StoredToken | null> {
    const [token, configuration] = await Promise.all([tokenItem.get(), getConfiguration()]);
    return isSameClient(token, clientOf(configuration)) ? token : null;
  }

  async function getAccessToken(): Promise<string> {
    const token = await currentToken();
    return token && token.expiresAt - RENEWAL_MARGIN_MS > now() ? token.accessToken : await renewSilently();
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
        // The API has answered: what is missing is not the network but a sign-in, and in a window
        // one sees what it waits for.
        if (isFailure(error, 'timed-out')) throw fail('signed-out', {}, error);
        throw error;
      }
    },
    async getIdentity() {
      const identity = await identityItem.get();
      if (identity) return identity;
      // Client credentials outlive the browser session when the secret is remembered: the person is
      // read again.
      if ((await getConfiguration()).signIn.method === 'pkce') throw fail('signed-out');
      const epoch = await epochs.current();
      const accessToken = await getAccessToken();
      // Getting it takes seconds: who it is of is asked only where it was issued.
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
