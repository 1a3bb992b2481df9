import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUTTON_HOST, BUTTON_HOST_ATTRIBUTE } from './support/button-host.ts';
import { ConfirmWindow, confirmWindows } from './support/confirm-window.ts';
import type { DesktopPage } from './support/desktop-page.ts';
import { joinTabs, nextJoinTab } from './support/join-tabs.ts';
import { NINE, pressAltShift } from './support/shortcut-keys.ts';
import { removeStranger, writeStranger } from './support/stranger.ts';
import { openRootAsStranger, openStranger } from './support/stranger-in-page.ts';
import { EXTENSION_DIR, useWorld } from './support/world.ts';

// The list of attacks on one boundary: a hostile script in the Genesys desktop (or another
// extension in it) wants the supervisor to start a session that they did not mean. What holds: a
// press starts at once only if it was plainly the person's, on a button that they saw whole and
// unaltered; a doubtful press is confirmed in a window of our own; anything else does nothing.

const stranger = writeStranger();
afterAll(() => removeStranger(stranger));
const world = useWorld({ extensionDir: `${EXTENSION_DIR},${stranger}` });

const routeOf = (id: string) => `#/analytics/interactions/${id}/admin`;

/** The desktop with our button for a conversation of its own, standing there. */
async function desktopWithButton(customerName: string): Promise<{ desktop: DesktopPage; id: string }> {
  const { id } = await world().control.addConversation({ customerName });
  const desktop = await world().openDesktop(routeOf(id));
  await desktop.standing(new RegExp(`^Cobrowse.*${customerName}`));
  return { desktop, id };
}

const sessionsOf = async (id: string) =>
  (await world().control.sessions()).filter(({ conversationId }) => conversationId === id);

/** Nothing has started for the conversation, and nothing is about to. */
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

/** What was done to the page has been painted, and the browser has had time to look at it. */
const settle = (desktop: DesktopPage) => desktop.pass(900);

/**
 * The press was the person's but leaves a doubt: our own window asks, names the conversation, and
 * starts it when it is confirmed there.
 */
async function expectConfirmation(id: string, customerName: string, why: RegExp) {
  const window = await ConfirmWindow.find(world().context);
  await expect.poll(() => window.fact('Customer').innerText()).toBe(customerName);
  expect(await window.page.getByText(why).count()).toBe(1);
  await expectNothingStarted(id);
  return window;
}

/** Nothing follows: no start, and no window that asks. */
async function expectNothing(desktop: DesktopPage, id: string) {
  await desktop.pass(700);
  await expectNothingStarted(id);
  expect(confirmWindows(world().context)).toEqual([]);
}

/** The button starts for its conversation at once, without a question. */
async function expectStartsAtOnce(desktop: DesktopPage, id: string) {
  const opening = nextJoinTab(world().context);
  await desktop.press(/^Cobrowse/);
  await opening;
  expect(confirmWindows(world().context)).toEqual([]);
  expect(await sessionsOf(id)).toHaveLength(1);
}

const ALTERED = /was partly hidden or altered/;

describe('a page that hides the button until the press', () => {
  test.each(['pointerover', 'pointerdown', 'pointerup'])(
    'uncovers it in %s: nothing starts at once',
    async (moment) => {
      const { desktop, id } = await desktopWithButton(`Hidden until ${moment}`);
      await desktop.page.evaluate(
        ([host, type]) => {
          const button = document.querySelector(`[${host}]`);
          if (!button) throw new Error('There is no button.');
          const { left, top, width, height } = button.getBoundingClientRect();
          const cover = document.createElement('div');
          cover.style.cssText = `position:fixed;z-index:2147483647;pointer-events:none;background:#fff;left:${left - 9}px;top:${top - 9}px;width:${width + 18}px;height:${height + 18}px`;
          document.documentElement.append(cover);
          addEventListener(String(type), () => cover.remove(), true);
        },
        [BUTTON_HOST_ATTRIBUTE, moment] as const,
      );
      await settle(desktop);
      const { x, y } = await desktop.standing(/^Cobrowse/);
      await desktop.page.mouse.move(x, y);
      await desktop.pass(200);
      await desktop.page.mouse.down();
      await desktop.pass(200);
      await desktop.page.mouse.up();
      await desktop.pass(700);
      await expectNothingStarted(id);
      // One that was covered until the very end of the press is asked about in our own window.
      for (const asking of confirmWindows(world().context)) await asking.close();
      await desktop.page.bringToFront();
      await expectStartsAtOnce(desktop, id);
    },
  );

  test('a name that is written from right to left is plain to see', async () => {
    const { desktop, id } = await desktopWithButton('שרה כהן');
    await expectStartsAtOnce(desktop, id);
  });
});

