import { describe, expect, test } from 'vitest';
import type { DesktopPage } from './support/desktop-page.ts';
import { joinTabs, nextJoinTab } from './support/join-tabs.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();
const HOST = 'cobrowse-for-genesys-cloud';

/** The desktop with our button for a conversation of its own. */
async function desktopWithButton(customerName: string): Promise<{ desktop: DesktopPage; id: string }> {
  const { id } = await world().control.addConversation({ customerName });
  const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
  await desktop.waitForButton(/^Cobrowse/);
  return { desktop, id };
}

/** Resolves when the browser has painted the button so that it can be seen, or cannot; it looks at most every 100 ms. */
async function painted({ page }: DesktopPage, toBeSeen: boolean): Promise<void> {
  await page.bringToFront();
  await page.evaluate(
    ([name, wanted]) =>
      new Promise<void>((resolve) => {
        const host = document.querySelector(name);
        const options = { trackVisibility: true, delay: 100 } as IntersectionObserverInit;
        const observer = new IntersectionObserver((sightings) => {
          const last = sightings.at(-1) as IntersectionObserverEntry & { isVisible: boolean };
          if (last.isVisible === wanted) resolve();
        }, options);
        if (host) observer.observe(host);
      }),
    [HOST, toBeSeen] as const,
  );
}

const sessionsOf = async (id: string) =>
  (await world().control.sessions()).filter(({ conversationId }) => conversationId === id);

async function expectNothingStarted(id: string) {
  const { starts } = await world()
    .worker()
    .evaluate(async () => {
      const { 'cobrowse-starts': booked } = await chrome.storage.session.get('cobrowse-starts');
      return { starts: Object.keys(booked ?? {}) };
    });
  expect(starts).not.toContain(id);
  expect(await sessionsOf(id)).toEqual([]);
  expect(joinTabs(world().context)).toEqual([]);
}

describe('a page that wants the supervisor to start what they do not mean', () => {
  test.each<[string, (host: HTMLElement) => void]>([
    [
      'covers it with a picture that lets clicks through',
      (host) => {
        const { left, top, width, height } = host.getBoundingClientRect();
        const cover = document.createElement('div');
        cover.style.cssText = `position:fixed;z-index:2147483647;pointer-events:none;background:#fff;left:${left - 9}px;top:${top - 9}px;width:${width + 18}px;height:${height + 18}px`;
        document.documentElement.append(cover);
      },
    ],
    ['makes it transparent', (host) => host.style.setProperty('opacity', '0.01', 'important')],
    [
      'makes what it stands in transparent',
      (host) => host.parentElement?.style.setProperty('opacity', '0.02'),
    ],
    ['paints over it with a filter', (host) => host.style.setProperty('filter', 'opacity(1%)', 'important')],
    [
      'turns it into something else',
      (host) => host.style.setProperty('transform', 'skewX(70deg)', 'important'),
    ],
  ])('%s: the press starts nothing, and says why', async (_how, attack) => {
    const { desktop, id } = await desktopWithButton('Led Astray Lea');
    await desktop.page.locator(HOST).evaluate(attack);
    await painted(desktop, false);
    await desktop.press(/^Cobrowse/);
    await expect.poll(() => desktop.text()).toContain('Something on this page covers the Cobrowse button.');
    await expectNothingStarted(id);
  });

  test('uncovered again, the button starts as ever', async () => {
    const { desktop, id } = await desktopWithButton('Uncovered Uma');
    const host = desktop.page.locator(HOST);
    await host.evaluate((element) => element.style.setProperty('opacity', '0'));
    await painted(desktop, false);
    await desktop.press(/^Cobrowse/);
    await expect.poll(() => desktop.text()).toContain('Something on this page covers');
    await host.evaluate((element) => element.style.removeProperty('opacity'));
    await painted(desktop, true);
    // At a person's pace: the browser looks again a moment after it has painted, and a press before that is refused once more.
    await expect
      .poll(
        async () => {
          if (await desktop.text().then((text) => text.includes('covers')))
            await desktop.press(/^Cobrowse/).catch(() => undefined);
          return (await sessionsOf(id)).length;
        },
        { interval: 1_000, timeout: 15_000 },
      )
      .toBe(1);
  });

  test('makes up clicks, keys and touches, on the button and on copies of it: nothing starts', async () => {
    const { desktop, id } = await desktopWithButton('Synthetic Sina');
    const found = await desktop.page.evaluate((name) => {
      const host = document.querySelector<HTMLElement>(name);
      if (!host) throw new Error('no button');
      const copy = host.cloneNode(true) as HTMLElement;
      host.after(copy);
      const { left, top, width, height } = host.getBoundingClientRect();
      const at = {
        bubbles: true,
        composed: true,
        cancelable: true,
        clientX: left + width / 2,
        clientY: top + height / 2,
      };
      for (const target of [host, copy, host.parentElement ?? host]) {
        for (const type of ['pointerdown', 'pointerup']) target.dispatchEvent(new PointerEvent(type, at));
        for (const type of ['mousedown', 'mouseup', 'click', 'dblclick'])
          target.dispatchEvent(new MouseEvent(type, at));
        for (const key of ['Enter', ' '])
          for (const type of ['keydown', 'keypress', 'keyup'])
            target.dispatchEvent(new KeyboardEvent(type, { ...at, key }));
        const touch = new Touch({ identifier: 1, target, clientX: at.clientX, clientY: at.clientY });
        for (const type of ['touchstart', 'touchend'])
          target.dispatchEvent(new TouchEvent(type, { ...at, changedTouches: [touch] }));
        target.focus();
        target.click();
      }
      const inside = document.elementFromPoint(at.clientX, at.clientY);
      copy.remove();
      return { open: host.shadowRoot !== null || copy.shadowRoot !== null, inside: inside?.localName };
    }, HOST);
    expect(found).toEqual({ open: false, inside: HOST });
    // A real press afterwards: whatever the made-up ones had begun would have been first.
    const opening = nextJoinTab(world().context);
    await desktop.press(/^Cobrowse/);
    await opening;
    expect(await sessionsOf(id)).toHaveLength(1);
  });
});

describe('a page that wants the button gone', () => {
  test('says that a newer copy has started: the button stays, once', async () => {
    const { desktop, id } = await desktopWithButton('Retired Rita');
    await desktop.page.evaluate((extensionId) => {
      for (const type of [
        `${extensionId}:genesys-desktop:wxt:content-script-started`,
        'wxt:content-script-started',
      ]) {
        const detail = { contentScriptName: 'genesys-desktop', messageId: 'forged' };
        for (const target of [document, window, document.body])
          target.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
        window.postMessage({ type, ...detail }, '*');
      }
    }, world().extensionId);
    const opening = nextJoinTab(world().context);
    await desktop.press(/^Cobrowse/);
    await opening;
    expect(await sessionsOf(id)).toHaveLength(1);
    expect(await desktop.page.locator(HOST).count()).toBe(1);
  });

  test('takes it out again and again: it comes back, and works', async () => {
    const { desktop, id } = await desktopWithButton('Removed Ramon');
    for (let times = 0; times < 3; times += 1) {
      await desktop.page.locator(HOST).evaluate((host) => host.remove());
      await desktop.waitForButton(/^Cobrowse/);
    }
    const opening = nextJoinTab(world().context);
    await desktop.press(/^Cobrowse/);
    await opening;
    expect(await sessionsOf(id)).toHaveLength(1);
  });
});
