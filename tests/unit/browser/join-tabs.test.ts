import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { showInTab } from '@/utils/browser/join-tabs';

const DESKTOP = 'https://apps.example.com/directory/';
const JOIN = 'https://apps.example.com/cobrowse/join#token';
const noPage = () => false;

const tab = (id: number, url: string, lastAccessed: number, windowId = 1) => ({
  id,
  url,
  lastAccessed,
  windowId,
});

/** Lets the browser have these tabs; returns what it is asked to open and to bring to the front. */
function browserWith(tabs: object[]) {
  vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue(tabs as never);
  const create = vi.spyOn(fakeBrowser.tabs, 'create').mockResolvedValue({ id: 9 } as never);
  const focus = vi.spyOn(fakeBrowser.windows, 'update').mockResolvedValue({} as never);
  return { create, focus };
}

beforeEach(() => {
  fakeBrowser.reset();
  vi.stubEnv('FIREFOX', 'true');
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('showInTab in Firefox', () => {
  it('opens a page beside the desktop that was used last, whose container and window it gets', async () => {
    const { create, focus } = browserWith([
      tab(1, `${DESKTOP}#/one`, 10),
      tab(2, `${DESKTOP}#/two`, 30, 7),
      tab(3, 'https://elsewhere.example/directory/', 40),
    ]);
    expect(await showInTab(JOIN, null, noPage, { beside: DESKTOP })).toBe(9);
    expect(create).toHaveBeenCalledWith({ url: JOIN, active: true, openerTabId: 2, windowId: 7 });
    expect(focus).toHaveBeenCalledWith(7, { focused: true });
  });

  it('opens a page anywhere if no desktop is open', async () => {
    const { create, focus } = browserWith([tab(3, 'https://elsewhere.example/', 40), { id: 4, windowId: 1 }]);
    await showInTab(JOIN, null, noPage, { beside: DESKTOP });
    expect(create).toHaveBeenCalledWith({ url: JOIN, active: true });
    expect(focus).not.toHaveBeenCalled();
  });

  it('opens a page of our own anywhere, though a desktop is open', async () => {
    const { create } = browserWith([tab(1, DESKTOP, 10)]);
    await showInTab('moz-extension://id/screens.html', null, noPage);
    expect(create).toHaveBeenCalledWith({ url: 'moz-extension://id/screens.html', active: true });
  });
});

it('showInTab in Chromium, which has no containers, leaves the place to the browser', async () => {
  vi.stubEnv('FIREFOX', '');
  const { create } = browserWith([tab(1, DESKTOP, 10)]);
  await showInTab(JOIN, null, noPage, { beside: DESKTOP });
  expect(create).toHaveBeenCalledWith({ url: JOIN, active: true });
});