describe('a page that covers, cuts or paints over the button', () => {
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
    [
      'covers the names on it alone',
      (host) => {
        const { right, top, height } = host.getBoundingClientRect();
        const cover = document.createElement('div');
        cover.style.cssText = `position:fixed;z-index:2147483647;pointer-events:none;background:#fff;left:${right - 40}px;top:${top}px;width:40px;height:${height}px`;
        document.documentElement.append(cover);
      },
    ],
    [
      'shows a popover over it, in the top layer',
      (host) => {
        const { left, top } = host.getBoundingClientRect();
        const cover = document.createElement('div');
        cover.popover = 'manual';
        cover.textContent = 'Close';
        cover.style.cssText = `position:fixed;margin:0;pointer-events:none;left:${left}px;top:${top}px;width:260px;height:32px`;
        document.body.append(cover);
        cover.showPopover();
      },
    ],
    [
      'shows a dialog over it',
      (host) => {
        const { left, top } = host.getBoundingClientRect();
        const cover = document.createElement('dialog');
        cover.textContent = 'Close';
        cover.style.cssText = `position:fixed;z-index:2147483647;margin:0;pointer-events:none;left:${left}px;top:${top}px;width:260px;height:32px`;
        document.body.append(cover);
        cover.show();
      },
    ],
    [
      'makes what it stands in almost transparent',
      (host) => host.parentElement?.style.setProperty('opacity', '0.02'),
    ],
    ['fades it a little', (host) => host.parentElement?.style.setProperty('opacity', '0.99')],
    [
      'paints what it stands in with a filter',
      (host) => host.parentElement?.style.setProperty('filter', 'opacity(1%)'),
    ],
    [
      'inverts the whole page, as dark modes do',
      () => document.documentElement.style.setProperty('filter', 'invert(1) hue-rotate(180deg)'),
    ],
    [
      'masks what it stands in',
      (host) =>
        host.parentElement?.style.setProperty(
          'mask-image',
          'linear-gradient(to right, black 10%, transparent 10%)',
        ),
    ],
    [
      'blends what it stands in away',
      (host) => host.parentElement?.style.setProperty('mix-blend-mode', 'lighten'),
    ],
    [
      'cuts a slice of ten pixels out of it with overflow, and scrolls that to its middle',
      (host) => {
        const bar = host.parentElement;
        if (!bar) return;
        bar.style.cssText = 'display:flex;flex-wrap:nowrap;overflow:hidden;width:10px;padding:0;border:0';
        bar.scrollLeft = host.offsetLeft - bar.offsetLeft + host.offsetWidth / 2 - 5;
      },
    ],
    [
      'cuts it with a clip path',
      (host) => host.parentElement?.style.setProperty('clip-path', 'inset(0 0 0 40%)'),
    ],
    [
      'cuts a hole into its names with a clip path as large as what it stands in',
      (host) => {
        const outer = host.parentElement?.getBoundingClientRect();
        const inner = host.getBoundingClientRect();
        if (!outer) return;
        const [left, right] = [inner.right - 60 - outer.left, inner.right - 10 - outer.left];
        host.parentElement?.style.setProperty(
          'clip-path',
          `polygon(evenodd, 0 0, 100% 0, 100% 100%, 0 100%, 0 0, ${left}px 20%, ${right}px 20%, ${right}px 80%, ${left}px 80%, ${left}px 20%)`,
        );
      },
    ],
    [
      'cuts its corners off round',
      (host) => {
        host.parentElement?.style.setProperty('overflow', 'hidden');
        host.parentElement?.style.setProperty('border-radius', '50%');
      },
    ],
    [
      'contains what it stands in, and makes that small',
      (host) => {
        const bar = host.parentElement;
        if (!bar) return;
        const width = host.getBoundingClientRect().left - bar.getBoundingClientRect().left;
        bar.style.cssText = `contain:paint;flex-wrap:nowrap;width:${width + host.offsetWidth * 0.8}px`;
      },
    ],
    ['shrinks what it stands in with zoom', (host) => host.parentElement?.style.setProperty('zoom', '0.5')],
    [
      'shrinks it with a transform',
      (host) => host.parentElement?.style.setProperty('transform', 'scale(0.4)'),
    ],
    ['skews what it stands in', (host) => host.parentElement?.style.setProperty('transform', 'skewX(50deg)')],
    [
      'turns what it stands in, in three dimensions',
      (host) => host.parentElement?.style.setProperty('transform', 'perspective(400px) rotateY(50deg)'),
    ],
    [
      'fades the whole page with an animation',
      () => void document.body.animate([{ opacity: 0.5 }, { opacity: 0.5 }], { duration: 1e8 }),
    ],
  ])('%s: the press starts nothing before it is confirmed', async (_how, attack) => {
    const name = 'Led Astray Lea';
    const { desktop, id } = await desktopWithButton(name);
    await desktop.page.locator(BUTTON_HOST).evaluate(attack);
    await settle(desktop);
    await desktop.press(/^Cobrowse/);
    await expectConfirmation(id, name, ALTERED);
  });

  test('shrinks it to a dot: a press on the dot starts nothing', async () => {
    const { desktop, id } = await desktopWithButton('Tiny Tina');
    await desktop.page
      .locator(BUTTON_HOST)
      .evaluate((host) => host.parentElement?.style.setProperty('zoom', '0.05'));
    await settle(desktop);
    await desktop.press(/^Cobrowse/);
    await expectNothingStarted(id);
  });

  test('confirmed in our own window, such a press starts after all', async () => {
    const name = 'Filtered Fay';
    const { desktop, id } = await desktopWithButton(name);
    await desktop.page.evaluate(() => document.documentElement.style.setProperty('filter', 'invert(1)'));
    await settle(desktop);
    await desktop.press(/^Cobrowse/);
    const window = await expectConfirmation(id, name, ALTERED);
    const opening = nextJoinTab(world().context);
    await window.confirm();
    await opening;
    expect(await sessionsOf(id)).toHaveLength(1);
    await expect.poll(() => confirmWindows(world().context)).toEqual([]);
  });

  test('uncovered again, the button starts at once as ever', async () => {
    const { desktop, id } = await desktopWithButton('Uncovered Uma');
    const host = desktop.page.locator(BUTTON_HOST);
    await host.evaluate((element) => element.parentElement?.style.setProperty('opacity', '0'));
    await settle(desktop);
    await host.evaluate((element) => element.parentElement?.style.removeProperty('opacity'));
    await settle(desktop);
    await expectStartsAtOnce(desktop, id);
  });
});

