import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  desktopPattern,
  injectDesktopScript,
  registerDesktopScript,
  unregisterDesktopScript,
} from '@/utils/environment/content-script';
import { type Environment, resolveEnvironment } from '@/utils/environment/environment';
import type { RegionKey } from '@/utils/environment/regions';

type Registered = { id: string; matches?: string[] };

/** The browser's registered scripts in memory, refusing what browsers refuse. */
function fakeScripting() {
  let registered: Registered[] = [];
  const injected: number[] = [];
  const { scripting } = fakeBrowser;
  vi.spyOn(scripting, 'getRegisteredContentScripts').mockImplementation((async () => registered) as never);
  vi.spyOn(scripting, 'registerContentScripts').mockImplementation((async (scripts: Registered[]) => {
    if (scripts.some(({ id }) => registered.some((one) => one.id === id)))
      throw new Error('Duplicate script ID');
    registered = [...registered, ...scripts];
  }) as never);
  vi.spyOn(scripting, 'unregisterContentScripts').mockImplementation((async ({ ids }: { ids: string[] }) => {
    if (!ids.every((id) => registered.some((one) => one.id === id))) throw new Error('Nonexistent script ID');
    registered = registered.filter(({ id }) => !ids.includes(id));
  }) as never);
  vi.spyOn(scripting, 'executeScript').mockImplementation((async ({
    target,
  }: {
    target: { tabId: number };
  }) => {
    if (target.tabId === 13) throw new Error('Cannot access contents of the page');
    injected.push(target.tabId);
    return [];
  }) as never);
  return { matches: () => registered.map((script) => script.matches), injected };
}

function openTabs(...ids: number[]) {
  return vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue(ids.map((id) => ({ id })) as never);
}

function region(key: RegionKey): Environment {
  const environment = resolveEnvironment({ kind: 'region', region: key });
  if (!environment) throw new Error('No such region');
  return environment;
}

beforeEach(() => {
  fakeBrowser.reset();
});

describe('the desktop content script', () => {
  it('runs below /directory/ of the desktop host only', () => {
    expect(desktopPattern(region('us_east_1'))).toBe('https://apps.mypurecloud.com/directory/*');
  });

  it('is registered once however often it is asked for', async () => {
    const scripting = fakeScripting();
    openTabs();
    await registerDesktopScript(region('us_east_1'));
    await registerDesktopScript(region('us_east_1'));
    expect(scripting.matches()).toEqual([['https://apps.mypurecloud.com/directory/*']]);
  });

  it('leaves the pages of the environment before', async () => {
    const scripting = fakeScripting();
    openTabs();
    await registerDesktopScript(region('us_east_1'));
    await registerDesktopScript(region('eu_west_1'));
    expect(scripting.matches()).toEqual([['https://apps.mypurecloud.ie/directory/*']]);
  });

  it('is put into tabs that are open already, and one that refuses it does not stop the others', async () => {
    const scripting = fakeScripting();
    const query = openTabs(7, 13, 8);
    await injectDesktopScript(region('us_east_1'));
    expect(scripting.injected).toEqual([7, 8]);
    expect(query).toHaveBeenCalledWith({ url: ['https://apps.mypurecloud.com/directory/*'] });
  });

  it('is taken away, and taking it away twice is no error', async () => {
    const scripting = fakeScripting();
    openTabs();
    await registerDesktopScript(region('us_east_1'));
    await unregisterDesktopScript();
    await unregisterDesktopScript();
    expect(scripting.matches()).toEqual([]);
  });
});
