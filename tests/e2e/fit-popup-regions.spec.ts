import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ALWAYS } from '../simulator/faults.ts';
import type { PopupPage } from './support/popup-page.ts';
import { setInvite } from './support/stored-settings.ts';
import { DANA, useWorld } from './support/world.ts';

const world = useWorld({ simulator: { conversations: 30, agents: 12, cobrowse: 'both' } });

/**
 * The sizes of a popup of 400 by 600 pixels: zoomed in, where the window is 800 by 600 pixels at
 * most, and with larger text.
 */
const SIZES = [
  { name: '100 %', width: 400, height: 600, font: 16 },
  { name: 'zoom 150 %', width: 400, height: 400, font: 16 },
  { name: 'zoom 200 %', width: 400, height: 300, font: 16 },
  { name: 'zoom 250 %', width: 320, height: 240, font: 16 },
  { name: 'text 150 %', width: 400, height: 600, font: 24 },
  { name: 'text 200 %', width: 400, height: 600, font: 32 },
] as const;

/** Without it, the list says that queues are hidden. */
const QUEUES = 'analytics:queueObservation:view';

/** Rows that must be seen at once: five, or three in a window that is low for its text. */
const rowsAt = ({ height, font }: (typeof SIZES)[number]) => {
  if (height / font >= 26.25) return 5;
  return height / font >= 18 ? 2.8 : 1.4;
};

/** What a view measures of itself. */
type Measured = {
  /** Regions that scroll, besides overlays. */
  scrollers: string[];
  pageScrolls: boolean;
  /** Controls and regions that are not wholly on the screen. */
  cut: string[];
  rows: number;
  overlays: { name: string; width: number; height: number; cut: boolean }[];
};

