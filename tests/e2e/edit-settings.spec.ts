import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { speakIn } from '../setup/speak-in.ts';
import { misfits } from './support/fits.ts';
import { OptionsPage } from './support/options-page.ts';
import { setInvite } from './support/stored-settings.ts';
import { EXTENSION_DIR, openWorld, useWorld, type World } from './support/world.ts';

describe('the settings', () => {
  const world = useWorld();
  beforeEach(() => setInvite(world(), {}));
  const stored = () =>
    world()
      .worker()
      .evaluate(async () => (await chrome.storage.local.get('settings')).settings);

  test('that are open twice follow each other, and neither takes back what the other has saved', async () => {
    const [one, other] = [await world().openOptions(), await world().openOptions()];
    await one.fill('Notice', 'From the first window');
    await one.save();
    await expect.poll(() => other.valueOf('Notice')).toBe('From the first window');
    await other.fill('Notice', 'From the second window');
    await other.save();
    await expect.poll(() => one.valueOf('Notice')).toBe('From the second window');
    expect(await one.button('Save').count()).toBe(0);

    // Each is edited while the other saves.
    await one.page.getByRole('radio', { name: 'Dark' }).check();
    await other.fill('Notice', 'Still from the second window');
    await other.save();
    await expect.poll(() => one.valueOf('Notice')).toBe('Still from the second window');
    expect(await one.page.getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true);
    await one.save();
    await expect
      .poll(stored)
      .toMatchObject({ appearance: { theme: 'dark' }, invite: { notice: 'Still from the second window' } });
    await one.page.getByRole('radio', { name: 'Same as the browser' }).check();
    await one.save();
  });

  test('say at the notice that it is too long, keep all of it, and save nothing', async () => {
    const settings = await world().openOptions();
    const pasted = 'This session is recorded. '.repeat(20).trim();
    await settings.field('Notice').click();
    await settings.page.keyboard.insertText(pasted);
    await settings.button('Save').click();
    await settings.page.getByText('Too long: 519 of at most 300 characters.').waitFor();
    const field = settings.field('Notice');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await settings.valueOf('Notice')).toBe(pasted);
    expect(await stored()).toMatchObject({ invite: { notice: '' } });

    await settings.fill('Notice', '  This session is recorded.  ');
    await settings.page.getByText('Too long').waitFor({ state: 'hidden' });
    await settings.save();
    await expect.poll(stored).toMatchObject({ invite: { notice: 'This session is recorded.' } });
  });

  test('show why they were not saved in a low window too, beside the buttons', async () => {
    const settings = await world().openOptions();
    const { page } = settings;
    await page.setViewportSize({ width: 320, height: 256 });
    await world()
      .worker()
      .evaluate(() => {
        const { local } = chrome.storage;
        const { set } = local;
        const failing = async () => {
          Object.assign(local, { set });
          throw new Error('quota exceeded');
        };
        Object.assign(local, { set: failing });
      });
    await settings.fill('Notice', 'Not stored yet');
    await settings.button('Save').click();
    const bar = page.getByRole('region', { name: 'Unsaved changes' });
    await bar.getByText('Something went wrong.').waitFor();
    const [title, buttons] = [
      await bar.getByText('Something went wrong.').boundingBox(),
      await settings.button('Save').boundingBox(),
    ];
    expect(title && title.y > 0).toBe(true);
    expect(buttons && buttons.y + buttons.height < 256).toBe(true);
    expect(await misfits(page)).toEqual([]);
    await settings.save();
    await expect.poll(stored).toMatchObject({ invite: { notice: 'Not stored yet' } });
  });

  test('mark nothing, and keep their view, for an address that names no place in them', async () => {
    const settings = await world().openOptions();
    const { page } = settings;
    await page.evaluate(() => {
      location.hash = 'theme';
    });
    await page.locator('[data-found]').waitFor();
    for (const hash of ['root', 'nothing of the kind', '%F0%9F', '"><b>', '__proto__']) {
      await page.evaluate((to) => {
        location.hash = to;
      }, hash);
      await expect.poll(() => page.locator('[data-found]').count(), { message: hash }).toBe(0);
      expect(await page.getByRole('heading', { level: 1 }).innerText(), hash).toBe('Settings');
    }
  });

  test('show in forced colors too which group is being read', async () => {
    const settings = await world().openOptions();
    await settings.page.emulateMedia({ forcedColors: 'active' });
    const bar = (link: string) =>
      settings.page
        .locator(link)
        .first()
        .evaluate((one) => getComputedStyle(one).borderInlineStartColor);
    const canvas = await settings.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await bar('.settings-link:not([aria-current])')).toBe(canvas);
    expect(await bar('.settings-link[aria-current]')).not.toBe(canvas);
  });
});

describe('in another language', () => {
  let world: World;
  const german = speakIn('de', EXTENSION_DIR);
  beforeAll(async () => {
    world = await openWorld({ extensionDir: german.dir, signedIn: false });
  });
  afterAll(async () => {
    await world?.close();
    german.remove();
  });

  test('a host that is not accepted says why in that language', async () => {
    const page = await world.context.newPage();
    await page.goto(`chrome-extension://${world.extensionId}/options.html`);
    const settings = new OptionsPage(page);
    await page.getByRole('radio', { name: 'Adresse eines eigenen Hosts' }).check();
    for (const [typed, said] of [
      ['http://genesys.example.com', 'Nur https ist zulässig (http nur auf localhost).'],
      ['genesys example', 'Verwenden Sie nur einfache Buchstaben.'],
      ['login.mypurecloud.de.example', 'Dieser Host sieht nur aus wie Genesys Cloud'],
      ['login.mypurecloud.de', 'Das ist die Genesys-Cloud-Region EMEA (Frankfurt).'],
    ] as const) {
      await settings.field('Eigener Host').fill(typed);
      await settings.field('Eigener Host').blur();
      await page.locator('#field-host-problem').getByText(said).waitFor();
    }
  });
});
