import { HEIGHTS, pressableColours } from '@/components/desktop/look';

/** Differences of less than this are rounding, in CSS pixels. */
const ROUNDING_PX = 1;

/**
 * Whether a control looks as it was drawn: with its own size and colours, opaque, undistorted, with
 * nothing around it that fades, filters, masks or clips it. Whether something covers it, and
 * whether it is fully within the window, only the browser knows (see `seen.ts`).
 */
export function looksAsDrawn(control: HTMLElement, root: ShadowRoot, host: HTMLElement): boolean {
  return (
    control.isConnected &&
    control.getRootNode() === root &&
    root.host === host &&
    hasOwnSize(control) &&
    hasOwnColours(control) &&
    !isSo(() => isHighlighted(root)) &&
    !isSo(isChangingPages) &&
    !isSo(hasFontsOfOurNames) &&
    ancestorsOf(control, root).every((element) => isHarmless(element, control))
  );
}

function hasOwnSize(control: HTMLElement): boolean {
  const { width, height } = control.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = control;
  return (
    offsetHeight === HEIGHTS[control.className] &&
    offsetWidth > offsetHeight &&
    Math.abs(height - offsetHeight) < ROUNDING_PX &&
    Math.abs(width - offsetWidth) < ROUNDING_PX &&
    control.getClientRects().length === 1 &&
    control.scrollWidth <= control.clientWidth + ROUNDING_PX
  );
}

/** Values of everything in a button, whatever its class. */
const PLAIN: Readonly<Record<string, string>> = {
  opacity: '1',
  visibility: 'visible',
  direction: 'ltr',
  'writing-mode': 'horizontal-tb',
  'text-indent': '0px',
  'text-shadow': 'none',
  'text-transform': 'none',
  'letter-spacing': 'normal',
  'word-spacing': '0px',
  '-webkit-text-security': 'none',
  '-webkit-text-stroke-width': '0px',
};

function hasOwnColours(control: HTMLElement): boolean {
  const { backgrounds, text } = pressableColours(matchMedia('(prefers-color-scheme: dark)').matches);
  const style = getComputedStyle(control);
  if (!backgrounds.includes(style.backgroundColor) || style.backgroundImage !== 'none') return false;
  return [control, ...control.querySelectorAll('*')].every((element) => {
    // A name has the direction of its own letters.
    const isName = element.matches('bdi.name');
    const own = getComputedStyle(element);
    const fill = own.getPropertyValue('-webkit-text-fill-color');
    return (
      own.color === text &&
      (fill === '' || fill === text) &&
      Object.entries(PLAIN).every(
        ([name, value]) =>
          ['', value].includes(own.getPropertyValue(name)) || (isName && name === 'direction'),
      )
    );
  });
}

/** The control's ancestors, out of the root and up to the document. */
function ancestorsOf(control: Element, root: ShadowRoot): Element[] {
  const found: Element[] = [];
  for (let at: Element | null = control; at; ) {
    found.push(at);
    // The page may have put the host into shadow roots and slots of its own.
    const parent: ParentNode | null = at.assignedSlot ?? at.parentNode;
    if (parent === root) at = root.host;
    else if (parent instanceof ShadowRoot) at = parent.host;
    else at = parent instanceof Element ? parent : null;
  }
  return found;
}

/** Properties that change how the contents are painted, with the values that change nothing. */
const HARMLESS: Readonly<Record<string, RegExp>> = {
  opacity: /^1$/,
  filter: /^none$/,
  'backdrop-filter': /^none$/,
  'mask-image': /^none$/,
  '-webkit-mask-box-image-source': /^none$/,
  'mask-border-source': /^none$/,
  'mix-blend-mode': /^normal$/,
  'clip-path': /^none$/,
  clip: /^auto$/,
  zoom: /^1$/,
  // A translation is not a distortion.
  transform: /^(?:none|matrix\(1, 0, 0, 1, [^)]*\))$/,
  rotate: /^none$/,
  scale: /^none$/,
  perspective: /^none$/,
  'offset-path': /^none$/,
  '-webkit-box-reflect': /^none$/,
};

function isHarmless(element: Element, control: Element): boolean {
  const style = getComputedStyle(element);
  return (
    Object.entries(HARMLESS).every(([name, harmless]) => {
      const value = style.getPropertyValue(name);
      return value === '' || harmless.test(value);
    }) && !cutsCorners(element, style, control)
  );
}

/** Whether an element that clips its contents has corners so round that they reach the control. */
function cutsCorners(element: Element, style: CSSStyleDeclaration, control: Element): boolean {
  const cuts = style.overflow !== 'visible' || /paint|strict|content/.test(style.contain);
  const radii = [
    style.borderTopLeftRadius,
    style.borderTopRightRadius,
    style.borderBottomLeftRadius,
    style.borderBottomRightRadius,
  ];
  if (element === control || !cuts || radii.every((radius) => radius === '0px')) return false;
  const outer = element.getBoundingClientRect();
  const inner = control.getBoundingClientRect();
  const sizes = radii.flatMap((radius) => radius.split(' ')).map((size) => inPixels(size, outer));
  const most = Math.max(...sizes);
  // A cross fits into a rectangle with round corners: being inside one of its arms is enough.
  const isWithin = (x: number, y: number) =>
    inner.left >= outer.left + x - ROUNDING_PX &&
    inner.right <= outer.right - x + ROUNDING_PX &&
    inner.top >= outer.top + y - ROUNDING_PX &&
    inner.bottom <= outer.bottom - y + ROUNDING_PX;
  return !isWithin(most, 0) && !isWithin(0, most);
}

function inPixels(size: string, { width, height }: DOMRect): number {
  const value = Number.parseFloat(size);
  return size.endsWith('%') ? (value / 100) * Math.max(width, height) : value;
}

/** Returns `false` for what a browser does not know, or hides from extension scripts (Firefox). */
function isSo(question: () => boolean): boolean {
  try {
    return question();
  } catch {
    return false;
  }
}

/** Whether a script paints over our text with the Custom Highlight API, which changes no node. */
function isHighlighted(root: ShadowRoot): boolean {
  if (typeof CSS === 'undefined' || !('highlights' in CSS)) return false;
  // TypeScript's types do not include iteration over highlights yet.
  const highlights = CSS.highlights as unknown as Map<string, Set<AbstractRange>>;
  return [...highlights.values()].some((ranges) =>
    [...ranges].some(({ startContainer, endContainer }) =>
      [startContainer, endContainer].some((node) => node.getRootNode() === root),
    ),
  );
}

/** Whether images of an earlier page cover this one (view transitions). */
function isChangingPages(): boolean {
  return document.documentElement.matches(':active-view-transition');
}

/** Whether the page has defined its own font under one of the names that we use. */
function hasFontsOfOurNames(): boolean {
  return [...document.fonts].some(({ family }) =>
    ['system-ui', 'sans-serif'].includes(family.replace(/["']/g, '').toLowerCase()),
  );
}
