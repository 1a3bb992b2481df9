import type { Page } from 'playwright-core';
import type { World } from './world.ts';

/** An event of the browser's API; its `dispatch` plays the browser. */
type Event = { dispatch(...args: unknown[]): void };

/** Presses an item of a context menu, in the tab that shows a page if one is given. */
export async function pressMenu(world: World, menuItemId: string, page?: Page): Promise<void> {
  const url = page?.url();
  await world.worker().evaluate(
    async ([id, address]) => {
      const tabs = await chrome.tabs.query({});
      const tab = tabs.find((one) => one.url === address);
      (chrome.contextMenus.onClicked as unknown as Event).dispatch({ menuItemId: id }, tab);
    },
    [menuItemId, url] as const,
  );
}

/** Runs a keyboard command as from the tab in front. */
export async function runCommand(world: World, command: string): Promise<void> {
  await world.worker().evaluate(async (name) => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    (chrome.commands.onCommand as unknown as Event).dispatch(name, tab);
  }, command);
}

/** Types after the keyword in the address bar; returns what the extension suggests. */
export async function typeInAddressBar(
  world: World,
  text: string,
): Promise<{ content: string; description: string }[]> {
  return await world
    .worker()
    .evaluate(
      (typed) =>
        new Promise<{ content: string; description: string }[]>((resolve) =>
          (chrome.omnibox.onInputChanged as unknown as Event).dispatch(typed, resolve),
        ),
      text,
    );
}

/** Accepts a text in the address bar: a suggestion, or what was typed. */
export async function acceptInAddressBar(world: World, text: string): Promise<void> {
  await world
    .worker()
    .evaluate(
      (content) => (chrome.omnibox.onInputEntered as unknown as Event).dispatch(content, 'currentTab'),
      text,
    );
}

/** The notifications on screen, by id. */
export async function notifications(world: World): Promise<string[]> {
  return await world
    .worker()
    .evaluate(
      () =>
        new Promise<string[]>((resolve) => chrome.notifications.getAll((all) => resolve(Object.keys(all)))),
    );
}

/** The text and the color of the toolbar icon's badge. */
export async function badge(world: World): Promise<{ text: string; color: string }> {
  return await world.worker().evaluate(async () => {
    const [text, color] = await Promise.all([
      chrome.action.getBadgeText({}),
      chrome.action.getBadgeBackgroundColor({}),
    ]);
    return {
      text,
      color: `#${[...color.slice(0, 3)].map((one) => one.toString(16).padStart(2, '0')).join('')}`,
    };
  });
}

/** The kinds of the extension's own views that are open now, for example `SIDE_PANEL`. */
export async function openViews(world: World): Promise<string[]> {
  return await world
    .worker()
    .evaluate(async () => (await chrome.runtime.getContexts({})).map(({ contextType }) => contextType));
}
