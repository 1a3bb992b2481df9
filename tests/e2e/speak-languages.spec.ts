import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { galleryOf, type ListedState, openState, readStates } from '../gallery/pages.ts';
import { type LaunchedExtension, launchExtension } from '../setup/launch-browser.ts';
import { findCut, findHardCoded } from '../setup/page-texts.ts';
import { GALLERY_BUILD_DIR } from '../setup/project.ts';
import { type SpeakingExtension, speakIn } from '../setup/speak-in.ts';
import { EXTENSION_DIR, openWorld, type World } from './support/world.ts';

/** The pages of the extension, at the width that they mostly have. */
const PAGES = [
  { file: 'popup.html', width: 400 },
  { file: 'sidepanel.html', width: 360 },
  { file: 'options.html', width: 1280 },
  { file: 'welcome.html', width: 1280 },
  { file: 'history.html', width: 1280 },
  { file: 'screens.html', width: 1280 },
  { file: 'practice-session.html', width: 1280 },
  { file: 'confirm-start.html', width: 420 },
].filter(({ file }) => existsSync(path.join(EXTENSION_DIR, file)));

let speaking: SpeakingExtension;
let world: World;
beforeAll(async () => {
  speaking = speakIn('pseudo', EXTENSION_DIR);
  world = await openWorld({ extensionDir: speaking.dir, signedIn: false });
});
afterAll(async () => {
  await world?.close();
  speaking?.remove();
});

async function open(file: string, width: number): Promise<Page> {
  const page = await world.context.newPage();
  await page.setViewportSize({ width, height: 800 });
  await page.goto(`chrome-extension://${world.extensionId}/${file}`);
  await page.locator('#root:not([inert]) > *, #panel > *').first().waitFor();
  return page;
}

/** Sends what a page of the extension sends: the names of its buttons differ between languages. */
async function request(page: Page, type: string, data?: unknown): Promise<void> {
  const answer = await page.evaluate(
    ([name, body]) => chrome.runtime.sendMessage({ id: 1, type: name, data: body, timestamp: Date.now() }),
    [type, data] as const,
  );
  expect(answer, type).toMatchObject({ res: { ok: true } });
}

async function check(page: Page, file: string): Promise<void> {
  expect(await findHardCoded(page), file).toEqual([]);
  const all: string[] = [];
  for (const width of [page.viewportSize()?.width ?? 400, 320]) {
    await page.setViewportSize({ width, height: 800 });
    const cut = await findCut(page);
    all.push(...cut.map((each) => `${width} pixels wide: ${each}`));
  }
  expect(all, file).toEqual([]);
}

test('the browser shows the texts of the catalog, in the brackets of the language that is none', async () => {
  const page = await open('popup.html', 400);
  const { message = '' } = speaking.texts.extension_short_name ?? {};
  expect(message).toMatch(/^⟦.+⟧$/);
  expect(await page.evaluate(() => chrome.i18n.getMessage('extension_short_name'))).toBe(message);
});

test('what is hard-coded, and what does not fit, is found', async () => {
  const page = await open('popup.html', 400);
  await page.evaluate(() => {
    document.body.innerHTML = `
      <main>
        <p>⟦Ţĥé <b>ŵĥöļé</b> ţéẋţ⟧ <bdi>Anna Keller</bdi> 12:30 PM</p>
        <p>Hard-coded</p>
        <button aria-label="Hard-coded name"></button>
        <p id="cut">⟦Çûţ ţéẋţ ţĥáţ îš ļöñĝ⟧</p>
        <p id="outside">⟦Ôûţšîðé öƒ ţĥé ŵîñðöŵ⟧</p>
      </main>`;
    // Not as attributes: the page's content security policy allows no inline styles.
    const style = (id: string, styles: Partial<CSSStyleDeclaration>) =>
      Object.assign(document.getElementById(id)?.style ?? {}, styles, { whiteSpace: 'nowrap' });
    style('cut', { width: '40px', overflow: 'hidden' });
    style('outside', { marginLeft: '390px' });
    document.title = '⟦Ţîţļé⟧';
  });
  expect(await findHardCoded(page)).toEqual(['[aria-label] Hard-coded name', 'Hard-coded']);
  const cut = await findCut(page);
  expect(cut.some((each) => /^cut: .*Çûţ/.test(each))).toBe(true);
  expect(cut.some((each) => /^outside: .*Ôûţšîðé/.test(each))).toBe(true);
});

describe('before the first sign-in, every text of a page comes from the catalog, and none is cut', () => {
  test.each(PAGES)('$file', async ({ file, width }) => {
    await check(await open(file, width), file);
  });
});

describe('with conversations and a session of the practice, too', () => {
  beforeAll(async () => {
    const page = await open('popup.html', 400);
    await request(page, 'enter-practice');
    await page.locator('[role="option"], [role="row"], [role="listitem"]').first().waitFor();
    await page.close();
  });

  test.each(PAGES.filter(({ file }) => file !== 'confirm-start.html'))('$file', async ({ file, width }) => {
    await check(await open(file, width), file);
  });
});

