import type { Page } from 'playwright-core';

// What axe cannot see, measured in the page. Each returns sentences about what is wrong.

/** Whatever a pointer can press. */
const TARGETS =
  'button, a[href], summary, input:not([type=hidden]), select, textarea, [role=option], [role=menuitem], [role=menuitemradio], [role=tab], [role=separator][tabindex], label:has(input)';

/**
 * Targets smaller than 24 by 24 pixels (WCAG 2.2, 2.5.8), unless a circle of 24 pixels around their
 * center touches no other target. A link in a sentence is exempt.
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((selector) => {
    const SIZE = 24;
    const seen = (each: Element) =>
      each.checkVisibility({ visibilityProperty: true }) && !each.closest('[inert]');
    const targets = [...document.querySelectorAll<HTMLElement>(selector)]
      // A field in its label is one target with it.
      .filter((each) => seen(each) && !(each instanceof HTMLInputElement && each.closest('label')))
      .filter((each) => !isInSentence(each))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && box.height > 1);
    const isSmall = ({ width, height }: DOMRect) => width < SIZE - 0.5 || height < SIZE - 0.5;
    const middle = ({ left, top, width, height }: DOMRect) => ({ x: left + width / 2, y: top + height / 2 });
    return targets
      .filter(({ element, box }) => {
        if (!isSmall(box)) return false;
        const { x, y } = middle(box);
        return targets.some((other) => {
          if (other.element.contains(element) || element.contains(other.element)) return false;
          if (layerOf(other.element) !== layerOf(element)) return false;
          const { left, right, top, bottom } = other.box;
          const toBox = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
          const center = middle(other.box);
          const toCircle = Math.hypot(center.x - x, center.y - y);
          return toBox < SIZE / 2 - 0.5 || (isSmall(other.box) && toCircle < SIZE - 0.5);
        });
      })
      .map(
        ({ element, box }) =>
          `${Math.round(box.width)} × ${Math.round(box.height)} px, too near another: ${nameOf(element)}`,
      );

    function isInSentence(element: Element): boolean {
      if (!['inline', 'inline-block'].includes(getComputedStyle(element).display)) return false;
      return [...(element.parentElement?.childNodes ?? [])].some(
        (node) => node.nodeType === Node.TEXT_NODE && /\p{L}{2}/u.test(node.textContent ?? ''),
      );
    }

    function layerOf(element: Element): Element | null {
      return element.closest(':popover-open, dialog[open]');
    }

    function nameOf(element: Element): string {
      const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40);
      return `${element.localName}.${element.getAttribute('class') ?? ''} “${name}”`;
    }
  }, TARGETS);
}

/**
 * What cannot be told in forced colors, where backgrounds and shadows are gone: controls without a
 * border, what is chosen but looks like what is not, and a focus that is not seen. Set
 * `forcedColors` before.
 */
