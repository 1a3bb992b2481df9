import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { OptionsPage } from './support/options-page.ts';
import { politeRegions } from './support/spoken.ts';
import { DANA, PUBLIC_CLIENT, SECRET_CLIENT, useWorld } from './support/world.ts';

const world = useWorld();

const heading = ({ page }: OptionsPage, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true });
const current = ({ page }: OptionsPage) => page.locator('.settings-nav [aria-current]');

/** Whether a place is in the window, near its top. */
const isAtTop = (page: Page, id: string) =>
  page.evaluate((name) => {
    const { top } = document.getElementById(name)?.getBoundingClientRect() ?? { top: Number.NaN };
    return top >= 0 && top < 120;
  }, id);
const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id);

describe('a setting', () => {
  test('is opened by its address, and so is a group', async () => {
    const settings = await world().openOptions();
    await settings.openAt('checks');
    await settings.page.getByRole('heading', { name: 'Checks' }).waitFor();
    await expect.poll(() => isAtTop(settings.page, 'checks')).toBe(true);
    await expect.poll(() => settings.page.locator('.settings-nav [aria-current]').innerText()).toBe('Checks');
  });

  test.each([
    ['sign-in', 'radio', 'Browser sign-in (recommended)'],
    ['field-clientId', 'textbox', 'Client ID'],
    ['field-redirect-uri', 'textbox', 'Redirect URI'],
    ['guide', 'button', 'Copy for your administrator'],
    ['roll-out', 'heading', 'Roll out to your team'],
  ] as const)('of administrators is opened by its address #%s', async (place, role, name) => {
    const settings = await world().openOptions();
    await settings.openAt(place);
    await heading(settings, 'For administrators').waitFor();
    await settings.page.getByRole(role, { name }).first().waitFor();
    await expect
      .poll(() =>
        settings.page.evaluate(
          (id) => document.getElementById(id)?.contains(document.activeElement) === true,
          place,
        ),
      )
      .toBe(true);
    await settings.showSettings();
    expect(await settings.field('Notice').isVisible()).toBe(true);
  });

  test('is found by a word, by keyboard alone', async () => {
    const settings = await world().openOptions();
    const search = settings.page.getByRole('textbox', { name: 'Search settings' });
    await search.fill('dark');
    await settings.page.getByText('1 setting found').waitFor();
    await search.press('Enter');
    await expect
      .poll(() => settings.page.evaluate(() => document.activeElement?.closest('[id]')?.id))
      .toBe('theme');
    expect(new URL(settings.page.url()).hash).toBe('#theme');

    await search.fill('policy file');
    await search.press('ArrowDown');
    await settings.page.keyboard.press('Enter');
    await expect
      .poll(() => settings.page.evaluate(() => document.activeElement?.closest('section')?.id))
      .toBe('roll-out');
    await search.fill('no such thing');
    await settings.page.getByText('No setting matches').waitFor();
    await search.press('Escape');
    await settings.page.getByRole('link', { name: 'Invitations' }).click();
    await expect.poll(() => isAtTop(settings.page, 'invitations')).toBe(true);
  });

  test('of administrators is found from the other view, and others from theirs', async () => {
    const settings = await world().openOptions();
    const search = settings.page.getByRole('textbox', { name: 'Search settings' });
    await search.fill('redirect');
    await settings.page.getByRole('link', { name: 'Redirect URI For administrators' }).waitFor();
    await search.press('Enter');
    await expect.poll(() => focusedId(settings.page)).toBe('field-redirect-uri');
    await heading(settings, 'For administrators').waitFor();
    await search.fill('theme');
    await settings.page.getByRole('link', { name: 'Theme Appearance & keys' }).click();
    await heading(settings, 'Settings').waitFor();
    await expect
      .poll(() => settings.page.evaluate(() => document.activeElement?.closest('[id]')?.id))
      .toBe('theme');
  });

  test('of the status stands first: who is signed in, how the checks are, and the way to both', async () => {
    const settings = await world().openOptions();
    await settings.checkedWith('Everything works.');
    const status = settings.page.getByRole('region', { name: 'Account', exact: true });
    await status.getByText(/^(\d+) of \1 checks good$/).waitFor();
    const box = await status.boundingBox();
    expect(box && box.y < 200).toBe(true);
    await status.getByRole('link', { name: /checks good/ }).click();
    await expect.poll(() => isAtTop(settings.page, 'checks')).toBe(true);
    await settings.signOut();
    expect(await status.getByRole('button', { name: 'Sign in' }).isVisible()).toBe(true);
  });
});