describe('a page that styles the button from outside: nothing reaches it, and it starts at once', () => {
  test.each<[string, string]>([
    ['its transparency', 'opacity: 0.01 !important'],
    ['a filter', 'filter: opacity(1%) !important'],
    ['a transform', 'transform: skewX(70deg) !important; scale: 0.1 !important'],
    ['its size', 'width: 4px !important; height: 4px !important; zoom: 0.05 !important'],
    [
      'what is cut of it',
      'overflow: hidden !important; clip-path: inset(40%) !important; contain: strict !important',
    ],
    ['a mask', 'mask: linear-gradient(transparent, transparent) !important'],
    ['how it is blended', 'mix-blend-mode: difference !important'],
    [
      'the colors of its text',
      'color: transparent !important; -webkit-text-fill-color: transparent !important; -webkit-text-stroke: 9px red !important; text-shadow: 0 0 9px #fff !important',
    ],
    [
      'how its text is set',
      'font: 1px serif !important; letter-spacing: -9px !important; text-indent: -999px !important; text-transform: uppercase !important; -webkit-text-security: disc !important; direction: rtl !important; writing-mode: vertical-rl !important; word-spacing: 99px !important',
    ],
    [
      'custom properties',
      '--action: transparent !important; --on-action: transparent !important; --surface: transparent !important; --text: transparent !important',
    ],
    ['an animation', 'animation: fade 1s infinite !important; transition: all 99s !important'],
  ])('%s', async (_what, style) => {
    const { desktop, id } = await desktopWithButton('Restyled Rosa');
    const before = await desktop.standing(/^Cobrowse/);
    await desktop.page.evaluate(
      ([selector, declarations]) => {
        for (const name of ['--action', '--on-action', '--surface', '--text'])
          try {
            CSS.registerProperty({ name, syntax: '<length>', inherits: true, initialValue: '0px' });
          } catch {
            // Registered by an earlier attack in this page.
          }
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(
          `@keyframes fade { to { opacity: 0 } } ${selector}, ${selector}::before { ${declarations} } ${selector}::before, ${selector}::after { content: "Close" !important; position: absolute !important; inset: 0 !important; background: #fff !important; pointer-events: none } html::selection, *::selection { color: transparent !important; background: transparent !important }`,
        );
        document.adoptedStyleSheets.push(sheet);
        const host = document.querySelector<HTMLElement>(selector);
        host?.style.setProperty('cssText', declarations);
        if (host) host.style.cssText = declarations;
        getSelection()?.selectAllChildren(document.body);
      },
      [BUTTON_HOST, style] as const,
    );
    await settle(desktop);
    expect(await desktop.standing(/^Cobrowse/)).toEqual(before);
    await expectStartsAtOnce(desktop, id);
  });
});

