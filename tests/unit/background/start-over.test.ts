import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createBackground } from '@/utils/background/create-background';
import { sessionsItem, startsItem } from '@/utils/cobrowse/state';
import { session } from '../components/fake-app';
import { fakePermissions } from '../fake-permissions';
import { storeSignIn } from './signed-in';

const CONVERSATION = '0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
const OWN = { allowRemoteControl: false, timeoutInMinutes: 15 };

beforeEach(async () => {
  fakeBrowser.reset();
  fakePermissions('*');
  vi.stubGlobal('fetch', async () => new Response('{}', { status: 404 }));
  await storeSignIn();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('starting over after somebody else’s long session with control asks only for our own limits', async () => {
  const expiresAt = Date.now() + 60_000;
  await sessionsItem.set({
    's-1': session(1, {
      id: 's-1',
      conversationId: CONVERSATION,
      joinedExisting: true,
      settings: { allowRemoteControl: true, timeoutInMinutes: 480 },
      expiresAt,
      ownLimit: { settings: OWN, sessionEndsAt: expiresAt + 3_600_000 },
    }),
  });
  const person = await createBackground().present();
  await person.cobrowse.startOver('s-1').catch(() => undefined);
  expect((await startsItem.get())[CONVERSATION]?.settings).toEqual(OWN);
});
