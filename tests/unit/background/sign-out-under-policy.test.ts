import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { identityItem, tokenItem } from '@/utils/auth/state';
import { createBackground } from '@/utils/background/create-background';
import { createPolicyChanges } from '@/utils/background/policy-changes';
import { sessionsItem } from '@/utils/cobrowse/state';
import { viewerUrl } from '@/utils/cobrowse/viewer-page';
import { session } from '../components/fake-app';
import { fakePermissions } from '../fake-permissions';
import { storeSignIn } from './signed-in';

const CONVERSATION = '0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';

let permissions: ReturnType<typeof fakePermissions>;
let sent: { url: string; authorization: string | null }[];
let closed: number[];
let tabs: { id: number; url?: string }[];

beforeEach(async () => {
  fakeBrowser.reset();
  permissions = fakePermissions('*');
  sent = [];
  closed = [];
  tabs = [];
  vi.stubGlobal('fetch', async (url: unknown, init?: RequestInit) => {
    sent.push({ url: String(url), authorization: new Headers(init?.headers).get('authorization') });
    return new Response(null, { status: 204 });
  });
  vi.spyOn(fakeBrowser.tabs, 'query').mockImplementation((async () => tabs) as never);
  vi.spyOn(fakeBrowser.tabs, 'remove').mockImplementation(
    (async (id: number) => void closed.push(id)) as never,
  );
  vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockResolvedValue(undefined as never);
  vi.spyOn(fakeBrowser.scripting, 'getRegisteredContentScripts').mockResolvedValue([] as never);
  await storeSignIn('of-us-east-1');
  await sessionsItem.set({
    's-1': session(1, {
      id: 's-1',
      service: 'platform',
      conversationId: CONVERSATION,
      expiresAt: Date.now() + 60_000,
      tabId: 7,
    }),
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The organization moves to another environment, and the background receives the change. */
async function move() {
  await fakeBrowser.storage.managed.set({ region: 'eu_west_1' });
  await createPolicyChanges(createBackground())();
}

it('a token is revoked where it was issued, and shown to no other host', async () => {
  await move();
  expect(sent).toEqual([
    { url: 'https://api.mypurecloud.com/api/v2/tokens/me', authorization: 'Bearer of-us-east-1' },
  ]);
  expect(await tokenItem.get()).toBeNull();
  expect(await identityItem.get()).toBeNull();
});

it('the viewers of the environment before are closed, and no other tab', async () => {
  tabs = [
    { id: 7, url: viewerUrl('https://apps.mypurecloud.com', CONVERSATION, 'en-us') },
    {
      id: 8,
      url: viewerUrl('https://apps.mypurecloud.com', '11111111-9a2d-4c5b-8e6f-1a2b3c4d5e6f', 'en-us'),
    },
    { id: 9, url: 'https://apps.mypurecloud.com/directory/' },
  ];
  await move();
  expect(closed).toEqual([7]);
});

it('a viewer whose address cannot be read any more, for want of access, is closed by its tab', async () => {
  permissions.takeAway('*');
  tabs = [{ id: 7 }, { id: 8 }];
  await move();
  expect(closed).toEqual([7]);
  expect(sent).toEqual([]);
});
