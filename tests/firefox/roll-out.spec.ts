import { afterAll, describe, expect, inject, test } from 'vitest';
import { FIREFOX_SIMULATOR_BUILD_DIR } from '../setup/project.ts';
import { ConfirmWindow } from './support/confirm-window.ts';
import { eventually } from './support/eventually.ts';
import { launchFirefox } from './support/launch-firefox.ts';
import { createOrganization, whyNoOrganization } from './support/organization.ts';
import type { Page } from './support/page.ts';
import { NINE } from './support/shortcut-keys.ts';
import { button, fillInEnvironment, group, PUBLIC_CLIENT, ROWS, useWorld } from './support/world.ts';

const installed = inject('firefox');
const WHY_NOT = whyNoOrganization(installed);

/** Where a box is that can be ticked: its name includes a hint. */
const placeOf = (page: Page, begins: string) =>
  page.evaluate((text) => {
    const label = [...document.querySelectorAll('label')].find(({ innerText }) => innerText.startsWith(text));
    label?.scrollIntoView({ block: 'center' });
    const { left, top, height } = label?.getBoundingClientRect() ?? new DOMRect();
    return { x: left + 10, y: top + height / 2 };
  }, begins);

// One journey: each story begins where the one before it ended.
describe.skipIf(WHY_NOT !== null)(
  `a roll-out by policies.json in Firefox${WHY_NOT ? ` (not tested: ${WHY_NOT})` : ''}`,
  () => {
    const organization = installed && WHY_NOT === null ? createOrganization(installed) : null;
    afterAll(() => organization?.remove());
    const world = useWorld({
      executable: organization?.executable ?? '',
      installedByPolicy: true,
      prefs: { 'xpinstall.signatures.required': false },
      signedIn: false,
      beforeLaunch: async (origin) => organization?.setPolicies(JSON.parse(await writtenPolicy(origin))),
    });

    /** The policies.json that the settings page writes in the administrator's own Firefox. */
    async function writtenPolicy(origin: string): Promise<string> {
      const firefox = await launchFirefox(installed ?? '', { buildDir: FIREFOX_SIMULATOR_BUILD_DIR });
      try {
        const options = await firefox.open('options.html');
        await fillInEnvironment(options, origin);
        await options.click(group('For administrators'));
        await options.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
        });
        await options.clickAt(await placeOf(options, 'Always view only'));
        await options.evaluate(() => {
          const kinds = document.querySelector<HTMLSelectElement>('.policy-kinds');
          if (!kinds) throw new Error('No kinds of files');
          kinds.value = 'firefox';
          kinds.dispatchEvent(new Event('change', { bubbles: true }));
        });
        const text = () =>
          options.evaluate(() => document.querySelector<HTMLTextAreaElement>('.policy-text')?.value ?? '');
        // Not in a test yet.
        await eventually(async () => expect(await text()).toContain('"controlAllowed": false'));
        return await text();
      } finally {
        await firefox.close();
      }
    }

    const start = async (customer: string) => {
      const popup = await world().openPopup();
      await popup.fill({ role: 'combobox', name: 'Search conversations' }, customer);
      await expect.poll(() => popup.texts(ROWS)).toEqual([expect.stringContaining(customer)]);
      await popup.pressEnter();
    };

    test('installs the extension, set up and with access to its host: no question, no welcome page', async () => {
      const { firefox, inside } = world();
      const options = await firefox.open('options.html');
      await options.waitFor({ role: 'region', name: 'Managed by your organization' });
      await options.waitForText(PUBLIC_CLIENT);
      const { origins, installType } = await inside.evaluate(async () => ({
        origins: (await chrome.permissions.getAll()).origins,
        installType: (await chrome.management.getSelf()).installType,
      }));
      expect(origins).toContain('http://localhost/*');
      expect(installType).toBe('admin');
      expect(await firefox.pages('welcome.html')).toEqual([]);
      await world().signIn();
      const { id } = await world().control.addConversation({ customerName: 'Ruled Rosa' });
      await start('Ruled Rosa');
      await world().joinPage();
      const [session] = await world().sessionsOf(id);
      expect(session?.settings.allowRemoteControl).toBe(false);
    });

    test('a browser that dies in a start: nothing is pending afterwards, and the history is there', async () => {
      const { control } = world();
      const before = await control.addConversation({ customerName: 'Finished Fay' });
      await start('Finished Fay');
      await world().joinPage();
      const cutOff = await control.addConversation({ customerName: 'Outage Otto' });
      await control.addFault({ method: 'POST', path: '/cobrowse/sessions$', delayMs: 20_000 });
      await start('Outage Otto');
      await expect.poll(async () => (await world().sessionsOf(cutOff.id)).length).toBe(1);
      await world().killAndRestart();
      await control.clearFaults();

      const popup = await world().openPopup();
      await popup.waitFor(button('Sign in'));
      expect(await popup.count({ role: 'alert' })).toBe(0);
      const session = JSON.parse(await world().stored('session'));
      expect(Object.keys(session)).not.toContain('cobrowse-starts');
      expect(Object.keys(session)).not.toContain('cobrowse-sessions');
      expect(await world().badge()).toBe('');
      expect(await world().stored('local')).toContain(before.id);
      expect(await world().joinPages()).toEqual([]);
      await world().signIn();
      await start('Outage Otto');
      await world().joinPage();
      expect(await world().sessionsOf(cutOff.id)).toHaveLength(1);
    });

    test('the first press after a start of the browser: the shortcut asks for the sign-in, and starts', async () => {
      await world().killAndRestart();
      const { firefox, origin } = world();
      const { id, desktop } = await world().openConversation('Early Emil');
      await desktop.bringToFront();
      await firefox.pressAltShift(NINE);
      const asking = await ConfirmWindow.findUnnamed(firefox);
      await asking.page.waitForText('You are signed out.');
      await asking.confirm('Sign in');
      const window = await firefox.page((url) => url.startsWith(`${origin}/oauth/authorize`));
      await window.click(button('Sign in'));
      await (await world().confirmWindow('Early Emil')).confirm();
      await (await world().joinPage()).waitForText('Early Emil');
      expect(await world().sessionsOf(id)).toHaveLength(1);
    });
  },
);
