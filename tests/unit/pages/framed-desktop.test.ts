import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { isDesktopFramedInFront } from '@/utils/pages/framed-desktop';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { settingsItem } from '@/utils/settings/state';

const DESKTOP = 'https://apps.mypurecloud.com/directory/';

/** What the browser answers about the frames of the tab in front: the page itself first. */
function framesAre(...results: (string | undefined)[]) {
  vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue([{ id: 3 }] as never);
  vi.spyOn(fakeBrowser.scripting, 'executeScript').mockResolvedValue(
    results.map((result, frameId) => ({ frameId, result })) as never,
  );
}

beforeEach(async () => {
  fakeBrowser.reset();
  await settingsItem.set(DEFAULT_SETTINGS);
});

it.each<[string, (string | undefined)[], boolean]>([
  ['another site that frames the desktop', ['https://crm.example/', DESKTOP], true],
  ['the desktop itself, which frames pages of its own', [DESKTOP, `${DESKTOP}frame.html`], false],
  ['another site without it', ['https://crm.example/', 'https://crm.example/frame'], false],
  [
    'another environment’s desktop',
    ['https://crm.example/', 'https://apps.mypurecloud.ie/directory/'],
    false,
  ],
  [
    'a host that only looks alike',
    ['https://crm.example/', 'https://apps.mypurecloud.com.example/directory/'],
    false,
  ],
  ['frames that may not be looked into', [undefined, undefined], false],
])('sees %s', async (_what, frames, framed) => {
  framesAre(...frames);
  expect(await isDesktopFramedInFront()).toBe(framed);
});

it('is no where the browser does not let the extension look', async () => {
  framesAre();
  vi.spyOn(fakeBrowser.scripting, 'executeScript').mockRejectedValue(new Error('Cannot access contents'));
  expect(await isDesktopFramedInFront()).toBe(false);
});
