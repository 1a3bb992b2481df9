import type { Page } from 'playwright-core';

/**
 * What does not fit the width of the window, in words: the page itself, elements beyond its edges,
 * and text that is cut inside its box. What is meant only for screen readers is left out, and what
 * scrolls by itself, such as the text of a file.
 */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page: ${scrollWidth} of ${clientWidth} px`);
    const named = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${element.textContent?.trim().slice(0, 40)}”`;
    for (const element of document.querySelectorAll<HTMLElement>('#root *')) {
      const style = getComputedStyle(element);
      if (element.closest('.visually-hidden, [aria-hidden="true"], [hidden], thead')) continue;
      const box = element.getBoundingClientRect();
      if (box.width === 0 || style.visibility === 'hidden') continue;
      if (box.left < -1 || box.right > clientWidth + 1) found.push(`beyond the edge: ${named(element)}`);
      const hasText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      );
      const scrolls = element.matches('textarea, input, select, option');
      if (
        hasText &&
        !scrolls &&
        style.overflowX !== 'visible' &&
        element.scrollWidth > element.clientWidth + 1
      )
        found.push(`cut: ${named(element)}`);
    }
    return found;
  });
}

/** The spacing that a reader may set (WCAG 2.2, 1.4.12): nothing may be lost by it. */
export async function setTextSpacing(page: Page): Promise<void> {
  await page.evaluate(spaceText);
}

/** Sets it in each document that the page opens from now on, before anything is drawn. */
export async function keepTextSpacing(page: Page): Promise<void> {
  await page.addInitScript(spaceText);
}

function spaceText(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* {
      line-height: 1.5 !important;
      letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important;
    }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