describe('a page that tries to open the closed root', () => {
  test('cannot: the host is no custom element and can never become one', async () => {
    const { desktop } = await desktopWithButton('Locked Lola');
    const found = await desktop.page.evaluate((selector) => {
      const host = document.querySelector<HTMLElement>(selector);
      if (!host) throw new Error('no button');
      const reached: string[] = [];
      const attempt = (what: string, work: () => unknown) => {
        try {
          if (work()) reached.push(what);
        } catch {
          // Refused.
        }
      };
      attempt('shadowRoot', () => host.shadowRoot);
      attempt('attachInternals', () => host.attachInternals().shadowRoot);
      attempt('attachShadow', () => host.attachShadow({ mode: 'open' }));
      attempt('a custom element of its name', () => {
        customElements.define(
          host.localName,
          class extends HTMLElement {
            constructor() {
              super();
              if (this.attachInternals().shadowRoot) reached.push('in a custom element');
            }
          },
        );
        customElements.upgrade(host);
        return true;
      });
      attempt('a custom element by is', () => host.getAttribute('is'));
      const { left, top } = host.getBoundingClientRect();
      attempt('what is at a point', () => document.elementFromPoint(left + 20, top + 16) !== host);
      attempt('animations', () =>
        document
          .getAnimations()
          .some(({ effect }) => (effect as KeyframeEffect | null)?.target?.getRootNode() !== document),
      );
      return { reached, hyphen: host.localName.includes('-') };
    }, BUTTON_HOST);
    expect(found).toEqual({ reached: [], hyphen: false });
  });

  test('cannot put other words into an element of it: none of them can have a root of its own', async () => {
    const { desktop } = await desktopWithButton('Rooted Rut');
    await desktop.inRoot((root) => {
      for (const element of root.querySelectorAll('*')) {
        let attached = true;
        try {
          element.attachShadow({ mode: 'open' });
        } catch {
          attached = false;
        }
        if (attached) throw new Error(`<${element.localName}> took a root`);
      }
    });
  });
});

/** Gives the focus to our button by script, from inside the root. */
const focusButton = (root: ShadowRoot) => root.querySelector('button')?.focus();
const FOCUS = /may have moved the keyboard focus/;

