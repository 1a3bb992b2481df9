/**
 * A snapshot of a page: the looks of its elements, without their behavior. The popup's last one is
 * shown while its code loads, and the page itself then replaces it. This file is loaded alone,
 * before everything else, so it imports nothing.
 */

/** An element as [name, attributes, children], a text as itself. */
export type Snapshot = string | [name: string, attributes: Record<string, string>, children: Snapshot[]];

const SVG = 'http://www.w3.org/2000/svg';
/** Elements that only affect looks; elements that load, link or run something are excluded. */
const ELEMENTS = new Set(
  'article button dd details div dl dt em fieldset footer h1 h2 header input label li main mark ol option p section select span strong summary time ul svg path circle rect line polyline polygon ellipse'.split(
    ' ',
  ),
);
/** Attributes that only affect looks or describe an element. */
const ATTRIBUTES =
  /^(?:aria-[a-z]+|class|role|title|type|style|dir|id|for|name|placeholder|disabled|checked|selected|value|viewBox|width|height|fill|stroke|stroke-[a-z]+|d|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|points|data-id|data-scroll-top)$/;
const SCROLL_TOP = 'data-scroll-top';
/** Deeper than any of our pages. */
const DEEPEST = 100;

/** Takes a snapshot of everything below `root`. */
export function takeSnapshot(root: Element): Snapshot[] {
  return [...root.childNodes].flatMap(snapshotOf);
}

function snapshotOf(node: Node): Snapshot[] {
  if (node.nodeType === Node.TEXT_NODE) return [node.textContent ?? ''];
  if (!(node instanceof Element)) return [];
  const name = node.localName;
  if (!ELEMENTS.has(name) || isOutOfSight(node)) return [];
  const attributes = Object.fromEntries(
    [...node.attributes].filter((each) => ATTRIBUTES.test(each.name)).map((each) => [each.name, each.value]),
  );
  // Changes by the user are properties, not attributes.
  if (node instanceof HTMLInputElement) attributes.value = node.value;
  if (node instanceof HTMLInputElement) setFlag(attributes, 'checked', node.checked);
  if (node instanceof HTMLOptionElement) setFlag(attributes, 'selected', node.selected);
  if (node.scrollTop > 0) attributes[SCROLL_TOP] = String(Math.round(node.scrollTop));
  return [[name, attributes, [...node.childNodes].flatMap(snapshotOf)]];
}

function setFlag(attributes: Record<string, string>, name: string, isSet: boolean): void {
  if (isSet) attributes[name] = '';
  else delete attributes[name];
}

/** Rows outside the window are not painted, and there may be many. */
function isOutOfSight(element: Element): boolean {
  if (element.role !== 'option') return false;
  const { top, bottom } = element.getBoundingClientRect();
  return bottom < 0 || top > window.innerHeight;
}

/** Reads a stored snapshot; empty if there is none, or if it is not ours. */
export function readSnapshot(stored: unknown): Snapshot[] {
  if (typeof stored !== 'string') return [];
  try {
    const snapshot: unknown = JSON.parse(stored);
    return Array.isArray(snapshot) ? (snapshot as Snapshot[]) : [];
  } catch {
    return [];
  }
}

/** Draws a snapshot below `root`. Nothing can be pressed until the page itself replaces it. */
export function drawSnapshot(root: HTMLElement, snapshot: readonly Snapshot[]): void {
  root.inert = true;
  root.replaceChildren();
  for (const each of snapshot) root.append(...drawn(each, false, 0));
  for (const element of root.querySelectorAll(`[${SCROLL_TOP}]`)) {
    element.scrollTop = Number(element.getAttribute(SCROLL_TOP));
  }
}

/** Removes the snapshot, just before the page itself is drawn. */
export function removeSnapshot(root: HTMLElement): void {
  if (!root.inert) return;
  root.replaceChildren();
  root.inert = false;
}

/** The stored value may be anything: skips whatever is not a snapshot. */
function drawn(snapshot: unknown, inSvg: boolean, depth: number): Node[] {
  if (typeof snapshot === 'string') return [document.createTextNode(snapshot)];
  if (!Array.isArray(snapshot) || depth > DEEPEST) return [];
  const [name, attributes, children]: unknown[] = snapshot;
  if (typeof name !== 'string' || !ELEMENTS.has(name)) return [];
  const isSvg = inSvg || name === 'svg';
  const element = isSvg ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes ?? {})) {
    if (typeof value !== 'string') continue;
    // As an attribute, the extension's content security policy would refuse it.
    if (attribute === 'style') element.style.cssText = value;
    else if (ATTRIBUTES.test(attribute)) element.setAttribute(attribute, value);
  }
  if (Array.isArray(children))
    for (const child of children) element.append(...drawn(child, isSvg, depth + 1));
  return [element];
}