describe('in every state of the gallery, too', () => {
  /** What the browser and the platform say in the gallery, in their own language. */
  const OF_OTHERS = ['Start cobrowse for the conversation in this tab', 'timeoutInMinutes must be positive'];
  let gallery: SpeakingExtension;
  let launched: LaunchedExtension;
  let states: ListedState[];
  beforeAll(async () => {
    gallery = speakIn('pseudo', GALLERY_BUILD_DIR);
    launched = await launchExtension({ extensionDir: gallery.dir });
    const page = await launched.context.newPage();
    states = await readStates(page, galleryOf(launched.extensionId));
    await page.close();
  });
  afterAll(async () => {
    await launched?.close();
    gallery?.remove();
  });

  test('nothing is hard-coded, and nothing is cut', { timeout: 400_000 }, async () => {
    const page = await launched.context.newPage();
    const found: string[] = [];
    for (const state of states) {
      await page.setViewportSize(state.size);
      await openState(page, galleryOf(launched.extensionId), state);
      const faults = [...(await findHardCoded(page, OF_OTHERS)), ...(await findCut(page))];
      found.push(
        // The gallery's own title is for nobody.
        ...faults
          .filter((each) => !each.startsWith('[document title] Gallery'))
          .map((each) => `${state.name}: ${each}`),
      );
    }
    expect(states.length).toBeGreaterThan(150);
    expect(found).toEqual([]);
  });

  test('the scopes are tabs where their names have room, else a select in the header', async () => {
    const page = await launched.context.newPage();
    await openState(page, galleryOf(launched.extensionId), { name: 'popup/needs-me' });
    const tabs = page.locator('header .scope .segment > span');
    const select = page.locator('header select.scope-select');
    await page.setViewportSize({ width: 320, height: 600 });
    await select.waitFor();
    expect(await tabs.count()).toBe(0);
    const { x = 0, width = 999 } = (await select.boundingBox()) ?? {};
    expect(x + width).toBeLessThanOrEqual(320);
    await page.setViewportSize({ width: 600, height: 600 });
    await tabs.first().waitFor();
    expect(await tabs.evaluateAll((all) => all.every((each) => each.scrollWidth <= each.clientWidth))).toBe(
      true,
    );
    await page.close();
  });
});

describe.each([
  // The longest, one without spaces, and one that is written from right to left.
  { locale: 'de', dir: 'ltr' },
  { locale: 'ja', dir: 'ltr' },
  { locale: 'ar', dir: 'rtl' },
])('in the language $locale', ({ locale, dir }) => {
  let spoken: SpeakingExtension;
  let own: World;
  beforeAll(async () => {
    spoken = speakIn(locale, EXTENSION_DIR);
    own = await openWorld({ extensionDir: spoken.dir, signedIn: false });
    const page = await own.context.newPage();
    await page.goto(`chrome-extension://${own.extensionId}/popup.html`);
    await request(page, 'enter-practice');
    await page.locator('[role="option"]').first().waitFor();
    await page.close();
  });
  afterAll(async () => {
    await own?.close();
    spoken?.remove();
  });

  test.each(PAGES)('$file says it, in its direction, and cuts nothing', async ({ file, width }) => {
    const page = await own.context.newPage();
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`chrome-extension://${own.extensionId}/${file}`);
    await page.locator('#root:not([inert]) > *, #panel > *').first().waitFor();
    if (file === 'popup.html') await page.locator('[role="option"]').first().waitFor();
    const root = page.locator('html');
    expect([await root.getAttribute('lang'), await root.getAttribute('dir')]).toEqual([locale, dir]);
    for (const wide of [width, 320]) {
      await page.setViewportSize({ width: wide, height: 800 });
      expect(await findCut(page), `${wide} pixels wide`).toEqual([]);
    }
    await page.close();
  });

  test('the button that starts keeps the beginning of a name that is too long for it', async () => {
    const page = await own.context.newPage();
    await page.setViewportSize({ width: 300, height: 600 });
    await page.goto(`chrome-extension://${own.extensionId}/popup.html`);
    await page.locator('#root:not([inert]) [role="option"]').first().waitFor();
    await page.getByRole('combobox').first().press('ArrowDown');
    const name = page.locator('.start-name [dir=auto]');
    await name.waitFor();
    const isSeen = await name.evaluate((element) => {
      element.textContent = `Annemarie ${element.textContent} `.repeat(3);
      const range = document.createRange();
      range.setStart(element.firstChild ?? element, 0);
      range.setEnd(element.firstChild ?? element, 1);
      const [first, button] = [range, element.closest('button')].map((each) => each?.getBoundingClientRect());
      if (!first || !button || element.scrollWidth <= element.clientWidth) return false;
      return first.width > 0 && first.left >= button.left && first.right <= button.right;
    });
    expect(isSeen).toBe(true);
    await page.close();
  });
});