describe('somebody with access to the closed root', () => {
  test('another extension can open it; its focus() and the person’s next Enter start nothing', async () => {
    const name = 'Opened Olga';
    const { desktop, id } = await desktopWithButton(name);
    const page = await openStranger(world());
    await desktop.page.bringToFront();
    expect(await openRootAsStranger(page, desktop, 'focus')).toBe(true);
    await settle(desktop);
    await desktop.page.keyboard.press('Enter');
    await expectConfirmation(id, name, FOCUS);
  });

  test('another extension puts a label for our button into it: the person’s click on that starts nothing', async () => {
    const { desktop, id } = await desktopWithButton('Labeled Lars');
    const page = await openStranger(world());
    await desktop.page.bringToFront();
    expect(await openRootAsStranger(page, desktop, 'label')).toBe(true);
    await desktop.page.mouse.click(300, 420);
    await expectNothing(desktop, id);
    await expectStartsAtOnce(desktop, id);
  });

  test.each<[string, 'Enter' | 'Space']>([
    ['Enter', 'Enter'],
    ['the space bar', 'Space'],
  ])(
    'gives our button the focus: the person’s %s starts nothing before it is confirmed',
    async (_key, key) => {
      const name = 'Focused Finn';
      const { desktop, id } = await desktopWithButton(name);
      await desktop.inRoot(focusButton);
      await settle(desktop);
      await desktop.page.keyboard.press(key);
      await expectConfirmation(id, name, FOCUS);
    },
  );

  test('keeps the keys from us: the click that comes alone is confirmed first', async () => {
    const name = 'Muffled Malte';
    const { desktop, id } = await desktopWithButton(name);
    await desktop.page.evaluate(() =>
      addEventListener('keydown', (event) => event.stopImmediatePropagation(), true),
    );
    await desktop.inRoot(focusButton);
    await settle(desktop);
    await desktop.page.keyboard.press('Enter');
    await expectConfirmation(id, name, /without a mouse or keyboard/);
  });

  test('gives it the focus while a key is held down: its repeats start nothing', async () => {
    const { desktop, id } = await desktopWithButton('Repeated Rafa');
    await desktop.page.keyboard.down('Enter');
    await desktop.inRoot(focusButton);
    await settle(desktop);
    for (let times = 0; times < 5; times += 1) await desktop.page.keyboard.down('Enter');
    await desktop.page.keyboard.up('Enter');
    await expectNothing(desktop, id);
  });

  test('a key with a modifier is none of ours', async () => {
    const { desktop, id } = await desktopWithButton('Modified Mona');
    await desktop.inRoot(focusButton);
    await settle(desktop);
    for (const key of ['Control+Enter', 'Shift+Enter', 'Alt+Enter', 'Meta+Enter', 'Control+Space'])
      await desktop.page.keyboard.press(key);
    await expectNothing(desktop, id);
  });

  test.each<[string, (root: ShadowRoot) => void]>([
    [
      'keeps the Tab for itself and moves the focus',
      (root) =>
        addEventListener(
          'keydown',
          (event) => {
            if (event.key !== 'Tab') return;
            event.preventDefault();
            root.querySelector('button')?.focus();
          },
          true,
        ),
    ],
    [
      'moves the focus when it leaves a field',
      (root) =>
        document.addEventListener('focusout', () => root.querySelector('button')?.focus(), { once: true }),
    ],
    [
      'moves the focus on when it has arrived somewhere',
      (root) =>
        document.addEventListener('focusin', () => root.querySelector('button')?.focus(), { once: true }),
    ],
    [
      'moves the focus in a Tab, and lets the browser go on from there',
      (root) =>
        addEventListener('keydown', (event) => event.key === 'Tab' && root.querySelector('button')?.focus(), {
          capture: true,
          once: true,
        }),
    ],
    [
      'moves the focus a moment after a Tab',
      (root) =>
        addEventListener('keydown', () => setTimeout(() => root.querySelector('button')?.focus(), 50), {
          once: true,
        }),
    ],
  ])('%s: Tab, then Enter starts nothing at once', async (_how, attack) => {
    const { desktop, id } = await desktopWithButton('Tabbed Tara');
    await desktop.page.evaluate(() => {
      const field = document.createElement('input');
      document.body.prepend(field, document.createElement('input'));
      field.focus();
    });
    await settle(desktop);
    await desktop.inRoot(attack);
    await desktop.page.keyboard.press('Tab');
    await settle(desktop);
    await desktop.page.keyboard.press('Enter');
    await desktop.pass(700);
    await expectNothingStarted(id);
  });

  test.each<[string, (root: ShadowRoot) => void]>([
    [
      'wraps it in a form and submits that',
      (root) => {
        const form = document.createElement('form');
        const button = root.querySelector('button');
        button?.before(form);
        if (button) {
          button.type = 'submit';
          form.append(button);
          form.requestSubmit(button);
        }
      },
    ],
    ['clicks it by script', (root) => root.querySelector('button')?.click()],
    [
      'adds a radio button and changes it',
      (root) => {
        const radio = document.createElement('input');
        radio.type = 'radio';
        root.append(radio);
        radio.click();
        radio.dispatchEvent(new Event('change', { bubbles: true }));
      },
    ],
    [
      'makes up the whole press inside',
      (root) => {
        const button = root.querySelector('button');
        const { left = 0, top = 0 } = button?.getBoundingClientRect() ?? {};
        const at = {
          bubbles: true,
          composed: true,
          isPrimary: true,
          clientX: left + 9,
          clientY: top + 9,
          detail: 1,
        };
        for (const type of ['pointerdown', 'pointerup', 'click'])
          button?.dispatchEvent(new PointerEvent(type, at));
      },
    ],
  ])('%s: nothing starts without a person', async (_how, attack) => {
    const { desktop, id } = await desktopWithButton('Unmanned Ulf');
    await desktop.inRoot(attack);
    await expectNothing(desktop, id);
    await expectStartsAtOnce(desktop, id);
  });

  test.each<[string, (root: ShadowRoot) => void]>([
    [
      'adds a style sheet',
      (root) => {
        const style = document.createElement('style');
        style.textContent = '.main { opacity: 0 }';
        root.append(style);
      },
    ],
    [
      'adopts a style sheet',
      (root) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('.main { background: none !important; color: transparent !important }');
        root.adoptedStyleSheets = [sheet];
      },
    ],
    [
      'adds a rule to our style sheet',
      (root) => {
        root.styleSheets[0]?.insertRule('.main { color: transparent !important }', 0);
      },
    ],
    [
      'takes a rule out of our style sheet',
      (root) => {
        root.styleSheets[0]?.deleteRule(0);
      },
    ],
    [
      'changes a rule of our style sheet',
      (root) => {
        for (const rule of root.styleSheets[0]?.cssRules ?? [])
          if (rule instanceof CSSStyleRule && rule.selectorText === '.name') rule.style.maxWidth = '0';
      },
    ],
    [
      'switches our style sheet off',
      (root) => {
        const [sheet] = root.styleSheets;
        if (sheet) sheet.disabled = true;
      },
    ],
    [
      'writes other names',
      (root) => {
        const name = root.querySelector('.name');
        if (name) name.textContent = 'Somebody Else';
      },
    ],
    [
      'changes a text in place',
      (root) => {
        const text = root.querySelector('.name')?.firstChild;
        if (text) text.nodeValue = 'Somebody Else';
      },
    ],
    ['sets a style', (root) => root.querySelector('button')?.style.setProperty('opacity', '0.1')],
    [
      'animates the button',
      (root) =>
        void root.querySelector('button')?.animate([{ opacity: 0 }, { opacity: 0 }], { duration: 1e8 }),
    ],
    ['adds a comment', (root) => root.append(document.createComment('mine'))],
    [
      'takes our button out of the root and shows it elsewhere',
      (root) => {
        const button = root.querySelector('button');
        if (!button) return;
        button.style.cssText = 'position:fixed;left:300px;top:400px;width:200px;height:40px';
        document.body.append(button);
      },
    ],
  ])('%s: a press does nothing, and the button that comes in its place works', async (_how, attack) => {
    const { desktop, id } = await desktopWithButton('Tampered Tom');
    const spot = await desktop.standing(/^Cobrowse/);
    await desktop.inRoot(attack);
    await desktop.page.mouse.click(spot.x, spot.y);
    await desktop.page.mouse.click(400, 420);
    await expectNothing(desktop, id);
    await desktop.page.evaluate(() => document.querySelector('body > button')?.remove());
    await expectStartsAtOnce(desktop, id);
  });

  test('changes it and takes the change back: the press does nothing all the same', async () => {
    const { desktop, id } = await desktopWithButton('Fleeting Flo');
    const spot = await desktop.standing(/^Cobrowse/);
    await desktop.inRoot((root) => {
      const name = root.querySelector('.name')?.firstChild;
      const before = name?.nodeValue ?? '';
      if (!name) return;
      name.nodeValue = 'Somebody Else';
      name.nodeValue = before;
    });
    await desktop.page.mouse.click(spot.x, spot.y);
    await expectNothing(desktop, id);
  });

  test('paints over the names with a highlight: the press is confirmed first', async () => {
    const name = 'Highlighted Hugo';
    const { desktop, id } = await desktopWithButton(name);
    await desktop.inRoot((root) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('::highlight(away) { color: transparent }');
      document.adoptedStyleSheets.push(sheet);
      const range = document.createRange();
      const text = root.querySelector('.name');
      if (text) range.selectNodeContents(text);
      CSS.highlights.set('away', new Highlight(range));
    });
    await settle(desktop);
    await desktop.press(/^Cobrowse/);
    await expectConfirmation(id, name, ALTERED);
  });
});

