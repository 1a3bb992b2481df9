import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { identityItem, tokenItem, visibleSignInItem } from '@/utils/auth/state';
import { fail } from '@/utils/errors/failure';
import { floorHeadItem, floorRows } from '@/utils/floor/state';
import { failureOf } from '../failure-of';
import { floorHead, floorRow } from '../floor/fixtures';
import { json } from '../http-server';
import { clientCredentials, createTestAuth, DANA, FEMI, needsScreen } from './auth-harness';
import { type OAuthServer, startOAuthServer } from './oauth-server';

const HOUR_MS = 3_600_000;

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
});

/** Signs a user in, and forgets the requests so far. */
async function signedIn(grant: Record<string, unknown> = {}) {
  const { auth, world } = createTestAuth(server);
  server.serveTokens(grant);
  await auth.signIn();
  const first = await auth.getAccessToken();
  world.opened.length = 0;
  server.http.received.length = 0;
  server.serveTokens();
  return { auth, world, first };
}

const grantTypes = () => server.tokenRequests().map(({ grant_type }) => grant_type);

describe('getAccessToken', () => {
  it('sends no request while the token is valid for more than 30 seconds', async () => {
    const { auth, world, first } = await signedIn();
    world.now += HOUR_MS - 30_001;
    expect(await auth.getAccessToken()).toBe(first);
    expect(server.http.received).toEqual([]);
  });

  it('renews at 30 seconds before the end, invisibly', async () => {
    const { auth, world, first } = await signedIn();
    world.now += HOUR_MS - 30_000;
    const second = await auth.getAccessToken();
    expect(second).not.toBe(first);
    expect(world.opened).toEqual(['invisible']);
    expect(await auth.getAccessToken()).toBe(second);
    expect(server.http.received).toHaveLength(1);
  });

  it('renews once for ten who ask at the same time', async () => {
    const { auth, world } = await signedIn();
    world.now += HOUR_MS;
    const tokens = await Promise.all(Array.from({ length: 10 }, () => auth.getAccessToken()));
    expect(new Set(tokens).size).toBe(1);
    expect(world.opened).toEqual(['invisible']);
    expect(server.http.received).toHaveLength(1);
  });

  it('does not silently sign in a person who never signed in', async () => {
    const { auth, world } = createTestAuth(server);
    expect(await failureOf(auth.getAccessToken())).toEqual({ code: 'signed-out' });
    expect(world.opened).toEqual([]);
  });

  it.each([
    ['environment', { environment: { key: 'eu_west_1' } }],
    ['client', { signIn: { clientId: '7d1e0b52-0000-4000-8000-1c2d3e4f5a6b' } }],
  ])(
    'never gives out a token of another %s, and asks nobody there without a window',
    async (_what, changes) => {
      const { auth, world } = await signedIn({ refresh_token: 'refresh-1' });
      const { environment, signIn } = world.configuration;
      world.configuration = {
        ...world.configuration,
        environment: { ...environment, ...('environment' in changes ? changes.environment : {}) },
        signIn: { ...signIn, ...('signIn' in changes ? changes.signIn : {}) },
      };
      expect(await failureOf(auth.getAccessToken())).toEqual({ code: 'signed-out' });
      expect(world.opened).toEqual([]);
      expect(server.http.received).toEqual([]);
    },
  );

  it('sends no refresh token to another environment, also where somebody has signed in there before', async () => {
    const { auth, world } = await signedIn({ refresh_token: 'refresh-1' });
    const elsewhere = { ...world.configuration.environment, key: 'https://elsewhere.example' };
    world.configuration = { ...world.configuration, environment: elsewhere };
    const { clientId } = world.configuration.signIn;
    await visibleSignInItem.set({ environmentKey: elsewhere.key, clientId });
    await auth.getAccessToken();
    expect(JSON.stringify(server.tokenRequests())).not.toContain('refresh-1');
  });

  it('is signed-out when the renewal needs a screen, and keeps the identity for the sign-in button', async () => {
    const { auth, world } = await signedIn();
    world.now += HOUR_MS;
    world.page = needsScreen;
    expect(await failureOf(auth.getAccessToken())).toEqual({ code: 'signed-out' });
    expect(await identityItem.get()).toEqual(DANA);
  });

  it('is signed-out when the server refuses the invisible sign-in', async () => {
    const { auth, world } = await signedIn();
    world.now += HOUR_MS;
    world.page = async (url) => server.authorize(url, { code: null, error: 'login_required' });
    expect(await failureOf(auth.getAccessToken())).toEqual({ code: 'signed-out' });
  });

  it('is not signed-out when the network is away: the next one tries again', async () => {
    const { auth, world, first } = await signedIn();
    world.now += HOUR_MS;
    world.page = async () => {
      throw fail('unreachable');
    };
    expect(await failureOf(auth.getAccessToken())).toEqual({ code: 'unreachable' });
    world.page = async (url) => server.authorize(url);
    expect(await auth.getAccessToken()).not.toBe(first);
  });
});

