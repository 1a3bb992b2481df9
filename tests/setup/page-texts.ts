import type { Page } from 'playwright-core';

/**
 * Returns what a page shows or says that is not from the catalog: visible texts, and names and
 * titles of elements. The page must speak the pseudo language, whose texts stand in brackets.
 *
 * Data has no translation: names and what users have typed (`dir="auto"`, `<bdi>`), ids, hosts and
 * codes (`dir="ltr"`, `<code>`, `<kbd>`), and the contents of fields. What stands so in the page
 * may stand in titles too. Dates and times are the browser's own.
 * @param data what others have said, such as the platform in a failure
 */
export function findHardCoded(page: Page, data: readonly string[] = []): Promise<string[]> {
  return page.evaluate((others) => {
    const DATA = '[dir="auto"], bdi, [dir="ltr"]:not(html), time, code, kbd, textarea, script, style';
    const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*';
    const DAY = '(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day';
    const TIMES = new RegExp(
      `(?:${DAY}, )?${MONTH} \\d{1,2}(?:, \\d{4})?|\\d{1,2}:\\d{2}(?::\\d{2})?\\s[AP]M`,
      'g',
    );
    const known = [
      ...others,
      ...[...document.querySelectorAll(DATA)].flatMap((each) => [
        each.textContent ?? '',
        ...[...each.childNodes].map((node) => node.textContent ?? ''),
      ]),
    ]
      .map((text) => text.trim())
      .filter((text) => text.length > 1 && !text.includes('⟦'))
      .sort((a, b) => b.length - a.length);
    const withoutData = (text: string) =>
      [...new Set(known)].reduce((rest, each) => rest.replaceAll(each, ''), text).replace(TIMES, '');
    const WORD = /\p{L}{2}/u;
    // Either first: data may contain a time, and a length such as 4:00 may be part of a time.
    const hasWords = (text: string) =>
      WORD.test(text) && WORD.test(withoutData(text)) && WORD.test(withoutData(text.replace(TIMES, '')));
    const found = new Set<string>();
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots) {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        if (element.closest(DATA)) continue;
        for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) {
          const value = element.getAttribute(name) ?? '';
          if (hasWords(outside(value))) found.add(`[${name}] ${value}`);
        }
      }
      const walker = document.createTreeWalker(
        root === document ? document.body : root,
        NodeFilter.SHOW_TEXT,
      );
      // A text with an element in it is several nodes, of which only the first has the bracket.
      let depth = 0;
      while (walker.nextNode()) {
        const { textContent, parentElement } = walker.currentNode;
        const text = textContent ?? '';
        const before = depth;
        depth += text.split('⟦').length - text.split('⟧').length;
        if (!parentElement || parentElement.closest(DATA)) continue;
        const isSeen = parentElement instanceof HTMLOptionElement || parentElement.checkVisibility();
        const own = '⟦'.repeat(before) + text;
        if (isSeen && hasWords(outside(own))) found.add(text.trim());
      }
    }
    if (hasWords(outside(document.title))) found.add(`[document title] ${document.title}`);
    return [...found];

    /** What of a text is in no brackets. */
    function outside(text: string): string {
      let open = 0;
      let rest = '';
      for (const letter of text) {
        if (letter === '⟦') open += 1;
        else if (letter === '⟧') open = Math.max(0, open - 1);
        else if (open === 0) rest += letter;
      }
      return rest;
    }
  }, data);
}

/**
 * Returns texts that do not fit: cut without an ellipsis and a title that has the whole, or beyond
 * the edge of the window; and says so if the page itself scrolls sideways.
 */
export function findCut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth + 1)
      found.add(`The page scrolls sideways: ${scrollWidth} > ${clientWidth}`);
    const short = (element: Element) =>
      `.${element.className || element.localName} ${(element.textContent ?? '').trim().slice(0, 60)}`;
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      const text = (element.textContent ?? '').trim();
      if (text === '' || element.matches('.visually-hidden') || !element.checkVisibility()) continue;
      const style = getComputedStyle(element);
      const isClipped = ['hidden', 'clip'].includes(style.overflowX) && style.clipPath === 'none';
      if (isClipped && element.scrollWidth > element.clientWidth + 1) {
        const hasWhole = element.closest('[title]') ?? element.querySelector('[title]');
        if (style.textOverflow !== 'ellipsis' || !hasWhole) found.add(`cut: ${short(element)}`);
      }
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode;
      if (!parentElement || (textContent ?? '').trim() === '' || !parentElement.checkVisibility()) continue;
      if (isInScroller(parentElement) || isShortened(parentElement)) continue;
      if (parentElement.closest('.visually-hidden, option')) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const { left, right, width } = range.getBoundingClientRect();
      if (width > 1 && (left < -1 || right > clientWidth + 1)) found.add(`outside: ${short(parentElement)}`);
    }
    return [...found];

    /** Above, such an element needs a title; one that is clipped away is only for listening. */
    function isShortened(element: Element): boolean {
      for (let each: Element | null = element; each && each !== document.body; each = each.parentElement) {
        const { textOverflow, clipPath } = getComputedStyle(each);
        if (textOverflow === 'ellipsis' || clipPath === 'inset(50%)') return true;
      }
      return false;
    }

    function isInScroller(element: Element): boolean {
      for (let each: Element | null = element; each && each !== document.body; each = each.parentElement) {
        if (
          ['auto', 'scroll'].includes(getComputedStyle(each).overflowX) &&
          each.scrollWidth > each.clientWidth
        )
          return true;
      }
      return false;
    }
  });
}