describe('what administrators set up', () => {
  // The stories before have signed out.
  const signedIn = useWorld();

  test('has a view of its own, with a heading, a title and an address; Back returns', async () => {
    const settings = await signedIn().openOptions();
    await settings.checkedWith('Everything works.');
    const { page } = settings;
    expect(await page.title()).toBe('Settings · Cobrowse for Genesys Cloud');
    expect(await settings.field('Client ID').isVisible()).toBe(false);

    await page.getByRole('link', { name: 'For administrators' }).click();
    await heading(settings, 'For administrators').waitFor();
    await expect.poll(() => focusedId(page)).toBe('administrators');
    await expect.poll(() => isAtTop(page, 'administrators')).toBe(true);
    expect(await page.title()).toBe('For administrators · Settings · Cobrowse for Genesys Cloud');
    expect(new URL(page.url()).hash).toBe('#administrators');
    expect(await current(settings).innerText()).toBe('For administrators');
    expect(await current(settings).getAttribute('aria-current')).toBe('page');
    expect(await settings.field('Client ID').isVisible()).toBe(true);
    expect(await settings.field('Notice').isVisible()).toBe(false);
    // The status is first here too.
    expect(await settings.signedInAs(DANA.name).isVisible()).toBe(true);

    await page.goBack();
    await heading(settings, 'Settings').waitFor();
    await expect.poll(() => focusedId(page)).toBe('settings');
    expect(await page.title()).toBe('Settings · Cobrowse for Genesys Cloud');
    expect(await current(settings).innerText()).toBe('Account & connection');
    await page.goForward();
    await expect.poll(() => focusedId(page)).toBe('administrators');
    await page
      .getByRole('region', { name: 'Account', exact: true })
      .getByText(/checks good$/)
      .click();
    await expect.poll(() => isAtTop(page, 'checks')).toBe(true);
    await expect.poll(async () => (await politeRegions(page)).flat()).toContain('Settings');
  });

  test('keeps what is not saved in either view, and one Save stores both', async () => {
    const settings = await signedIn().openOptions();
    await settings.fill('Client ID', SECRET_CLIENT.id);
    await settings.openPolicyFile();
    await settings.page.getByRole('checkbox', { name: 'Always view only' }).check();
    await settings.fill('Notice', 'Sessions may be watched.');
    await settings.showAdministrators();
    expect(await settings.valueOf('Client ID')).toBe(SECRET_CLIENT.id);
    expect(await settings.page.getByRole('checkbox', { name: 'Always view only' }).isChecked()).toBe(true);
    await settings.save();
    // The button has another name during the save.
    await expect
      .poll(() =>
        signedIn()
          .worker()
          .evaluate(async () => (await chrome.storage.local.get('settings')).settings),
      )
      .toMatchObject({
        signIn: { clientId: SECRET_CLIENT.id },
        invite: { notice: 'Sessions may be watched.' },
      });
    await settings.fill('Client ID', PUBLIC_CLIENT);
    await settings.fill('Notice', '');
    await settings.save();
  });

  test('is where a Save leads that fails there, and the other way round', async () => {
    const settings = await signedIn().openOptions();
    const { page } = settings;
    await settings.fill('Client ID', 'not-an-id');
    await settings.fill('Notice', 'Not to be kept');
    await settings.button('Save').click();
    await heading(settings, 'For administrators').waitFor();
    await expect.poll(() => focusedId(page)).toBe('field-clientId');
    await page.getByText('A client ID looks like').waitFor();
    await expect.poll(async () => (await politeRegions(page)).flat()).toContain('For administrators');

    await settings.chooseCustomHost('http://genesys.example.com');
    await settings.fill('Client ID', PUBLIC_CLIENT);
    await settings.button('Save').click();
    await page.getByText('Only https is accepted').waitFor();
    await expect.poll(() => focusedId(page)).toBe('field-host');
    await heading(settings, 'Settings').waitFor();
    await settings.button('Discard').click();
  });
});

describe('before the set-up', () => {
  const fresh = useWorld({ signedIn: false });

  test('the status says that the client ID is missing, leads to it, and signs in from there', async () => {
    const settings = await fresh().openOptions();
    await settings.chooseCustomHost(fresh().origin);
    const status = settings.page.getByRole('region', { name: 'Account', exact: true });
    await status.getByText('Still missing:').waitFor();
    await status.getByRole('link', { name: 'Client ID' }).click();
    await expect.poll(() => focusedId(settings.page)).toBe('field-clientId');
    await settings.page.keyboard.type(PUBLIC_CLIENT);
    await status.getByText('Still missing:').waitFor({ state: 'hidden' });
    await settings.signInAs(DANA.name);
    await heading(settings, 'For administrators').waitFor();
  });
});
