import { createAuth, type SignInConfiguration } from '@/utils/auth/auth';
import type { Identity } from '@/utils/auth/model';
import { clearOnSignOut } from '@/utils/background/state';
import { startsItem } from '@/utils/cobrowse/state';
import { fail } from '@/utils/errors/failure';
import { CLIENT_ID, type OAuthServer, REDIRECT_URI } from './oauth-server';

export const DANA: Identity = { userId: 'u-dana', name: 'Dana Whitfield' };
export const FEMI: Identity = { userId: 'u-femi', name: 'Femi Okoro' };

const START = Date.parse('2026-08-01T12:00:00Z');

/** What a test may change while it runs, and what it may look at. */
export type World = {
  now: number;
  configuration: SignInConfiguration;
  /** Who is logged in to Genesys Cloud in this browser. */
  loggedIn: Identity;
  /** The authorization page: returns the address that it redirects to. */
  page(url: string, interactive: boolean): Promise<string>;
  /** Reading the user: `GET /api/v2/users/…`. */
  readIdentity(token: string, configuration: SignInConfiguration): Promise<Identity>;
  revoke(token: string): Promise<void>;
  /** Each opening of the authorization page. */
  opened: ('window' | 'invisible')[];
  revoked: string[];
  /** The environments that these were revoked at, by key. */
  revokedAt: string[];
};

/**
 * Sign-in on a real authorization server and real storage items; browser window and API are the
 * test's.
 */
export function createTestAuth(server: OAuthServer) {
  const world: World = {
    now: START,
    configuration: {
      environment: server.environment,
      signIn: { method: 'pkce', clientId: CLIENT_ID, supervisorUserId: '', rememberSecret: false },
      clientSecret: null,
    },
    loggedIn: DANA,
    page: async (url) => server.authorize(url),
    readIdentity: async () => world.loggedIn,
    revoke: async () => undefined,
    opened: [],
    revoked: [],
    revokedAt: [],
  };
  const auth = createAuth({
    getConfiguration: async () => world.configuration,
    webAuthFlow: {
      redirectUri: () => REDIRECT_URI,
      async launch(url, interactive) {
        world.opened.push(interactive ? 'window' : 'invisible');
        return await world.page(url, interactive);
      },
    },
    readIdentity: (configuration, token) => world.readIdentity(token, configuration),
    async revokeToken(token, { key }) {
      world.revoked.push(token);
      world.revokedAt.push(key);
      await world.revoke(token);
    },
    starts: startsItem,
    clearOnSignOut,
    now: () => world.now,
  });
  return { auth, world };
}

/** A browser session that is over: an invisible sign-in would need a screen. */
export async function needsScreen(): Promise<string> {
  throw fail('signed-out');
}

/** The tutorial's sign-in: client id, secret, supervisor. */
export function clientCredentials(server: OAuthServer, clientSecret: string | null): SignInConfiguration {
  return {
    environment: server.environment,
    signIn: {
      method: 'client-credentials',
      clientId: CLIENT_ID,
      supervisorUserId: DANA.userId,
      rememberSecret: false,
    },
    clientSecret,
  };
}