export function untoldInForcedColors(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const nameOf = (element: Element) =>
      `${element.localName}.${element.getAttribute('class') ?? ''} “${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40)}”`;
    const top = document.querySelector('dialog:modal');
    const seen = (each: Element) =>
      each.checkVisibility({ visibilityProperty: true, opacityProperty: false }) &&
      !each.closest('[inert]') &&
      (!top || top.contains(each));
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].filter(seen);
    const isClear = (color: string) => /^rgba\(.*, 0\)$|^transparent$/.test(color);
    const hasBorder = (element: Element) => {
      const style = getComputedStyle(element);
      return (['Top', 'Bottom', 'Left', 'Right'] as const).some(
        (side) =>
          Number.parseFloat(style[`border${side}Width`]) > 0 &&
          style[`border${side}Style`] !== 'none' &&
          !isClear(style[`border${side}Color`]),
      );
    };
    /** The element that is drawn for a control. */
    const drawnFor = (element: Element): Element =>
      element instanceof HTMLInputElement && ['radio', 'checkbox'].includes(element.type)
        ? (element.closest('label') ?? element)
        : element;

    for (const control of all('button, input:not([type=radio], [type=checkbox]), select, textarea')) {
      // What stands in a list or a menu has its edge from there, and a link of text is underlined.
      if (control.matches('[role=menuitem], [role=menuitemradio], [role=tab], [role=option]')) continue;
      if (getComputedStyle(control).textDecorationLine.includes('underline')) continue;
      if (hasBorder(control) || isInBorder(control)) continue;
      found.push(`no border: ${nameOf(control)}`);
    }

    const CHOSEN =
      '[aria-selected=true], [aria-pressed=true], [aria-current]:not([aria-current=false]), [aria-checked=true], input[type=radio]:checked';
    for (const chosen of all(CHOSEN)) {
      const other = siblingOf(chosen);
      if (other && looksOf(chosen) === looksOf(other))
        found.push(`chosen, but looks like the others: ${nameOf(chosen)}`);
    }

    const before = document.activeElement;
    for (const control of all(
      'button:not(:disabled), a[href], summary, input:not(:disabled), select:not(:disabled), textarea, [tabindex="0"]',
    )) {
      const places = [control, drawnFor(control), control.parentElement ?? control];
      const unfocused = places.map(ringOf).join();
      control.focus({ preventScroll: true, focusVisible: true } as FocusOptions);
      if (document.activeElement !== control) continue;
      if (places.map(ringOf).join() === unfocused && before !== control)
        found.push(`focus not seen: ${nameOf(control)}`);
      control.blur();
    }
    return [...new Set(found)];

    function ringOf(element: Element): string {
      // Lies over its label only to take the press.
      if (getComputedStyle(element).opacity === '0') return '';
      const { outlineStyle, outlineWidth, outlineColor, borderColor, borderWidth, textDecorationLine } =
        getComputedStyle(element);
      return outlineStyle === 'none'
        ? `${borderColor} ${borderWidth} ${textDecorationLine}`
        : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
    }

    /** A field without a border of its own, in a box that has one. */
    function isInBorder(element: Element): boolean {
      const around = element.parentElement;
      if (!around || around.matches('main, body, section, #root')) return false;
      return element instanceof HTMLInputElement && (hasBorder(around) || isInBorder(around));
    }

    function siblingOf(chosen: Element): Element | undefined {
      if (chosen instanceof HTMLInputElement)
        return all(`input[type=radio][name="${CSS.escape(chosen.name)}"]:not(:checked)`)[0];
      const list = chosen.closest(
        '[role=listbox], [role=menu], [role=tablist], [role=group], ol, ul, nav, table',
      );
      return [...(list?.querySelectorAll(chosen.localName) ?? [])].find(
        (each) =>
          each !== chosen &&
          each.getAttribute('role') === chosen.getAttribute('role') &&
          !each.matches(CHOSEN) &&
          seen(each),
      );
    }

    function looksOf(element: Element): string {
      const drawn = drawnFor(element);
      const own = [null, '::before', '::after'].map((part) => {
        const style = getComputedStyle(drawn, part);
        const {
          content,
          backgroundColor,
          borderColor,
          borderWidth,
          borderStyle,
          color,
          textDecorationLine,
          outlineStyle,
          fontWeight,
        } = style;
        return [
          content,
          backgroundColor,
          borderColor,
          borderWidth,
          borderStyle,
          color,
          textDecorationLine,
          outlineStyle,
          fontWeight,
        ];
      });
      // A visible radio button tells by itself, and so does a mark.
      const input = drawn.querySelector('input');
      const marks = drawn.querySelectorAll('svg').length;
      const isDrawn =
        input !== null && getComputedStyle(input).opacity !== '0' && input.getBoundingClientRect().width > 4;
      const parts = [...drawn.querySelectorAll('*')].map((each) => {
        const { backgroundColor, borderColor, color, visibility, opacity } = getComputedStyle(each);
        return each.localName === 'span' ? [backgroundColor, borderColor, color, visibility, opacity] : [];
      });
      return JSON.stringify([own, marks, isDrawn && input.checked, parts.flat().length > 60 ? [] : parts]);
    }
  });
}

