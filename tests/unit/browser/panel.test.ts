import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { openPanel, setIconOpens } from '@/utils/browser/panel';

/** What the panel or sidebar, and the icon, are asked to do. */
let asked: unknown[];

beforeEach(() => {
  fakeBrowser.reset();
  asked = [];
  const note =
    (what: string) =>
    async (...args: unknown[]) =>
      void asked.push([what, ...args]);
  Object.assign(fakeBrowser, {
    sidebarAction: { open: note('sidebar.open'), toggle: note('sidebar.toggle') },
    sidePanel: { open: note('panel.open'), setPanelBehavior: note('panel.behavior') },
  });
  Object.assign(fakeBrowser.action, { setPopup: note('icon.popup') });
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('in Chrome and Edge', () => {
  beforeEach(() => vi.stubEnv('FIREFOX', ''));

  it('the side panel opens at once, in the window of the gesture', () => {
    openPanel(4);
    // Nothing is awaited before: the gesture would be over.
    expect(asked).toEqual([['panel.open', { windowId: 4 }]]);
  });

  it('the icon opens the side panel or the popup by a switch of the browser', async () => {
    await setIconOpens('side-panel');
    await setIconOpens('popup');
    expect(asked).toEqual([
      ['panel.behavior', { openPanelOnActionClick: true }],
      ['panel.behavior', { openPanelOnActionClick: false }],
    ]);
  });
});

describe('in Firefox', () => {
  beforeEach(() => vi.stubEnv('FIREFOX', 'true'));

  it('the sidebar opens at once, in the window in front', () => {
    openPanel(4);
    expect(asked).toEqual([['sidebar.open']]);
  });

  it('the icon reports its press if it has no popup', async () => {
    await setIconOpens('side-panel');
    await setIconOpens('popup');
    expect(asked).toEqual([
      ['icon.popup', { popup: '' }],
      ['icon.popup', { popup: 'popup.html' }],
    ]);
  });
});
