import { type ControlColors, controlColors, forcedColors, HEIGHTS } from '@/components/desktop/look';

/** Differences of less than this are rounding, in CSS pixels. */
const ROUNDING_PX = 1;

/**
 * Whether a control looks as it was drawn: with its own size and colors, opaque, undistorted, with
 * nothing around it that fades, filters, masks or clips it. Whether something covers it, and
 * whether it is fully within the window, only the browser knows (see `seen.ts`).
 * @param pass the same for controls of one root that are looked at without a pause: what is around
 *   them is read once
 */
export function looksAsDrawn(
  control: HTMLElement,
  root: ShadowRoot,
  host: HTMLElement,
  direction: 'ltr' | 'rtl',
  pass: object = {},
): boolean {
  return (
    control.isConnected &&
    control.getRootNode() === root &&
    root.host === host &&
    hasOwnSize(control) &&
    hasOwnColors(control, host, direction) &&
    isHarmless(insideOf(control)) &&
    isLeftAlone(control, aroundOf(root, pass))
  );
}

/** What is around a root: whether it changes how all of it is painted, and what cuts corners. */
type Around = { isHarmless: boolean; cutters: Element[] };

const seenAround = new WeakMap<object, Around>();

function aroundOf(root: ShadowRoot, pass: object): Around {
  const seen = seenAround.get(pass);
  if (seen) return seen;
  const outside = outsideOf(root);
  const isAlone = !isSo(() => isHighlighted(root)) && !isSo(isChangingPages) && !isSo(hasFontsOfOurNames);
  const around = { isHarmless: isAlone && isHarmless(outside), cutters: outside.filter(hasRoundCut) };
  seenAround.set(pass, around);
  return around;
}

const isLeftAlone = (control: Element, around: Around) =>
  around.isHarmless && !around.cutters.some((element) => cutsCorners(element, control));

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

const FORCED_COLORS = matchMedia('(forced-colors: active)');

/** The properties that this browser knows: each check asks for all, several times a second. */
function supported<T>(values: Readonly<Record<string, T>>): [name: string, value: T][] {
  return Object.entries(values).filter(([name]) => CSS.supports(name, 'initial'));
}

/** Values of everything in a button, whatever its class. */
const PLAIN: Readonly<Record<string, string>> = {
  opacity: '1',
  visibility: 'visible',
  'writing-mode': 'horizontal-tb',
  'text-indent': '0px',
  'text-shadow': 'none',
  'text-transform': 'none',
  'letter-spacing': 'normal',
  'word-spacing': '0px',
  '-webkit-text-security': 'none',
  '-webkit-text-stroke-width': '0px',
};
const PLAIN_VALUES = supported(PLAIN);

/** All but the shapes of an icon, which take everything over from it. */
const DRAWN = '*:not(svg *)';

function colorsOf(control: HTMLElement, host: HTMLElement): ControlColors {
  return FORCED_COLORS.matches
    ? forcedColors(getComputedStyle(host))
    : controlColors(control.className, control.closest('.dark') !== null);
}

function hasOwnColors(control: HTMLElement, host: HTMLElement, direction: 'ltr' | 'rtl'): boolean {
  const { backgrounds, text, icon } = colorsOf(control, host);
  const style = getComputedStyle(control);
  if (!backgrounds.includes(style.backgroundColor) || style.backgroundImage !== 'none') return false;
  return [control, ...control.querySelectorAll(DRAWN)].every((element) => {
    const own = getComputedStyle(element);
    const color = element.closest('svg') ? icon : text;
    const fill = own.getPropertyValue('-webkit-text-fill-color');
    return (
      own.color === color &&
      (fill === '' || fill === color) &&
      // A name has the direction of its own letters.
      (own.direction === direction || element.matches('bdi.name')) &&
      PLAIN_VALUES.every(([name, value]) => own.getPropertyValue(name) === value)
    );
  });
}

/** A control and its ancestors in its root. */
function insideOf(control: Element): Element[] {
  const found: Element[] = [];
  for (let at: Element | null = control; at; at = at.parentElement) found.push(at);
  return found;
}

/** The host of a root and its ancestors, up to the document. */
function outsideOf(root: ShadowRoot): Element[] {
  const found: Element[] = [];
  for (let at: Element | null = root.host; at; ) {
    found.push(at);
    // The page may have put the host into shadow roots and slots of its own.
    const parent: ParentNode | null = at.assignedSlot ?? at.parentNode;
    at = parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
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

const HARMLESS_VALUES = supported(HARMLESS);

function isHarmless(elements: Element[]): boolean {
  return elements.every((element) => {
    const style = getComputedStyle(element);
    return HARMLESS_VALUES.every(([name, harmless]) => harmless.test(style.getPropertyValue(name)));
  });
}

const radiiOf = (style: CSSStyleDeclaration) => [
  style.borderTopLeftRadius,
  style.borderTopRightRadius,
  style.borderBottomLeftRadius,
  style.borderBottomRightRadius,
];

/** Whether an element clips its contents with round corners. */
function hasRoundCut(element: Element): boolean {
  const style = getComputedStyle(element);
  const cuts = style.overflow !== 'visible' || /paint|strict|content/.test(style.contain);
  return cuts && radiiOf(style).some((radius) => radius !== '0px');
}

/** Whether the round corners of an element that clips its contents reach the control. */
function cutsCorners(element: Element, control: Element): boolean {
  const outer = element.getBoundingClientRect();
  const inner = control.getBoundingClientRect();
  const sizes = radiiOf(getComputedStyle(element))
    .flatMap((radius) => radius.split(' '))
    .map((size) => inPixels(size, outer));
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
