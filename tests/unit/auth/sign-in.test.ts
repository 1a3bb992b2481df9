import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { identityItem, pendingSignInItem, tokenItem, visibleSignInItem } from '@/utils/auth/state';
import { fail } from '@/utils/errors/failure';
import { failureOf } from '../failure-of';
import { json } from '../http-server';
import { clientCredentials, createTestAuth, DANA, needsScreen } from './auth-harness';
import { CLIENT_ID, type OAuthServer, startOAuthServer } from './oauth-server';

let server: OAuthServer;

beforeAll(async () => {
  server = await startOAuthServer();
});

afterAll(async () => {
  await server.close();
});

beforeEach(() => {
  fakeBrowser.reset();
  server.http.received.length = 0;
  server.serveTokens();
});

/** A sign-in window that was opened with the present client at a time. */
const pendingHere = (openedAt: number) => ({
  environmentKey: server.environment.key,
  clientId: CLIENT_ID,
  openedAt,
});

/** Somebody has signed in here in a window before. */
const seenBefore = () =>
  visibleSignInItem.set({ environmentKey: server.environment.key, clientId: CLIENT_ID });

/** Everything stored, to find out what should not be. */
const stored = async () => ({
  ...(await fakeBrowser.storage.local.get()),
  ...(await fakeBrowser.storage.session.get()),
});

describe('signIn with PKCE', () => {
  it('opens a window, reads the person with the new token and keeps both for the browser session', async () => {
    const { auth, world } = createTestAuth(server);
    const readWith: string[] = [];
    world.readIdentity = async (token) => {
      readWith.push(token);
      return DANA;
    };
    expect(await auth.signIn()).toEqual(DANA);
    const token = await tokenItem.get();
    expect(world.opened).toEqual(['window']);
    expect(token).toEqual({
      accessToken: readWith[0],
      expiresAt: world.now + 3_600_000,
      environmentKey: server.environment.key,
      clientId: CLIENT_ID,
    });
    expect(await identityItem.get()).toEqual(DANA);
    // The disk has the environment, but neither the user nor the token.
    expect(await fakeBrowser.storage.local.get()).toEqual({
      'signed-out': false,
      'visible-sign-in': { environmentKey: server.environment.key, clientId: CLIENT_ID },
    });
  });

  it('from two entry points at once opens one window', async () => {
    const { auth, world } = createTestAuth(server);
    await Promise.all([auth.signIn(), auth.signIn(), auth.signIn()]);
    expect(world.opened).toEqual(['window']);
    expect(server.http.received).toHaveLength(1);
  });

  it('records an open window only while it is open', async () => {
    const { auth, world } = createTestAuth(server);
    const noted: unknown[] = [];
    world.page = async (url) => {
      noted.push(await pendingSignInItem.get());
      return server.authorize(url);
    };
    await auth.signIn();
    expect(noted).toEqual([pendingHere(world.now)]);
    expect(await pendingSignInItem.get()).toBeNull();
  });

  it('that is canceled leaves nothing behind', async () => {
    const { auth, world } = createTestAuth(server);
    world.page = async () => {
      throw fail('sign-in-canceled');
    };
    expect(await failureOf(auth.signIn())).toEqual({ code: 'sign-in-canceled' });
    expect(await stored()).toEqual({});
  });

  it('whose person cannot be read leaves no token behind: it would read as signed in', async () => {
    const { auth, world } = createTestAuth(server);
    world.readIdentity = async () => {
      throw fail('permission-denied');
    };
    expect(await failureOf(auth.signIn())).toEqual({ code: 'permission-denied' });
    expect(await stored()).toEqual({});
  });

  it('with a client that is refused says so', async () => {
    server.http.answerWith(json(400, { error: 'invalid_client' }));
    expect(await failureOf(createTestAuth(server).auth.signIn())).toMatchObject({ code: 'invalid-client' });
  });
});

describe('signIn with client credentials', () => {
  it('needs no window', async () => {
    const { auth, world } = createTestAuth(server);
    world.configuration = clientCredentials(server, 's3cret');
    expect(await auth.signIn()).toEqual(DANA);
    expect(world.opened).toEqual([]);
    expect(server.tokenRequests()).toMatchObject([
      { grant_type: 'client_credentials', client_secret: 's3cret' },
    ]);
    expect(JSON.stringify(await stored())).not.toContain('s3cret');
  });

  it('without a secret says that it is missing, and asks nobody', async () => {
    const { auth, world } = createTestAuth(server);
    world.configuration = clientCredentials(server, null);
    expect(await failureOf(auth.signIn())).toEqual({ code: 'not-configured', subject: 'the client secret' });
    expect(server.http.received).toEqual([]);
  });

  it('with a secret that is refused says so', async () => {
    const { auth, world } = createTestAuth(server);
    world.configuration = clientCredentials(server, 'wrong');
    server.http.answerWith(json(401, { error: 'invalid_client' }));
    expect(await failureOf(auth.signIn())).toMatchObject({ code: 'invalid-client', status: 401 });
    expect(await stored()).toEqual({});
  });
});

