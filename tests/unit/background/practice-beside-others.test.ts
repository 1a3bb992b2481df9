import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { identityItem } from '@/utils/auth/state';
import { createBackground } from '@/utils/background/create-background';
import { createRequestHandlers } from '@/utils/background/request-handlers';
import { placeOf } from '@/utils/cobrowse/service-in-use';
import { foundServicesItem } from '@/utils/cobrowse/state';
import { floorRows } from '@/utils/floor/state';
import { PRACTISING } from '@/utils/practice/model';
import { mayAccessEnvironment } from '@/utils/settings/host-access';
import { CONVERSATION_ID } from '../cobrowse/fixtures';
import { failureOf } from '../failure-of';
import { fakePermissions } from '../fake-permissions';
import { DANA, SIGNED_IN_SETTINGS, storeSignIn } from './signed-in';

let permissions: ReturnType<typeof fakePermissions>;
let fetched: ReturnType<typeof vi.fn>;

beforeEach(async () => {
  fakeBrowser.reset();
  permissions = fakePermissions('*');
  fetched = vi.fn(() => Promise.reject(new TypeError('no network')));
  vi.stubGlobal('fetch', fetched);
  await storeSignIn('real');
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The background during practice. */
async function practicing() {
  const parts = createBackground();
  const handlers = createRequestHandlers(parts);
  await handlers['enter-practice'](undefined, null);
  return { parts, handlers };
}

it.each(['client', 'token', 'person', 'notifications'] as const)(
  'a check that was under way asks nobody for the %s any more',
  async (probe) => {
    const { handlers } = await practicing();
    expect(await failureOf(handlers['run-probe']({ probe }, null))).toEqual({ code: 'practice-refused' });
    expect(fetched).not.toHaveBeenCalled();
    expect(await identityItem.get()).toEqual(PRACTISING);
  },
);

it('a real call that was refused for its token signs nobody in anew', async () => {
  vi.spyOn(fakeBrowser.identity, 'getRedirectURL').mockReturnValue('https://x.chromiumapp.org/');
  const launched = vi.spyOn(fakeBrowser.identity, 'launchWebAuthFlow').mockResolvedValue(undefined as never);
  const refusal = Promise.withResolvers<Response>();
  fetched.mockImplementationOnce(() => refusal.promise);
  const parts = createBackground();
  const reading = parts.floor.refreshConversations('asked').catch(() => undefined);
  await expect.poll(() => fetched.mock.calls.length).toBeGreaterThan(0);
  await parts.practice.enter();
  const asked = fetched.mock.calls.length;
  refusal.resolve(new Response('{}', { status: 401 }));
  await reading;
  expect(fetched.mock.calls.length).toBe(asked);
  expect(launched).not.toHaveBeenCalled();
  expect(await identityItem.get()).toEqual(PRACTISING);
  await parts.practice.leave();
  expect(await identityItem.get()).toEqual(DANA);
});

it('late real notifications are not applied to practice', async () => {
  const { handlers } = await practicing();
  const eventBody = {
    id: CONVERSATION_ID,
    participants: [{ purpose: 'customer', name: 'Real Person', calls: [{ state: 'connected' }] }],
  };
  const notifications = [{ topicName: `v2.users.${PRACTISING.userId}.conversations`, eventBody }];
  await handlers['apply-notifications']({ notifications }, null);
  expect(await floorRows.all()).toEqual([]);
});

it('needs no host access, so that missing access raises no alarm', async () => {
  permissions.takeAway('*');
  expect(await mayAccessEnvironment()).toBe(false);
  await practicing();
  expect(await mayAccessEnvironment()).toBe(true);
});

it('the service found in practice is not stored for any organization', async () => {
  const { parts } = await practicing();
  expect(placeOf(SIGNED_IN_SETTINGS, PRACTISING)).toBeNull();
  await parts.floor.refreshConversations('asked');
  const [row] = await floorRows.all();
  await parts.preparations.prepare(row?.id ?? '');
  expect(await foundServicesItem.get()).toEqual({});
});
