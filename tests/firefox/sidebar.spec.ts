import { describe, expect, test } from 'vitest';
import { EIGHT, L, NINE } from './support/shortcut-keys.ts';
import { button, NO_FIREFOX_HERE, ROWS, useWorld, type World } from './support/world.ts';

/** What the sidebar shows; `null` while it is closed. */
const sidebarText = ({ inside }: World) =>
  inside.evaluate(() => {
    // The types are Chromium's, which has no views in a sidebar.
    const views: unknown[] = chrome.extension.getViews({ type: 'sidebar' as 'popup' });
    const [view] = views as { document: Document }[];
    return view?.document.body.innerText ?? null;
  });

describe.skipIf(NO_FIREFOX_HERE)('the sidebar of Firefox', () => {
  const world = useWorld();

  test('is closed after the installation; its key opens it with the list, and closes it', async () => {
    await world().control.addConversation({ customerName: 'Sidebar Sid' });
    const { firefox } = world();
    await firefox.openUrl(`${world().origin}/login`);
    expect(await sidebarText(world())).toBeNull();
    await firefox.pressAltShift(EIGHT);
    await expect.poll(() => sidebarText(world())).toContain('Sidebar Sid');
    expect(await sidebarText(world())).toContain('Sessions');
    await firefox.pressAltShift(EIGHT);
    await expect.poll(() => sidebarText(world())).toBeNull();
  });

  test('opens from the icon if that is set, also after the background was stopped', async () => {
    const { firefox, inside } = world();
    const options = await firefox.open('options.html');
    await options.click({ role: 'radio', name: 'Side panel' });
    await options.click(button('Save'));
    const popupOf = () => inside.evaluate(() => chrome.action.getPopup({}));
    await expect.poll(popupOf).toBe('');
    await options.close();
    await firefox.watch.stopBackground();
    await firefox.openUrl(`${world().origin}/login`);
    await firefox.pressAltShift(L);
    await expect.poll(() => sidebarText(world())).toContain('Floor');
    await firefox.pressAltShift(EIGHT);
    await expect.poll(() => sidebarText(world())).toBeNull();
  });

  test('a shortcut that should open the popup opens the list in a tab, where the icon opens the sidebar', async () => {
    const { firefox, inside } = world();
    expect(await inside.evaluate(() => chrome.action.getPopup({}))).toBe('');
    await firefox.openUrl(`${world().origin}/login`);
    // There is no conversation to start with.
    await firefox.pressAltShift(NINE);
    const list = await firefox.page((url) => url === firefox.urlOf('popup.html'));
    await list.waitFor({ role: 'combobox', name: 'Search conversations' });
    expect(await sidebarText(world())).toBeNull();
  });

  test('as a page fits a narrow sidebar, and has its shortcuts', async () => {
    await world().control.addConversation({ customerName: 'Narrow Nora' });
    const page = await world().firefox.open('sidepanel.html');
    await expect.poll(() => page.texts(ROWS)).toContainEqual(expect.stringContaining('Narrow Nora'));
    await page.click({ role: 'tab', name: 'Recent' });
    await page.waitForText('No recent sessions');
    const commands = await page.evaluate(async () =>
      (await chrome.commands.getAll()).map(({ name, shortcut }) => [name, shortcut]),
    );
    expect(commands).toContainEqual(['_execute_sidebar_action', 'Alt+Shift+8']);
    expect(commands).toContainEqual(['end-session', 'Alt+Shift+0']);
  });
});
