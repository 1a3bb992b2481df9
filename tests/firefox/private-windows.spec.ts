import { afterAll, describe, expect, inject, test } from 'vitest';
import { createOrganization, whyNoOrganization } from './support/organization.ts';
import type { PrivateWindow } from './support/private-windows.ts';
import { NINE } from './support/shortcut-keys.ts';
import { button, NO_FIREFOX_HERE, ourButton, ROWS, useWorld, type World } from './support/world.ts';

const installed = inject('firefox');
const WHY_NOT = whyNoOrganization(installed);

/** Opens a private window with the desktop at a new conversation. */
async function openPrivateDesktop({ control, firefox, origin }: World, customerName: string) {
  const { id } = await control.addConversation({ customerName });
  const privateWindow = await firefox.openPrivateWindow();
  const address = `${origin}/directory/#/analytics/interactions/${id}/admin`;
  await privateWindow.page.goto(address);
  await expect.poll(() => privateWindow.page.text()).toContain(customerName);
  return { id, address, privateWindow };
}

/** Whether the tab with an address is private, as the extension sees it; `null` if it does not. */
const isPrivate = ({ inside }: World, begins: string) =>
  inside.evaluate(async (wanted) => {
    const tab = (await chrome.tabs.query({})).find(({ url }) => url?.startsWith(wanted));
    return tab?.incognito ?? null;
  }, begins);

describe.skipIf(NO_FIREFOX_HERE)(
  'a private window in Firefox, where nobody has allowed the extension',
  () => {
    const world = useWorld();

    test('has neither icon nor button, its tabs are unknown to the extension, and the shortcut does nothing', async () => {
      const { firefox, inside } = world();
      const { id, address, privateWindow } = await openPrivateDesktop(world(), 'Secret Sven');
      expect(await privateWindow.hasIcon()).toBe(false);
      await privateWindow.focus();
      await privateWindow.pressAltShift(NINE);

      // The same in an ordinary window, later: what the private one had begun would be there.
      await inside.bringToFront();
      const { desktop } = await world().openConversation('Ordinary Olga');
      await firefox.pressAltShift(NINE);
      await world().confirmWindow('Ordinary Olga');
      expect(await world().confirmWindows()).toHaveLength(1);
      expect(await desktop.countOurs()).toBe(1);
      expect(await privateWindow.page.countOurs()).toBe(0);
      expect(await isPrivate(world(), address)).toBeNull();
      expect(await world().sessionsOf(id)).toEqual([]);
      expect(await world().stored('session')).not.toContain(id);
      await privateWindow.close();
    });

    test('is no problem to the checks, which are about the other windows', async () => {
      const privateWindow = await world().firefox.openPrivateWindow();
      await world().inside.bringToFront();
      const options = await world().firefox.open('options.html');
      await options.waitForText('Live updates');
      const results = () =>
        options.texts({ role: 'listitem', within: { role: 'list', name: 'Check results' } });
      await expect.poll(results).not.toContainEqual(expect.stringContaining(': Pending.'));
      expect(await results()).not.toContainEqual(expect.stringMatching(/: Problem\./));
      await privateWindow.close();
    });
  },
);

// One journey: each story begins where the one before it ended.
describe.skipIf(NO_FIREFOX_HERE)(
  'a private window in Firefox, where the user has allowed the extension',
  () => {
    const world = useWorld({ privateWindows: true });

    const joinAddress = () => `${world().origin}/cobrowse/join`;

    async function startByButton(customer: string, privateWindow: PrivateWindow): Promise<void> {
      await privateWindow.focus();
      await privateWindow.page.click(ourButton('Cobrowse'));
      await (await world().confirmWindow(customer)).confirm();
      await (await world().joinPage()).waitForText(customer);
    }

    test('has icon and button, and the session that the button starts opens in that window', async () => {
      const { id, privateWindow } = await openPrivateDesktop(world(), 'Private Petra');
      expect(await privateWindow.hasIcon()).toBe(true);
      await startByButton('Private Petra', privateWindow);
      expect(await isPrivate(world(), joinAddress())).toBe(true);
      expect(await world().sessionsOf(id)).toHaveLength(1);
      await privateWindow.close();
    });

    test('lists the conversations, and starts for the row that was found', async () => {
      const { firefox, control } = world();
      const { id } = await control.addConversation({ customerName: 'Listed Lena' });
      const { page, focus, close } = await firefox.openPrivateWindow();
      await page.goto(firefox.urlOf('popup.html'));
      await focus();
      await page.fill({ role: 'combobox', name: 'Search conversations' }, 'Listed Lena');
      await expect.poll(() => page.texts(ROWS)).toEqual([expect.stringContaining('Listed Lena')]);
      await page.pressEnter();
      await (await world().joinPage()).waitForText('Listed Lena');
      expect(await isPrivate(world(), joinAddress())).toBe(true);
      expect(await world().sessionsOf(id)).toHaveLength(1);
      await close();
    });

    test('leaves nothing behind but the entry in the history of the extension, which is sealed as ever', async () => {
      const { firefox, origin, inside } = world();
      const { id, privateWindow } = await openPrivateDesktop(world(), 'Gone Gitta');
      await startByButton('Gone Gitta', privateWindow);
      await privateWindow.close();
      await expect.poll(async () => (await world().joinPages()).length).toBe(0);
      await expect
        .poll(async () => JSON.parse(await world().stored('session'))['desktop-tabs'] ?? {})
        .toEqual({});

      // Firefox notes visits in their order: this one is later.
      await inside.bringToFront();
      await firefox.openUrl(`${origin}/login`);
      await expect.poll(() => firefox.watch.visited()).toContain(`${origin}/login`);
      const ofPrivate = (await firefox.watch.visited()).filter((url) =>
        /\/cobrowse\/|\/directory\//.test(url),
      );
      expect(ofPrivate).toEqual([]);

      // The session goes on until it is ended, here from an ordinary window.
      const popup = await world().openPopup();
      await popup.click(button('End'));
      const states = async () => (await world().sessionsOf(id)).map(({ state }) => state);
      await expect.poll(states).toEqual(['ended']);
      const history = await firefox.open('history.html');
      await history.waitForText('Gone Gitta');
      await history.click(button('Verify'));
      await history.waitForText('chain intact');
      expect(await history.text()).not.toContain('cannot be verified');
    });

    test('cannot check the seal of the history, and the page there says so', async () => {
      const { firefox } = world();
      const { page, focus, close } = await firefox.openPrivateWindow();
      await page.goto(firefox.urlOf('history.html'));
      await focus();
      await page.waitForText('Gone Gitta');
      await page.click(button('Verify'));
      await page.waitForText('for example in a private window');
      await close();
    });
  },
);

describe.skipIf(WHY_NOT !== null)(
  `a private window in Firefox, where a policy has allowed the extension${WHY_NOT ? ` (not tested: ${WHY_NOT})` : ''}`,
  () => {
    const organization = installed && WHY_NOT === null ? createOrganization(installed) : null;
    afterAll(() => organization?.remove());
    organization?.setPolicies({ policies: {} }, { private_browsing: true });
    const world = useWorld({
      executable: organization?.executable ?? '',
      installedByPolicy: true,
      prefs: { 'xpinstall.signatures.required': false },
    });

    test('has icon and button without anybody having done anything', async () => {
      const { privateWindow } = await openPrivateDesktop(world(), 'Managed Marta');
      expect(await privateWindow.hasIcon()).toBe(true);
      await privateWindow.page.waitFor(ourButton('Cobrowse'));
      await privateWindow.close();
    });
  },
);
