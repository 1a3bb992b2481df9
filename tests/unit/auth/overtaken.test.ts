import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { SignInConfiguration } from '@/utils/auth/auth';
import { identityItem, tokenItem } from '@/utils/auth/state';
import { failureOf } from '../failure-of';
import { clientCredentials, createTestAuth, DANA, FEMI, type World } from './auth-harness';
import { type OAuthServer, startOAuthServer } from './oauth-server';

const HOUR_MS = 3_600_000;
const SIGNED_OUT = { code: 'signed-out' };

let server: OAuthServer;

beforeAll(async () => {
  server = await startOAuthServer();
});

afterAll(async () => {
  await server.close();
});

beforeEach(() => {
  fakeBrowser.reset();
  server.serveTokens();
  server.http.received.length = 0;
});

/** The same at another environment. */
function elsewhere(configuration: SignInConfiguration): SignInConfiguration {
  return { ...configuration, environment: { ...server.environment, key: 'https://other.example' } };
}

const changes: [what: string, change: (world: World) => void][] = [
  [
    'environment',
    (world) => {
      world.configuration = elsewhere(world.configuration);
    },
  ],
  [
    'client',
    (world) => {
      const { signIn } = world.configuration;
      world.configuration = { ...world.configuration, signIn: { ...signIn, clientId: 'another' } };
    },
  ],
];

async function expectNobody(world: World, tokens: number) {
  expect(await identityItem.get()).toBeNull();
  expect(await tokenItem.get()).toBeNull();
  await expect.poll(() => world.revoked).toHaveLength(tokens);
  expect(world.revokedAt).toEqual(Array.from({ length: tokens }, () => server.environment.key));
}

describe.each(changes)('a sign-in during which another %s is set', (_what, change) => {
  it('redeems no code when that happens while its window is open', async () => {
    const { auth, world } = createTestAuth(server);
    world.page = async (url) => {
      change(world);
      return server.authorize(url);
    };
    expect(await failureOf(auth.signIn())).toEqual(SIGNED_OUT);
    expect(server.tokenRequests()).toEqual([]);
    await expectNobody(world, 0);
  });

  it('signs nobody in when that happens while the person is read, and has its token revoked', async () => {
    const { auth, world } = createTestAuth(server);
    world.readIdentity = async () => {
      change(world);
      return DANA;
    };
    expect(await failureOf(auth.signIn())).toEqual(SIGNED_OUT);
    await expectNobody(world, 1);
  });

  it('signs nobody in when that happens while the previous person is being signed out', async () => {
    const { auth, world } = createTestAuth(server);
    await auth.signIn();
    world.loggedIn = FEMI;
    world.revoke = async () => change(world);
    expect(await failureOf(auth.signIn())).toEqual(SIGNED_OUT);
    await expectNobody(world, 2);
  });
});

describe('a token that is not kept is revoked where it was issued', () => {
  it('when a sign-out overtakes the sign-in', async () => {
    const { auth, world } = createTestAuth(server);
    world.readIdentity = async () => {
      await auth.signOut();
      return DANA;
    };
    expect(await failureOf(auth.signIn())).toEqual(SIGNED_OUT);
    await expectNobody(world, 1);
  });

  it('when somebody else has come while it was renewed', async () => {
    const { auth, world } = createTestAuth(server);
    await auth.signIn();
    world.now += HOUR_MS;
    world.readIdentity = async () => {
      await identityItem.set(FEMI);
      return DANA;
    };
    expect(await failureOf(auth.getAccessToken())).toEqual(SIGNED_OUT);
    await expect.poll(() => world.revoked).toHaveLength(1);
    expect(world.revoked).not.toContain((await tokenItem.get())?.accessToken);
  });

  it('when it is of somebody else who is logged in to Genesys Cloud now', async () => {
    const { auth, world } = createTestAuth(server);
    await auth.signIn();
    const first = (await tokenItem.get())?.accessToken;
    world.now += HOUR_MS;
    world.loggedIn = FEMI;
    expect(await failureOf(auth.getAccessToken())).toEqual(SIGNED_OUT);
    await expectNobody(world, 1);
    expect(world.revoked).not.toContain(first);
  });
});

describe('reading who is signed in with client credentials', () => {
  /**
   * Somebody whose token is there and who has to be read; the settings are these, one at each
   * reading.
   */
  async function tokenOnly(...settings: ((own: SignInConfiguration) => SignInConfiguration)[]) {
    const { auth, world } = createTestAuth(server);
    const own = clientCredentials(server, 's3cret');
    world.configuration = own;
    await auth.signIn();
    await identityItem.clear();
    Object.defineProperty(world, 'configuration', { get: () => (settings.shift() ?? ((one) => one))(own) });
    const askedAt: string[] = [];
    world.readIdentity = async (_token, { environment }) => {
      askedAt.push(environment.key);
      return DANA;
    };
    return { auth, askedAt };
  }
  const same = (own: SignInConfiguration) => own;

  it('reads from the environment that issued the token, whatever was set at the beginning', async () => {
    const { auth, askedAt } = await tokenOnly(elsewhere);
    expect(await auth.getIdentity()).toEqual(DANA);
    expect(askedAt).toEqual([server.environment.key]);
  });

  it('sends a token to no environment that is set while it is fetched', async () => {
    const { auth, askedAt } = await tokenOnly(same, same, elsewhere);
    expect(await failureOf(auth.getIdentity())).toEqual(SIGNED_OUT);
    expect(askedAt).toEqual([]);
  });
});
