import { beforeEach, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { watchJoinTabs } from '@/utils/background/join-tabs-watch';
import { sessionsItem } from '@/utils/cobrowse/state';
import { fail } from '@/utils/errors/failure';
import { session } from '../components/fake-app';
import { watchRejections } from '../unhandled-rejections';

beforeEach(() => {
  fakeBrowser.reset();
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