describe('resumeSignIn', () => {
  it('does nothing where no window was open', async () => {
    const { auth, world } = createTestAuth(server);
    expect(await auth.resumeSignIn()).toBeNull();
    expect(world.opened).toEqual([]);
  });

  it('finishes invisibly what a worker that died had begun', async () => {
    const { auth, world } = createTestAuth(server);
    await seenBefore();
    await pendingSignInItem.set(pendingHere(world.now - 60_000));
    expect(await auth.resumeSignIn()).toEqual(DANA);
    expect(world.opened).toEqual(['invisible']);
    expect(await identityItem.get()).toEqual(DANA);
    expect(await auth.getAccessToken()).toBe((await tokenItem.get())?.accessToken);
    expect(await pendingSignInItem.get()).toBeNull();
  });

  it('does not resume a window opened long ago', async () => {
    const { auth, world } = createTestAuth(server);
    await seenBefore();
    await pendingSignInItem.set(pendingHere(world.now - 11 * 60_000));
    expect(await auth.resumeSignIn()).toBeNull();
    expect(world.opened).toEqual([]);
    expect(await pendingSignInItem.get()).toBeNull();
  });

  it('that needs a screen fails silently and is retried by later workers, for ten minutes', async () => {
    const { auth, world } = createTestAuth(server);
    world.page = needsScreen;
    await seenBefore();
    await pendingSignInItem.set(pendingHere(world.now));
    expect(await auth.resumeSignIn()).toBeNull();
    expect(await auth.resumeSignIn()).toBeNull();
    expect(world.opened).toEqual(['invisible', 'invisible']);
    world.now += 10 * 60_000 + 1;
    expect(await auth.resumeSignIn()).toBeNull();
    expect(world.opened).toHaveLength(2);
    expect(Object.keys(await stored())).toEqual(['visible-sign-in']);
  });

  it('that is asked for again while it fails tries once more: the window may be finished by then', async () => {
    const { auth, world } = createTestAuth(server);
    const finished = world.page;
    world.page = needsScreen;
    await seenBefore();
    await pendingSignInItem.set(pendingHere(world.now));
    const tooEarly = auth.resumeSignIn();
    const inTime = auth.resumeSignIn();
    expect(await tooEarly.finally(() => Object.assign(world, { page: finished }))).toBeNull();
    expect(await inTime).toEqual(DANA);
  });

  it('leaves the window alone that this worker has opened', async () => {
    const { auth, world } = createTestAuth(server);
    const signingIn = auth.signIn();
    await expect.poll(() => world.opened).toEqual(['window']);
    expect(await auth.resumeSignIn()).toBeNull();
    expect(await signingIn).toEqual(DANA);
    expect(world.opened).toEqual(['window']);
  });

  it('whose person cannot be read leaves no token behind', async () => {
    const { auth, world } = createTestAuth(server);
    world.readIdentity = async () => {
      throw fail('unreachable');
    };
    await seenBefore();
    await pendingSignInItem.set(pendingHere(world.now));
    expect(await auth.resumeSignIn()).toBeNull();
    expect(Object.keys(await stored())).toEqual(['visible-sign-in']);
  });

  it('contacts no custom host without a window if no sign-in was completed in one', async () => {
    const { auth, world } = createTestAuth(server);
    await pendingSignInItem.set(pendingHere(world.now));
    expect(await auth.resumeSignIn()).toBeNull();
    expect(world.opened).toEqual([]);
    expect(await stored()).toEqual({});
  });

  it('finishes a first sign-in to a region: its login host is the platform’s own', async () => {
    const { auth, world } = createTestAuth(server);
    const environment = { ...server.environment, key: 'eu_west_1' };
    world.configuration = { ...world.configuration, environment };
    await pendingSignInItem.set({ ...pendingHere(world.now), environmentKey: 'eu_west_1' });
    expect(await auth.resumeSignIn()).toEqual(DANA);
    expect(world.opened).toEqual(['invisible']);
  });

  it.each([
    ['another environment', { environmentKey: 'https://other.example' }],
    ['another client', { clientId: '7d1e0b52-0000-4000-8000-1c2d3e4f5a6b' }],
  ])('goes on in no place but its own: not where %s is set now', async (_what, changes) => {
    const { auth, world } = createTestAuth(server);
    await seenBefore();
    await pendingSignInItem.set({ ...pendingHere(world.now), ...changes });
    expect(await auth.resumeSignIn()).toBeNull();
    expect(world.opened).toEqual([]);
    expect(await pendingSignInItem.get()).toBeNull();
  });
});
