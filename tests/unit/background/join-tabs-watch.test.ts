import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Person } from '@/utils/background/create-person';
import { watchJoinTabs } from '@/utils/background/join-tabs-watch';
import { sessionsItem } from '@/utils/cobrowse/state';
import { fail } from '@/utils/errors/failure';
import { session } from '../components/fake-app';
import { watchRejections } from '../unhandled-rejections';

const TWO_TABS = {
  's-1': session(1, { id: 's-1', tabId: 7 }),
  's-2': session(2, { id: 's-2', tabId: 8 }),
};

beforeEach(() => {
  fakeBrowser.reset();
  vi.restoreAllMocks();
});

it('a session that is stored while nobody can be found rejects nothing that nobody handles', async () => {
  const rejections = watchRejections();
  let asked = 0;
  watchJoinTabs({
    async latest() {
      asked += 1;
      throw fail('signed-out');
    },
  });
  await sessionsItem.set({ 's-1': session(1, { id: 's-1', tabId: 7 }) });
  await expect.poll(() => asked).toBeGreaterThan(0);
  expect(await rejections.seen()).toEqual([]);
  rejections.stop();
});

it.each([
  ['a new tab', async () => sessionsItem.set(TWO_TABS)],
  [
    'a closed tab',
    async () => fakeBrowser.tabs.onRemoved.trigger(7, { isWindowClosing: false, windowId: 1 }),
  ],
])('a failure with one session of %s does not stop the others', async (what, happen) => {
  vi.spyOn(fakeBrowser.tabs, 'get').mockImplementation((async (id: number) => ({
    id,
    status: 'complete',
  })) as never);
  const tried: string[] = [];
  const fails = async (id: string) => {
    tried.push(id);
    if (id === 's-1') throw new Error('no');
    return false;
  };
  const person = {
    sessionStore: {
      // Two sessions may have had the same tab, one after the other.
      sessions: async () =>
        Object.values(TWO_TABS).map((one) => ({ ...one, tabId: what === 'a closed tab' ? 7 : one.tabId })),
      setTab: fails,
    },
    showsPage: ({ id }: { id: string }) => fails(id),
    sessionWatch: { check: async () => true },
  } as unknown as Person;
  // Without any, the code for this is not even loaded.
  if (what === 'a closed tab') await sessionsItem.set(TWO_TABS);
  watchJoinTabs({ latest: async () => person });
  await happen();
  await expect.poll(() => tried).toEqual(['s-1', 's-2']);
});