/** Animations and transitions longer than 0.01 s. Set `reducedMotion` before. */
export function motions(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const longest = (list: string) =>
      Math.max(...list.split(',').map((each) => Number.parseFloat(each) * (each.includes('ms') ? 0.001 : 1)));
    for (const element of document.querySelectorAll('*')) {
      for (const part of [null, '::before', '::after']) {
        const style = getComputedStyle(element, part);
        const where = `.${element.getAttribute('class') ?? element.localName}${part ?? ''}`;
        if (style.animationName !== 'none' && longest(style.animationDuration) > 0.01)
          found.add(`${where} is animated for ${style.animationDuration}`);
        if (longest(style.transitionDuration) > 0.01)
          found.add(`${where} changes within ${style.transitionDuration}`);
        if (style.scrollBehavior === 'smooth') found.add(`${where} scrolls smoothly`);
      }
    }
    return [...found];
  });
}

/**
 * Texts that lie over each other, and texts that a box cuts above or below. Of several layers only
 * the one on top is read. The actions of a row are meant to lie over its facts.
 */
export function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const layers = [...document.querySelectorAll('dialog:modal, :popover-open')];
    const layer = layers.at(-1) ?? document.body;
    const short = (element: Element) =>
      `.${element.getAttribute('class') || element.localName} “${element.textContent?.trim().slice(0, 40)}”`;
    const texts: { element: Element; box: DOMRect; sticks: boolean }[] = [];
    const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: element, textContent } = walker.currentNode;
      if (
        !element ||
        textContent?.trim() === '' ||
        element.closest('.visually-hidden, option, svg, video, .row-actions')
      )
        continue;
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const shown = shownPart(element);
      const cutAt = cutBy(element);
      for (const box of range.getClientRects()) {
        if (box.width > 1 && (box.bottom > cutAt.bottom + 3 || box.top < cutAt.top - 3))
          found.add(`cut above or below: ${short(element)}`);
        const left = Math.max(box.left, shown.left);
        const top = Math.max(box.top, shown.top);
        const right = Math.min(box.right, shown.right);
        const bottom = Math.min(box.bottom, shown.bottom);
        if (right - left > 1 && bottom - top > 1)
          texts.push({
            element,
            box: new DOMRect(left, top, right - left, bottom - top),
            sticks: sticks(element),
          });
      }
    }
    for (const [index, one] of texts.entries()) {
      for (const other of texts.slice(index + 1)) {
        if (one.element === other.element || one.sticks !== other.sticks) continue;
        if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
        const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        // Lines may touch: a box of text is higher than its letters.
        if (width > 2 && height > Math.min(one.box.height, other.box.height) * 0.35)
          found.add(`over each other: ${short(one.element)} and ${short(other.element)}`);
      }
    }
    return [...found];

    /** The part of the window in which an element can be seen. */
    function shownPart(element: Element) {
      const part = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
      for (let each: Element | null = element; each && each !== document.body; each = each.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(each);
        if (overflowX === 'visible' && overflowY === 'visible') continue;
        const box = each.getBoundingClientRect();
        part.left = Math.max(part.left, box.left);
        part.right = Math.min(part.right, box.right);
        part.top = Math.max(part.top, box.top);
        part.bottom = Math.min(part.bottom, box.bottom);
      }
      return part;
    }

    /** The edges beyond which a text is lost: one that scrolls there is not. */
    function cutBy(element: Element): { top: number; bottom: number } {
      const edges = { top: -Infinity, bottom: Infinity };
      for (let each: Element | null = element; each && each !== document.body; each = each.parentElement) {
        const { overflowY, clipPath, webkitLineClamp, position } = getComputedStyle(each);
        if (/auto|scroll/.test(overflowY) || clipPath !== 'none') break;
        // What it leaves out is in the title.
        if (webkitLineClamp !== 'none' && each.closest('[title]')) break;
        if (overflowY !== 'visible') {
          const { top, bottom } = each.getBoundingClientRect();
          edges.top = Math.max(edges.top, top);
          edges.bottom = Math.min(edges.bottom, bottom);
        }
        // It lies over what it is in, which does not cut it.
        if (position === 'fixed') break;
      }
      return edges;
    }

    function sticks(element: Element): boolean {
      for (let each: Element | null = element; each && each !== layer; each = each.parentElement)
        if (['sticky', 'fixed'].includes(getComputedStyle(each).position)) return true;
      return false;
    }
  });
}