async function measure(page: Page): Promise<Measured> {
  return await page.evaluate(() => {
    const { innerWidth, innerHeight } = window;
    const root = document.scrollingElement ?? document.body;
    const popup = document.querySelector('.popup');
    const all = [...(popup?.querySelectorAll('*') ?? [])].filter(
      (each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest('dialog, nav'),
    );
    const scrolls = (each: Element) =>
      /auto|scroll/.test(getComputedStyle(each).overflowY) && each.scrollHeight > each.clientHeight + 1;
    const isUnseen = (each: Element) => getComputedStyle(each).clipPath !== 'none';
    const list = document.querySelector('.list-area');
    const isCut = (each: Element) => {
      const { left, right, top, bottom } = each.getBoundingClientRect();
      return left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1;
    };
    const nameOf = (each: Element) =>
      `${each.className} ${each.getAttribute('aria-label') ?? each.textContent.slice(0, 30)}`;
    const controls = all.filter(
      (each) =>
        each.matches('button, input, select, .notice-slot, .start-bar, .list-area') && !isUnseen(each),
    );
    // What one region hides of another is as bad as the window's edge.
    const covered = controls.filter((each) => {
      if (list?.contains(each)) return false;
      const region = each.parentElement?.closest(
        '.live-strip, .notice-slot, .picker-line, .toolbar, .start-bar, .search',
      );
      if (!region) return false;
      const [inner, outer] = [each.getBoundingClientRect(), region.getBoundingClientRect()];
      return inner.right > outer.right + 1 || inner.left < outer.left - 1;
    });
    // With larger text, it may be cut: its beginning says enough.
    const box = document.querySelector<HTMLInputElement>('.search-box:placeholder-shown');
    const pen = document.createElement('canvas').getContext('2d');
    if (pen && box) pen.font = getComputedStyle(box).font;
    const isLarge = getComputedStyle(document.documentElement).fontSize !== '16px';
    const clipped =
      box && pen && !isLarge && pen.measureText(box.placeholder).width > box.clientWidth ? [box] : [];
    const rowHeight = document.querySelector('[role=option]')?.getBoundingClientRect().height ?? 0;
    return {
      scrollers: all.filter(scrolls).map((each) => each.className),
      pageScrolls: root.scrollHeight > innerHeight || root.scrollWidth > innerWidth,
      cut: [
        ...controls.filter((each) => each === list || !list?.contains(each)).filter(isCut),
        ...covered,
        ...clipped,
      ].map(nameOf),
      rows: list && rowHeight > 0 ? list.clientHeight / rowHeight : 0,
      overlays: [...document.querySelectorAll(':popover-open')].map((each) => {
        const { width, height } = each.getBoundingClientRect();
        return { name: each.getAttribute('aria-label') ?? each.className, width, height, cut: isCut(each) };
      }),
    };
  });
}

/** Height of a row, in root font sizes. */
const ROW = 3;

/** Sets window and text size, as browser zoom and the browser's font size do. */
async function resize(page: Page, devTools: CDPSession, size: (typeof SIZES)[number]): Promise<void> {
  await page.setViewportSize({ width: size.width, height: size.height });
  const row = page.locator('#root:not([inert]) [role=option]').first();
  // A new document has the browser's own size, and the list reads the height of its rows early: on
  // a busy computer before the size is set.
  await expect
    .poll(async () => {
      await page.reload({ waitUntil: 'commit' });
      await devTools.send('Page.setFontSizes', { fontSizes: { standard: size.font, fixed: size.font } });
      return (await row.boundingBox())?.height;
    })
    .toBe(ROW * size.font);
}

let started = 0;

/** Starts sessions until there are so many: the second one is offered to the customer. */
async function haveSessions(count: number): Promise<void> {
  if (started >= count) return;
  const popup = await world().openPopup();
  for (; started < count; started += 1) {
    const customerName = `Maximiliane Friederike von und zu Nummer ${started}`;
    await world().control.addConversation({ customerName });
    // What comes before the list is live may be missed.
    await popup.button('Refresh').click();
    await popup.openOptions();
    const view = popup.page.getByText(started === 1 ? 'Customer’s page' : 'Agent’s page', { exact: true });
    // Before the first start, nobody knows yet that there is a choice.
    if (started === 1 || (await view.isVisible())) await view.click();
    await popup.closeOverlays();
    const opening = world().context.waitForEvent('page');
    await popup.start(customerName);
    await popup.page.getByRole('group', { name: 'What is this session for?' }).waitFor();
    await popup.page.keyboard.press('1');
    await popup.page.keyboard.press('Enter');
    await opening;
    await popup.comeBack();
  }
  await popup.page.close();
}

describe('the regions of the popup', () => {
  test.each([0, 1, 2, 8])(
    'leave the list its rows, cut nothing and scroll nowhere else, with %i sessions',
    { timeout: 300_000 },
    async (count) => {
      await setInvite(world(), { askPurpose: true });
      // The test before has taken it away.
      await world().control.changePermissions(DANA.userId, { add: [QUEUES] });
      await haveSessions(count);
      // One of a kind: of two that match equally, none is selected.
      const long = `Maximiliane Friederike von und zu Hohenlohe-Langenburg ${count}`;
      await world().control.addConversation({ customerName: long });
      const problems: string[] = [];
      for (const failing of [false, true]) {
        const popup = await world().openPopup();
        const devTools = await world().context.newCDPSession(popup.page);
        await withTrouble(popup, failing, long);
        for (const size of SIZES) {
          await resize(popup.page, devTools, size);
          for (const open of ['nothing', 'filters', 'options', 'purpose', 'details'] as const) {
            if (!(await openOverlay(popup, open))) continue;
            const where = `${size.name}, ${count} sessions, ${failing ? 'failing' : 'fine'}, ${open} open`;
            problems.push(
              ...problemsOf(await measure(popup.page), size, open).map((one) => `${where}: ${one}`),
            );
            await photograph(popup.page, where);
            if (open !== 'nothing') await popup.page.keyboard.press('Escape');
            await expect.poll(() => popup.page.locator(':popover-open').count()).toBe(0);
            await popup.filter.fill('');
          }
        }
        await popup.page.close();
      }
      expect(problems).toEqual([]);
    },
  );
});

/** A failed start, and a notice on what the list cannot contain; or neither. */
async function withTrouble(popup: PopupPage, failing: boolean, customer: string): Promise<void> {
  await world().control.changePermissions(DANA.userId, failing ? { remove: [QUEUES] } : { add: [QUEUES] });
  await popup.button('Refresh').click();
  if (!failing) {
    await popup.dismissAll();
    return;
  }
  await popup.page.getByText(/are hidden/).waitFor();
  await world().control.addFault({
    method: 'POST',
    path: '/cobrowse|co-?browse',
    status: 403,
    times: ALWAYS,
  });
  await popup.find(customer);
  await popup.filter.press('Enter');
  await popup.page.keyboard.press('1');
  await popup.page.keyboard.press('Enter');
  await popup.failure(/permission|Missing/).waitFor();
}

/** Opens an overlay; returns whether there is such a one now. */
async function openOverlay(popup: PopupPage, open: string): Promise<boolean> {
  const { page } = popup;
  const button = {
    filters: /^Filters/,
    options: /^Session options/,
    details: /^(?:Details|Session details|\d+ sessions?)$/,
  }[open];
  if (open === 'options' || open === 'purpose') {
    await popup.filter.fill('Hohenlohe');
    await popup.filter.press('ArrowDown');
  }
  if (open === 'purpose') await popup.filter.press('Enter');
  if (button) {
    const opener = page.getByRole('button', { name: button }).first();
    if ((await opener.count()) === 0) return false;
    await opener.click();
  }
  if (open !== 'nothing') await page.locator(':popover-open').first().waitFor();
  return true;
}

function problemsOf(measured: Measured, size: (typeof SIZES)[number], open: string): string[] {
  const { scrollers, pageScrolls, cut, rows, overlays } = measured;
  const problems = scrollers.filter((one) => one !== 'list-area').map((one) => `“${one}” scrolls`);
  if (pageScrolls) problems.push('the page scrolls');
  problems.push(...cut.map((one) => `“${one}” is cut`));
  // Once a row is chosen, the start bar is there too.
  const chosen = open === 'options' || open === 'purpose';
  const wanted = rowsAt(size) - (chosen && size.height / size.font < 26.25 ? 0.9 : 0);
  if (rows < wanted) problems.push(`the list has ${rows.toFixed(1)} of ${wanted} rows`);
  for (const { name, width, height, cut: isCut } of overlays) {
    if (isCut) problems.push(`the overlay “${name}” is cut`);
    if (height > size.height * 0.93) problems.push(`the overlay “${name}” is ${height} high`);
    if (width > size.width) problems.push(`the overlay “${name}” is ${width} wide`);
  }
  return problems;
}

/** For looking at what was measured: `POPUP_PICTURES` is a folder. */
async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env.POPUP_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name.replace(/\W+/g, '-')}.png` });
}
