import { type ComponentChild, render } from 'preact';

/** A surface of ours in a page that is not ours. */
export type ClosedRoot = {
  /** Where it stands in the page. */
  host: HTMLElement;
  root: ShadowRoot;
  /** Draws at once, or reports that somebody else has been at it. */
  draw(view: ComponentChild): void;
  /** Whether everything in it is as it was drawn, and nothing in it is anybody else's. */
  isOurs(): boolean;
  remove(): void;
};

/**
 * A plain element with a closed shadow root, styled from inside. The element has no hyphen in its
 * name, so that it can never be a custom element, whose code could open the root
 * (`attachInternals`). Other extensions can open any root (`chrome.dom.openOrClosedShadowRoot`), so
 * the root is watched: all drawing happens at once in {@link ClosedRoot.draw}, and whatever else
 * changes in it is foreign.
 * @param onForeign somebody else changed something in it; it must not be used any more
 */
export function createClosedRoot(css: string, onForeign: () => void): ClosedRoot {
  const host = document.createElement('div');
  // For tests, and for people who wonder what this is. Nothing goes by it.
  host.setAttribute('data-cobrowse-for-genesys-cloud', '');
  const root = host.attachShadow({ mode: 'closed' });
  const style = document.createElement('style');
  style.textContent = css;
  const container = document.createElement('bdi');
  // Keys pressed on our buttons are not shortcuts of the desktop.
  for (const type of ['keydown', 'keyup', 'keypress'])
    container.addEventListener(type, (event) => event.stopPropagation());
  root.append(style, container);

  let isForeign = false;
  let drawn = root.innerHTML;
  const rules = rulesOf(parse(css));
  const observer = new MutationObserver(report);
  observer.observe(root, { childList: true, attributes: true, characterData: true, subtree: true });

  function report() {
    if (isForeign) return;
    isForeign = true;
    onForeign();
  }

  return {
    host,
    root,
    draw(view) {
      // What has changed before we draw was not changed by us; what changes while we draw was.
      if (observer.takeRecords().length > 0) report();
      if (isForeign) return;
      render(view, container);
      observer.takeRecords();
      drawn = root.innerHTML;
    },
    isOurs() {
      if (observer.takeRecords().length > 0 || !isIntact()) report();
      return !isForeign;
    },
    remove() {
      observer.disconnect();
      host.remove();
      render(null, container);
    },
  };

  /**
   * What no record tells: sheets that were adopted, rules that were changed, and what moves or
   * paints by script.
   */
  function isIntact(): boolean {
    return (
      root.innerHTML === drawn &&
      adoptsNothing(root) &&
      root.styleSheets.length === 1 &&
      style.sheet !== null &&
      !style.sheet.disabled &&
      style.sheet.media.length === 0 &&
      (rules === null || rulesOf(style.sheet) === rules) &&
      host.getAnimations({ subtree: false }).length === 0 &&
      root.getAnimations().every(isOwnAnimation)
    );
  }
}

function adoptsNothing(root: ShadowRoot): boolean {
  try {
    return root.adoptedStyleSheets.length === 0;
  } catch {
    // Firefox keeps the list from scripts of extensions. There every press is confirmed in our own
    // window.
    return true;
  }
}

/**
 * The sheet as it was written; `null` where the browser keeps scripts of extensions from making one
 * (Firefox).
 */
function parse(css: string): CSSStyleSheet | null {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  } catch {
    return null;
  }
}

function rulesOf(sheet: CSSStyleSheet): string;
function rulesOf(sheet: CSSStyleSheet | null): string | null;
function rulesOf(sheet: CSSStyleSheet | null): string | null {
  return sheet && [...sheet.cssRules].map(({ cssText }) => cssText).join('\n');
}

/** The sheet's own: a button that works turns its icon. */
const isOwnAnimation = (animation: Animation) =>
  animation instanceof CSSAnimation && animation.animationName === 'spin';
