import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { openPopup } from '@/utils/browser/popup';

const PAGE = expect.stringMatching(/popup\.html$/);

/** A browser whose icon has this popup; returns what is opened in tabs. */
function browserWith({ popup, open }: { popup: string; open: () => Promise<void> }) {
  Object.assign(fakeBrowser.action, { openPopup: open, getPopup: async () => popup });
  return vi.spyOn(fakeBrowser.tabs, 'create').mockResolvedValue({ id: 1 } as never);
}

beforeEach(() => fakeBrowser.reset());
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it.each(['', 'true'])('opens the popup and no tab (Firefox: “%s”)', async (isFirefox) => {
  vi.stubEnv('FIREFOX', isFirefox);
  const open = vi.fn(async () => undefined);
  const create = browserWith({ popup: 'popup.html', open });
  await openPopup();
  expect(open).toHaveBeenCalledOnce();
  expect(create).not.toHaveBeenCalled();
});

it('opens its page in a tab where the browser refuses', async () => {
  const create = browserWith({
    popup: 'popup.html',
    open: async () => {
      throw new Error('openPopup requires a user gesture');
    },
  });
  await openPopup();
  expect(create).toHaveBeenCalledWith({ url: PAGE });
});

it('opens its page in a tab where Firefox says that it has opened none', async () => {
  vi.stubEnv('FIREFOX', 'true');
  const create = browserWith({ popup: '', open: async () => undefined });
  await openPopup();
  expect(create).toHaveBeenCalledWith({ url: PAGE });
});
