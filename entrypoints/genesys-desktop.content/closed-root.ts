import { type ComponentChild, render } from 'preact';

/** Our own surface in somebody else's page. */
export type ClosedRoot = {
  /** Its element in the page. */
  host: HTMLElement;
  root: ShadowRoot;
  /** Draws at once, or reports that somebody else has changed it. */
  draw(view: ComponentChild): void;
  /** Whether everything in it is as it was drawn, and nothing was added. */
  isOurs(): boolean;
  remove(): void;
};

/**
 * Creates a plain element with a closed shadow root, styled from inside. The element's name has no
 * hyphen, so that it can never be a custom element, whose code could open the root
 * (`attachInternals`). Other extensions can open any root (`chrome.dom.openOrClosedShadowRoot`), so
 * the root is watched: all drawing happens synchronously in {@link ClosedRoot.draw}, and any other
 * change in it is foreign.
 * @param onForeign called when somebody else changed something in it; it must not be used any more
 */
export function createClosedRoot(css: string, onForeign: () => void): ClosedRoot {
  const host = document.createElement('div');
  // For tests, and for people who wonder what this is. No code depends on it.
  host.setAttribute('data-cobrowse-for-genesys-cloud', '');
  const root = host.attachShadow({ mode: 'closed' });
  const style = document.createElement('style');
  style.textContent = css;
  const container = document.createElement('bdi');
  // Keys pressed on our buttons must not trigger shortcuts of the desktop.
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
      // Changes before we draw are not ours; changes while we draw are.
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
   * Checks what no mutation record shows: adopted sheets, changed rules, and script-driven motion
   * or painting.
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
    // Firefox hides the list from extension scripts. There, every press is confirmed in our own
    // window.
    return true;
  }
}

/**
 * Returns the sheet as it was written; `null` if the browser does not let extension scripts create
 * one (Firefox).
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

/** The sheet's own animation: a busy button spins its icon. */
const isOwnAnimation = (animation: Animation) =>
  animation instanceof CSSAnimation && animation.animationName === 'spin';