describe('a refresh token', () => {
  it('is used before the invisible sign-in', async () => {
    const { auth, world } = await signedIn({ refresh_token: 'refresh-1' });
    world.now += HOUR_MS;
    server.serveTokens({ refresh_token: 'refresh-2' });
    await auth.getAccessToken();
    expect(server.tokenRequests()).toMatchObject([
      { grant_type: 'refresh_token', refresh_token: 'refresh-1' },
    ]);
    expect(world.opened).toEqual([]);
    expect((await tokenItem.get())?.refreshToken).toBe('refresh-2');
  });

  it('stays good where the server sends no other (RFC 6749, section 6)', async () => {
    const { auth, world } = await signedIn({ refresh_token: 'refresh-1' });
    world.now += HOUR_MS;
    await auth.getAccessToken();
    expect((await tokenItem.get())?.refreshToken).toBe('refresh-1');
  });

  it.each(['invalid_grant', 'invalid_client', 'unsupported_grant_type'])(
    'that is refused with %s leads to the invisible sign-in',
    async (error) => {
      const { auth, world, first } = await signedIn({ refresh_token: 'refresh-1' });
      world.now += HOUR_MS;
      server.http.answerWith(json(400, { error }), json(200, { access_token: 'new', token_type: 'bearer' }));
      expect(await auth.getAccessToken()).toBe('new');
      expect(first).not.toBe('new');
      expect(world.opened).toEqual(['invisible']);
      expect(grantTypes()).toEqual(['refresh_token', 'authorization_code']);
      expect((await tokenItem.get())?.refreshToken).toBeUndefined();
    },
  );

  it('is kept when the server has an error', async () => {
    const { auth, world } = await signedIn({ refresh_token: 'refresh-1' });
    world.now += HOUR_MS;
    server.http.answerWith(json(503, {}));
    expect(await failureOf(auth.getAccessToken())).toMatchObject({ code: 'server-error' });
    expect(world.opened).toEqual([]);
    expect((await tokenItem.get())?.refreshToken).toBe('refresh-1');
  });
});

describe('an invisible sign-in as another person', () => {
  it('is refused as signed-out, and all data of the first person is deleted', async () => {
    const { auth, world } = await signedIn();
    await floorHeadItem.set(floorHead());
    await floorRows.replace(() => new Map([['c-1', floorRow('c-1')]]));
    world.now += HOUR_MS;
    world.loggedIn = FEMI;
    expect(await failureOf(auth.getAccessToken())).toEqual({ code: 'signed-out' });
    expect(await fakeBrowser.storage.session.get()).toEqual({});
  });
});

describe('a sign-in during an invisible sign-in', () => {
  it.each([
    ['as the person before', DANA],
    ['as somebody else', FEMI],
  ])('stays, and no token of another person comes beside them, if it ends %s', async (_how, loggedIn) => {
    const { auth, world } = await signedIn();
    world.now += HOUR_MS;
    world.loggedIn = loggedIn;
    const page = Promise.withResolvers<void>();
    world.page = async (url) => {
      await page.promise;
      return server.authorize(url);
    };
    const renewed = failureOf(auth.getAccessToken());
    await expect.poll(() => world.opened).toEqual(['invisible']);
    const practicing = { userId: 'u-practice', name: 'You (practice)' };
    await identityItem.set(practicing);
    await tokenItem.clear();
    page.resolve();
    expect(await renewed).toEqual({ code: 'signed-out' });
    expect(await identityItem.get()).toEqual(practicing);
    expect(await tokenItem.get()).toBeNull();
  });
});

