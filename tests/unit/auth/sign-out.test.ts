import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { joinLinksItem } from '@/utils/cobrowse/state';
import { fail } from '@/utils/errors/failure';
import { floorHeadItem, floorRows, pinnedAgentsItem } from '@/utils/floor/state';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { secretItem, settingsItem } from '@/utils/settings/state';
import { failureOf } from '../failure-of';
import { floorHead, floorRow } from '../floor/fixtures';
import { clientCredentials, createTestAuth } from './auth-harness';
import { type OAuthServer, startOAuthServer } from './oauth-server';

let server: OAuthServer;

beforeAll(async () => {
  server = await startOAuthServer();
});

afterAll(async () => {
  await server.close();
});

beforeEach(() => {
  fakeBrowser.reset();
});

/** Somebody who is signed in and has been at work. */
async function atWork() {
  const { auth, world } = createTestAuth(server);
  await auth.signIn();
  await settingsItem.set(DEFAULT_SETTINGS);
  await secretItem.set({ environmentKey: 'us_east_1', clientId: '', secret: 's3cret' });
  await floorHeadItem.set(floorHead());
  await floorRows.replace(() => new Map([['c-1', floorRow('c-1')]]));
  await pinnedAgentsItem.set(['u-1']);
  await joinLinksItem.set({ 's-1': { 'u-1': { url: 'https://x.example', expiresAt: 1 } } });
  return { auth, world, token: await auth.getAccessToken() };
}

describe('signOut', () => {
  it('revokes the token and forgets the person and the floor, but not the settings and pinned agents', async () => {
    const { auth, world, token } = await atWork();
    await auth.signOut();
    expect(world.revoked).toEqual([token]);
    expect(world.revokedAt).toEqual([server.environment.key]);
    expect(await fakeBrowser.storage.session.get()).toEqual({});
    expect(await floorRows.all()).toEqual([]);
    expect(await settingsItem.get()).toEqual(DEFAULT_SETTINGS);
    expect(await pinnedAgentsItem.get()).toEqual(['u-1']);
  });

  it('forgets the person even when the token cannot be revoked', async () => {
    const { auth, world } = await atWork();
    world.revoke = async () => {
      throw fail('unreachable');
    };
    await auth.signOut();
    expect(await fakeBrowser.storage.session.get()).toEqual({});
  });

  it('forgets the person within three seconds when the server never answers the call that revokes', async () => {
    const { auth, world } = await atWork();
    world.revoke = () => new Promise(() => undefined);
    const begun = performance.now();
    await auth.signOut();
    expect(performance.now() - begun).toBeLessThan(4_500);
    expect(await fakeBrowser.storage.session.get()).toEqual({});
  });

  it('does not revoke an expired token', async () => {
    const { auth, world } = await atWork();
    world.now += 3_600_000;
    await auth.signOut();
    expect(world.revoked).toEqual([]);
  });

  it('is not followed by an invisible sign-in', async () => {
    const { auth, world } = await atWork();
    await auth.signOut();
    world.opened.length = 0;
    expect(await failureOf(auth.getAccessToken())).toEqual({ code: 'signed-out' });
    expect(world.opened).toEqual([]);
  });

  it('is final for client credentials too, though the remembered secret could sign in again', async () => {
    const { auth, world } = createTestAuth(server);
    world.configuration = clientCredentials(server, 's3cret');
    await auth.signIn();
    await auth.signOut();
    expect(await failureOf(auth.getAccessToken())).toEqual({ code: 'signed-out' });
    await auth.signIn();
    expect(await auth.getAccessToken()).toEqual(expect.any(String));
  });

  it('of nobody is no error', async () => {
    const { auth, world } = createTestAuth(server);
    await auth.signOut();
    expect(world.revoked).toEqual([]);
  });
});
