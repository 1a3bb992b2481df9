import { afterEach, describe, expect, test } from 'vitest';
import { openRealPopup } from '../setup/real-popup.ts';
import { PopupPage } from './support/popup-page.ts';
import { WelcomePage } from './support/welcome-page.ts';
import { DANA, PUBLIC_CLIENT, useWorld } from './support/world.ts';

const world = useWorld({ signedIn: false });
const DUBLIN = 'https://apps.mypurecloud.ie/directory/#/engage/admin/interactions';

const storedSettings = () =>
  world()
    .worker()
    .evaluate(async () => (await chrome.storage.local.get('settings')).settings as unknown);

/** A page at the address of a region, which answers nothing: no test reaches out. */
async function openGenesysTab() {
  await world().context.route('https://apps.mypurecloud.ie/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Genesys Cloud</title>' }),
  );
  const page = await world().context.newPage();
  await page.goto(DUBLIN);
  return page;
}

describe('a supervisor who has just installed the extension', () => {
  test('meets the welcome page, which begins with the region and ends with the icon in the toolbar', async () => {
    const welcome = await WelcomePage.find(world());
    await expect.poll(() => welcome.currentStep.innerText()).toContain('Your region');
    await welcome.step('Try it').click();
    await welcome.page.getByText('Click the Extensions (puzzle) icon').waitFor();
  });

  test('is led there by the popup, to the tab that is open already', async () => {
    const welcome = await WelcomePage.open(world());
    const popup = await world().openPopup();
    await popup.button('Set up').click();
    await expect.poll(() => welcome.page.evaluate(() => document.visibilityState)).toBe('visible');
    expect(
      world()
        .context.pages()
        .filter((page) => page.url() === welcome.page.url()),
    ).toHaveLength(1);
  });
});

describe('the region of a Genesys Cloud tab', () => {
  afterEach(async () => {
    await world().context.unroute('https://apps.mypurecloud.ie/**');
    await world()
      .worker()
      .evaluate(() => chrome.storage.local.remove('settings'));
  });

  test('is proposed when the icon is pressed there, and taken at one press', async () => {
    const tab = await openGenesysTab();
    await tab.bringToFront();
    const { page, close } = await openRealPopup(world(), tab);
    const popup = new PopupPage(page);
    await popup.page.getByText('This tab is in EMEA (Dublin).').waitFor();
    expect(await storedSettings()).toBeUndefined();
    await popup.button('Use this region').click();
    const welcome = await WelcomePage.find(world());
    await expect.poll(() => welcome.currentStep.innerText()).toContain('Sign in');
    expect(await storedSettings()).toMatchObject({ environment: { kind: 'region', region: 'eu_west_1' } });
    // What the browser will ask for is said before it does.
    await welcome.page.getByText('api.mypurecloud.ie, login.mypurecloud.ie, apps.mypurecloud.ie').waitFor();
    await close();
  });

  test('is not read before the icon was pressed there', async () => {
    const tab = await openGenesysTab();
    await tab.bringToFront();
    const { page, close } = await openRealPopup(world());
    const popup = new PopupPage(page);
    await popup.button('Set up').waitFor();
    expect(await popup.page.getByText('Dublin').count()).toBe(0);
    await close();
    const welcome = await WelcomePage.open(world());
    await welcome.step('Your region').click();
    await welcome.field('Paste the address of your Genesys Cloud page').waitFor();
    expect(await welcome.button('Use this region').count()).toBe(0);
  });
});

describe('the set-up', () => {
  test('leads from a pasted address to a client ID, over the sign-in to the first session', async () => {
    const welcome = await WelcomePage.open(world());
    await welcome.step('Your region').click();
    await welcome.field('Paste the address of your Genesys Cloud page').fill(` ${DUBLIN} `);
    await welcome.page.getByText('This is EMEA (Dublin). It is now selected below.').waitFor();
    expect(await welcome.page.getByLabel('Region', { exact: true }).inputValue()).toBe('eu_west_1');

    // The simulator is a host of its own.
    await welcome.page.getByRole('radio', { name: 'Custom host' }).check();
    await welcome.field('Custom host').fill(world().origin);
    await welcome.button('Continue').click();
    await expect.poll(() => welcome.currentStep.innerText()).toContain('Sign in');
    await welcome.openClientFields();
    await expect
      .poll(() => welcome.field('Redirect URI').inputValue())
      .toBe(
        `https://${world().extensionId}.chromiumapp.org/loopback/localhost/${new URL(world().origin).port}`,
      );
    await welcome.page.getByText('What your administrator sets up').click();
    await welcome.page.getByText('cobrowse:session:write').waitFor();

    await welcome.field('Client ID').fill(PUBLIC_CLIENT);
    const opening = world().context.waitForEvent('page');
    await welcome.button('Sign in').click();
    const window = await opening;
    await window.getByLabel(DANA.name).check();
    await window.getByRole('button', { name: 'Sign in' }).click();
    await welcome.page.getByText(DANA.name).waitFor();
    await welcome.button('Continue').click();
    const genesys = world().context.waitForEvent('page');
    await welcome.button('Open Genesys Cloud').click();
    await (await genesys).waitForURL(`${world().origin}/directory/**`);
    const settings = world().context.waitForEvent('page');
    await welcome.page.bringToFront();
    await welcome.button('Run the checks').click();
    await (await settings).getByText('Everything works.').waitFor();

    const popup = await world().openPopup();
    await popup.rows.first().waitFor();
  });

  test('is found as it was left, by keyboard too, and each step can be visited again', async () => {
    const welcome = await WelcomePage.open(world());
    await expect.poll(() => welcome.currentStep.innerText()).toContain('Try it');
    await welcome.step('Your region (done)').focus();
    await welcome.page.keyboard.press('Enter');
    await welcome.page.getByRole('heading', { name: 'Choose your region' }).waitFor();
    // Whoever goes to a step hears where they are.
    await expect
      .poll(() => welcome.page.evaluate(() => document.activeElement?.textContent))
      .toBe('Choose your region');
    expect(await welcome.field('Custom host').inputValue()).toBe(world().origin);
    await welcome.step('Sign in (done)').click();
    await welcome.page.getByText(DANA.name).waitFor();
  });
});