describe('a page that forges presses', () => {
  test('clicks, keys and touches, on the button and on copies of it: nothing starts', async () => {
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
      return { open: host.shadowRoot !== null || copy.shadowRoot !== null, inside: inside === host };
    }, BUTTON_HOST);
    expect(found).toEqual({ open: false, inside: true });
    // A real press afterwards: whatever the made-up ones had begun would have been first.
    await expectStartsAtOnce(desktop, id);
  });

  test('a pointer that went down elsewhere, or goes up elsewhere, has not pressed', async () => {
    const { desktop, id } = await desktopWithButton('Dragged Dora');
    const { x, y } = await desktop.standing(/^Cobrowse/);
    const { mouse } = desktop.page;
    await mouse.move(x, y + 200);
    await mouse.down();
    await mouse.move(x, y);
    await mouse.up();
    await mouse.down();
    await mouse.move(x, y + 200);
    await mouse.up();
    await mouse.move(x, y);
    await mouse.click(x, y, { button: 'right' });
    await mouse.click(x, y, { button: 'middle' });
    await expectNothing(desktop, id);
  });
});

describe('a page that is quicker than the person', () => {
  test('moves the button under the pointer: the press does not count, and is said so', async () => {
    const { desktop, id } = await desktopWithButton('Moved Mario');
    await desktop.page.mouse.move(620, 600);
    await desktop.page.locator(BUTTON_HOST).evaluate((host) => {
      const bar = host.parentElement;
      if (!bar) return;
      const { left, top, width, height } = host.getBoundingClientRect();
      bar.style.cssText = `position:relative;left:${620 - left - width / 2}px;top:${600 - top - height / 2}px`;
    });
    await desktop.page.mouse.down();
    await desktop.page.mouse.up();
    await expect.poll(() => desktop.text()).toContain('Nothing was started yet.');
    await expectNothing(desktop, id);
    // Once seen, it counts.
    await expectStartsAtOnce(desktop, id);
  });

  test('shows another conversation right before the press: neither starts', async () => {
    const { desktop, id } = await desktopWithButton('First Franz');
    const { id: other } = await world().control.addConversation({ customerName: 'Second Sepp' });
    const { x, y } = await desktop.standing(/^Cobrowse/);
    await desktop.page.mouse.move(x, y);
    await desktop.page.evaluate((route) => {
      location.hash = route;
    }, routeOf(other));
    await desktop.waitForButton(/^Cobrowse.*Second Sepp/);
    await desktop.page.mouse.down();
    await desktop.page.mouse.up();
    await expectNothing(desktop, id);
    await expectNothingStarted(other);
  });

  test('a double click starts once and opens nothing that has come in the place of the button', async () => {
    const { desktop, id } = await desktopWithButton('Doubled Dirk');
    const { x, y } = await desktop.standing(/^Cobrowse/);
    const opening = nextJoinTab(world().context);
    await desktop.page.mouse.dblclick(x, y);
    await opening;
    await desktop.pass(500);
    expect(joinTabs(world().context)).toHaveLength(1);
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  test('a press while nobody can be named asks in our own window, which reads the names', async () => {
    const name = 'Nameless Nina';
    await world().control.addFault({ method: 'GET', path: '/conversations/', status: 500, times: 3 });
    const { id } = await world().control.addConversation({ customerName: name });
    const desktop = await world().openDesktop(routeOf(id));
    await desktop.press(/^Cobrowse$/);
    await world().control.clearFaults();
    const window = await ConfirmWindow.find(world().context);
    const again = window.page.getByRole('button', { name: 'Try again' });
    if (await again.isVisible().catch(() => false)) await again.click();
    await expectConfirmation(id, name, /could not show whose conversation/);
  });
});

describe('a page that shows one conversation and means another', () => {
  test.each([
    ['in a query', (id: string) => `#/dashboard?x=#/analytics/interactions/${id}/admin`],
    ['in a query without a second hash', (id: string) => `#/dashboard?next=/analytics/interactions/${id}`],
    ['behind another route', (id: string) => `#/people/#/engage/admin/interactions/${id}`],
  ])(
    'a route %s stands for no conversation: there is no button, and the shortcut starts nothing',
    async (_where, route) => {
      const { id } = await world().control.addConversation({ customerName: 'Quoted Quinn' });
      const desktop = await world().openDesktop(route(id));
      await desktop.page.getByText('Quoted Quinn').first().waitFor();
      await desktop.page.bringToFront();
      await settle(desktop);
      expect(await desktop.buttons()).toEqual([]);
      await pressAltShift(desktop.page, NINE);
      await expectNothing(desktop, id);
    },
  );

  test('changes the address right before the shortcut: our own window asks', async () => {
    const { desktop, id } = await desktopWithButton('Shown Sven');
    const { id: other } = await world().control.addConversation({ customerName: 'Meant Moritz' });
    await desktop.page.evaluate((route) => {
      history.replaceState(null, '', route);
    }, routeOf(other));
    await pressAltShift(desktop.page, NINE);
    await expectConfirmation(other, 'Meant Moritz', /please confirm here/);
    await expectNothingStarted(id);
  });

  test('hides the button before the shortcut: our own window asks', async () => {
    const name = 'Hidden Hanna';
    const { desktop, id } = await desktopWithButton(name);
    await desktop.page
      .locator(BUTTON_HOST)
      .evaluate((host) => host.parentElement?.style.setProperty('opacity', '0.01'));
    await settle(desktop);
    await pressAltShift(desktop.page, NINE);
    await expectConfirmation(id, name, ALTERED);
  });
});

describe('a page that wants to use up what the list needs', () => {
  let ids: string[] = [];
  beforeAll(async () => {
    ids = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const { id } = await world().control.addConversation({ customerName: `Starving ${index}` });
        return id;
      }),
    );
  });

  test.each([
    ['40 changes of route in five seconds', 40, 125],
    ['12 changes of route, each long enough to be told of', 12, 700],
  ])('%s take nothing from the list and nothing from a press', async (_what, changes, pause) => {
    const { desktop, id } = await desktopWithButton('Steady Stella');
    const since = (await world().control.requests()).at(-1)?.n ?? 0;
    const begun = Date.now();
    await desktop.page.evaluate(
      async ([routes, count, wait]) => {
        for (let at = 0; at < count; at += 1) {
          location.hash = String(routes[at % routes.length]);
          await new Promise((resolve) => setTimeout(resolve, wait));
        }
      },
      [ids.map(routeOf), changes, pause] as const,
    );
    const spent = (await world().control.requests(since)).filter(({ path, query }) =>
      ids.some((one) => `${path}?${query}`.includes(one)),
    );
    // Six conversations, two requests each.
    expect(spent.length).toBeLessThanOrEqual(12);
    const priorities = await world()
      .worker()
      .evaluate(async (from) => {
        const { 'request-times': times } = await chrome.storage.session.get('request-times');
        const sent = times as { at: number; priority: string }[];
        return sent.filter(({ at }) => at >= from).map(({ priority }) => priority);
      }, begun);
    expect(priorities.filter((one) => ['prefetch', 'refresh', 'open-list', 'names'].includes(one))).toEqual(
      [],
    );
    const popup = await world().openPopup();
    await popup.listed();
    expect(await popup.page.getByText('Too many requests to Genesys Cloud').count()).toBe(0);
    await desktop.page.bringToFront();
    await desktop.page.evaluate((route) => {
      location.hash = route;
    }, routeOf(id));
    await expectStartsAtOnce(desktop, id);
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
    await expectStartsAtOnce(desktop, id);
    expect(await desktop.page.locator(BUTTON_HOST).count()).toBe(1);
  });

  test('takes it out again and again: it comes back, and works', async () => {
    const { desktop, id } = await desktopWithButton('Removed Ramon');
    for (let times = 0; times < 3; times += 1) {
      await desktop.page.locator(BUTTON_HOST).evaluate((host) => host.remove());
      await desktop.waitForButton(/^Cobrowse/);
    }
    await expectStartsAtOnce(desktop, id);
  });
});

describe('a person who uses the keyboard alone', () => {
  test.each<[string, 'Enter' | 'Space']>([
    ['Enter', 'Enter'],
    ['the space bar', 'Space'],
  ])('comes to the button with Tab and starts with %s, at once', async (_name, key) => {
    const { desktop, id } = await desktopWithButton('Tabbing Theo');
    await desktop.page.locator('[data-qa-id="copy-interaction-link"]').focus();
    await desktop.page.keyboard.press('Tab');
    await settle(desktop);
    const opening = nextJoinTab(world().context);
    await desktop.page.keyboard.press(key);
    await opening;
    expect(confirmWindows(world().context)).toEqual([]);
    expect(await sessionsOf(id)).toHaveLength(1);
  });
});
