import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Firefox, launchFirefox } from './support/launch-firefox.ts';
import type { Page } from './support/page.ts';

const ROWS = { role: 'option', within: { role: 'listbox', name: 'Active conversations' } };
const executable = inject('firefox');

describe.skipIf(executable === null)('the extension in Firefox', () => {
  let firefox: Firefox;

  beforeAll(async () => {
    firefox = await launchFirefox(executable ?? '');
  });

  afterAll(async () => {
    await firefox?.close();
  });

  const button = (name: string) => ({ role: 'button', name });
  const card = (agent: string) => ({ role: 'article', name: `Cobrowse with ${agent}` });

  async function onlyPage(file: string): Promise<Page> {
    await expect.poll(async () => (await firefox.pages(file)).length, { timeout: 15_000 }).toBe(1);
    const [page] = await firefox.pages(file);
    if (!page) throw new Error(`${file} went away.`);
    return page;
  }

  /** Filters by the customer's name until their row alone is left, then presses Enter. */
  async function start(popup: Page, customer: string): Promise<void> {
    await popup.click({ role: 'combobox', name: 'Filter conversations' });
    await popup.type(customer);
    await expect.poll(() => popup.texts(ROWS)).toEqual([expect.stringContaining(customer)]);
    await popup.pressEnter();
  }

  test('opens its welcome page by itself after installing', async () => {
    const welcome = await onlyPage('welcome.html');
    await welcome.waitForText('Cobrowse for Genesys Cloud');
    console.log(await welcome.text());
    console.log(await welcome.texts({ role: 'button' }));
  });

  test('practice', async () => {
    const popup = await firefox.open('popup.html');
    await popup.click(button('Practise first'));
    await popup.waitForText('Practice: nobody here is real.');
    await popup.waitForText('Maria Oliveira');
    await start(popup, 'Maria Oliveira');
    const session = await onlyPage('practice-session.html');
    await session.waitFor({ role: 'heading', name: 'Cobrowse with Amara Nwosu' });
    console.log(await session.text());
    await popup.bringToFront();
    await popup.waitFor(card('Amara Nwosu'));
    console.log(await popup.text());
    console.log(await firefox.watch.background());
    await firefox.watch.stopBackground();
    console.log(await firefox.watch.background());
    await popup.click(button('End'));
    await popup.click(button('End'));
    await popup.waitFor(card('Amara Nwosu'), 0);
    console.log(await firefox.watch.errors(), await firefox.watch.requests());
    const options = await firefox.open('options.html');
    await options.waitForText('Checks');
    await new Promise((r) => setTimeout(r, 2000));
    console.log(await options.texts({ role: 'list', name: 'Results of the checks' }));
    const history = await firefox.open('history.html');
    await new Promise((r) => setTimeout(r, 2000));
    console.log(await history.text());
  });
});