describe('renewAccessToken', () => {
  it('gets another token than the refused one, even if that has not expired', async () => {
    const { auth, first } = await signedIn();
    const second = await auth.renewAccessToken(first);
    expect(second).not.toBe(first);
    expect(await auth.getAccessToken()).toBe(second);
  });

  it('renews once for many calls that were refused with the same token', async () => {
    const { auth, world, first } = await signedIn();
    await Promise.all(Array.from({ length: 10 }, () => auth.renewAccessToken(first)));
    await auth.renewAccessToken(first);
    expect(world.opened).toEqual(['invisible']);
  });

  it('gets the token of somebody who signed in while the invisible attempt was still waiting', async () => {
    const { auth, world, first } = await signedIn();
    const invisible = Promise.withResolvers<string>();
    world.page = async (url, interactive) => (interactive ? server.authorize(url) : await invisible.promise);
    const renewed = auth.renewAccessToken(first);
    await expect.poll(() => world.opened).toContain('invisible');
    await auth.signIn();
    invisible.reject(fail('signed-out'));
    expect(await renewed).toBe(await auth.getAccessToken());
    expect(await renewed).not.toBe(first);
  });
});

describe('while the sign-in host drops connections', () => {
  it('what nobody waits for tries it once in ten seconds, and what a user waits for at once', async () => {
    const { auth, world, first } = await signedIn();
    world.page = async () => {
      throw fail('unreachable');
    };
    for (let request = 0; request < 8; request += 1) {
      expect((await failureOf(auth.renewAccessToken(first, false))).code).toBe('unreachable');
      world.now += 400;
    }
    expect(world.opened).toEqual(['invisible']);
    expect((await failureOf(auth.renewAccessToken(first))).code).toBe('unreachable');
    expect(world.opened).toHaveLength(2);
    world.now += 10_000;
    expect((await failureOf(auth.renewAccessToken(first, false))).code).toBe('unreachable');
    expect(world.opened).toHaveLength(3);
  });

  it('a press that succeeds serves the others too, and so does a sign-in', async () => {
    const { auth, world, first } = await signedIn();
    const { page } = world;
    world.page = async () => {
      throw fail('unreachable');
    };
    await failureOf(auth.renewAccessToken(first, false));
    world.page = page;
    const second = await auth.renewAccessToken(first);
    expect(await auth.renewAccessToken(first, false)).toBe(second);
    expect(await auth.getAccessToken(false)).toBe(second);
    expect(await auth.renewAccessToken(second, false)).not.toBe(second);
  });
});

describe('client credentials', () => {
  it('are renewed without a window or a refresh token', async () => {
    const { auth, world } = createTestAuth(server);
    world.configuration = clientCredentials(server, 's3cret');
    await auth.signIn();
    world.now += HOUR_MS;
    server.http.received.length = 0;
    await auth.getAccessToken();
    expect(grantTypes()).toEqual(['client_credentials']);
    expect(world.opened).toEqual([]);
  });

  it('whose secret is gone are signed-out', async () => {
    const { auth, world } = createTestAuth(server);
    world.configuration = clientCredentials(server, null);
    expect(await failureOf(auth.getAccessToken())).toEqual({ code: 'signed-out' });
  });

  it('whose secret was changed in Genesys Cloud say so', async () => {
    const { auth, world } = createTestAuth(server);
    world.configuration = clientCredentials(server, 'old');
    server.http.answerWith(json(400, { error: 'invalid_client' }));
    expect(await failureOf(auth.getAccessToken())).toMatchObject({ code: 'invalid-client' });
  });
});

describe('getIdentity', () => {
  it('is read once and kept', async () => {
    const { auth, world } = await signedIn();
    world.readIdentity = async () => FEMI;
    expect(await auth.getIdentity()).toEqual(DANA);
  });

  it('is signed-out with PKCE while nobody is', async () => {
    expect(await failureOf(createTestAuth(server).auth.getIdentity())).toEqual({ code: 'signed-out' });
  });

  it('with a remembered secret is read again after a browser restart', async () => {
    const { auth, world } = createTestAuth(server);
    world.configuration = clientCredentials(server, 's3cret');
    expect(await auth.getIdentity()).toEqual(DANA);
    expect(await identityItem.get()).toEqual(DANA);
  });
});
