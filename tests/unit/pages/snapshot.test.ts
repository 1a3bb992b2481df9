// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  drawSnapshot,
  readSnapshot,
  removeSnapshot,
  type Snapshot,
  takeSnapshot,
} from '@/utils/pages/snapshot';

const SVG = 'http://www.w3.org/2000/svg';

afterEach(() => document.body.replaceChildren());

/** A root in the page, with what the markup says. */
function rootWith(markup = ''): HTMLElement {
  const root = document.createElement('div');
  root.innerHTML = markup;
  document.body.append(root);
  return root;
}

/** The one element that matches. */
function find<E extends Element = HTMLElement>(root: Element, selector: string): E {
  const found = root.querySelector<E>(selector);
  if (!found) throw new Error(`Nothing matches ${selector} in: ${root.innerHTML}`);
  return found;
}

/** Stores the snapshot as the browser does, and draws it into a fresh root. */
function drawnAgain(snapshot: Snapshot[]): HTMLElement {
  const root = rootWith();
  drawSnapshot(root, readSnapshot(JSON.stringify(snapshot)));
  return root;
}

/** Draws what is no snapshot of ours. */
function drawHostile(...snapshot: unknown[]): HTMLElement {
  const root = rootWith();
  drawSnapshot(root, snapshot as Snapshot[]);
  return root;
}

describe('a drawn snapshot equals the page', () => {
  it('in elements, classes, texts and what is said to screen readers', () => {
    const markup =
      '<header class="bar"><h1>Conversations</h1></header><ul class="list" role="listbox" aria-label="All">' +
      '<li class="row is-mine" data-id="c-1" title="Dana"><strong>Dana</strong> &amp; <em>&lt;b&gt;</em><time>1:07</time></li></ul>';
    expect(drawnAgain(takeSnapshot(rootWith(markup))).innerHTML).toBe(markup);
  });

  it('in icons, which are drawn as SVG down to their last shape', () => {
    const markup = `<button class="icon" disabled=""><svg xmlns="${SVG}" viewBox="0 0 24 24" fill="none" stroke-width="2"><path d="M1 1h2"></path><circle cx="1" cy="2" r="3"></circle></svg><span>End</span></button>`;
    const root = drawnAgain(takeSnapshot(rootWith(markup)));
    expect(find<SVGElement>(root, 'svg').getAttribute('viewBox')).toBe('0 0 24 24');
    expect(find(root, 'path').getAttribute('d')).toBe('M1 1h2');
    expect(['svg', 'path', 'circle'].map((name) => find(root, name).namespaceURI)).toEqual([SVG, SVG, SVG]);
    expect(['button', 'span'].map((name) => find(root, name).namespaceURI)).not.toContain(SVG);
  });

  it('in what the user typed, ticked and chose since the page was made', () => {
    const page = rootWith(
      '<input class="typed" value="made"><input class="ticked" type="checkbox"><select><option value="a">A</option><option value="b">B</option></select>',
    );
    find<HTMLInputElement>(page, '.typed').value = 'typed';
    find<HTMLInputElement>(page, '.ticked').checked = true;
    find<HTMLSelectElement>(page, 'select').value = 'b';
    const root = drawnAgain(takeSnapshot(page));
    expect(find<HTMLInputElement>(root, '.typed').value).toBe('typed');
    expect(find<HTMLInputElement>(root, '.ticked').checked).toBe(true);
    expect(find<HTMLSelectElement>(root, 'select').value).toBe('b');
  });

  it('in how far it was scrolled', () => {
    const page = rootWith('<div class="list"><p>Dana</p></div>');
    find(page, '.list').scrollTop = 130.4;
    expect(find(drawnAgain(takeSnapshot(page)), '.list').scrollTop).toBe(130);
  });

  it('in its styles, which are set as the policy of the page allows: through the style object', () => {
    const page = rootWith('<div class="row"></div>');
    find(page, '.row').style.cssText = 'transform: translateY(120px); height: 40px;';
    const snapshot = takeSnapshot(page);
    const row = find(drawnAgain(snapshot), '.row');
    expect(row.style.height).toBe('40px');
    expect(row.style.transform).toBe('translateY(120px)');
    // With a style object that does nothing, nothing is set: there is no second way.
    vi.spyOn(CSSStyleDeclaration.prototype, 'cssText', 'set').mockImplementation(() => undefined);
    expect(find(drawnAgain(snapshot), '.row').getAttribute('style')).toBe(null);
  });

  it('without comments, and without elements that do more than look', () => {
    const page = rootWith('<p>a<!-- b --></p><img alt="b"><a href="https://example.com">c</a><p>d</p>');
    expect(drawnAgain(takeSnapshot(page)).innerHTML).toBe('<p>a</p><p>d</p>');
  });
});

describe('rows out of the window', () => {
  /** A list whose elements say where they are: top and bottom. */
  function taken(role: string, ...places: [top: number, bottom: number][]): string[] {
    const root = rootWith(places.map((_, index) => `<div role="${role}">${index}</div>`).join(''));
    places.forEach(([top, bottom], index) => {
      const rect = { top, bottom } as DOMRect;
      vi.spyOn(root.children[index] as Element, 'getBoundingClientRect').mockReturnValue(rect);
    });
    return [...drawnAgain(takeSnapshot(root)).children].map(({ textContent }) => textContent);
  }
  const PLACES = (height: number): [number, number][] => [
    [-50, -10],
    [-10, 30],
    [height - 10, height + 30],
    [height + 1, height + 41],
  ];

  it('are left out, and those that show a part of themselves are not', () => {
    expect(taken('option', ...PLACES(window.innerHeight))).toEqual(['1', '2']);
  });

  it('are rows only: anything else is taken wherever it is', () => {
    expect(taken('group', ...PLACES(window.innerHeight))).toEqual(['0', '1', '2', '3']);
  });
});

describe('while a snapshot is shown', () => {
  it('nobody can press anything, until the page itself takes its place', () => {
    const root = drawHostile(['button', {}, ['End']]);
    expect(root.inert).toBe(true);
    removeSnapshot(root);
    expect(root.inert).toBe(false);
    expect(root.childNodes).toHaveLength(0);
  });

  it('nothing is left of what was there before', () => {
    const root = rootWith('<p>before</p>');
    drawSnapshot(root, ['after']);
    expect(root.innerHTML).toBe('after');
  });

  it('and only then is it taken away: the page itself is left alone', () => {
    const root = rootWith('<p>the page</p>');
    removeSnapshot(root);
    expect(root.innerHTML).toBe('<p>the page</p>');
  });
});

describe('a hostile snapshot', () => {
  beforeEach(() => {
    // Names that would be called, were a handler ever set.
    vi.stubGlobal('pwned', vi.fn());
  });
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    ...[
      'script',
      'SCRIPT',
      'iframe',
      'frame',
      'img',
      'a',
      'link',
      'object',
      'embed',
      'style',
      'meta',
      'base',
    ],
    ...['form', 'video', 'audio', 'source', 'image', 'use', 'foreignObject', 'animate', 'set', 'template'],
    ...['math', 'portal', 'x-element', '', ' div', 'div ', '__proto__', 'constructor'],
  ])('draws no element named %j, in HTML or in an icon, nor what is below it', (name) => {
    const bad = [name, { class: 'bad' }, ['bad', ['p', {}, ['bad']]]];
    const root = drawHostile(bad, ['div', {}, [bad, 'good']], ['svg', {}, [bad]]);
    expect(root.innerHTML.replaceAll(` xmlns="${SVG}"`, '')).toBe('<div>good</div><svg></svg>');
  });

  it.each([
    ...['onclick', 'onload', 'onerror', 'onfocus', 'ONCLICK', 'onbegin', 'autofocus', 'formaction', 'form'],
    ...['href', 'xlink:href', 'src', 'srcset', 'srcdoc', 'data', 'action', 'ping', 'poster', 'background'],
    ...['is', 'slot', 'xmlns', 'aria-', 'aria-x onclick', 'class\nonclick', ' class', 'stroke-', '__proto__'],
    ...['popovertarget', 'contenteditable', 'tabindex', 'accesskey', 'nonce', 'filter', 'mask', 'clip-path'],
  ])('sets no attribute %j, on an element or on an icon', (attribute) => {
    const attributes = JSON.parse(`{${JSON.stringify(attribute)}: "pwned()", "class": "good"}`);
    const root = drawHostile(
      ['div', attributes, []],
      ['input', attributes, []],
      ['svg', {}, [['path', attributes, []]]],
    );
    for (const selector of ['div', 'input', 'path']) {
      const names = find(root, selector).getAttributeNames();
      expect(names.filter((name) => name !== 'class' && name !== 'xmlns')).toEqual([]);
    }
  });

  it('draws markup in texts and values as the characters it is', () => {
    const markup = '<img src=x onerror=pwned()>';
    const root = drawHostile(markup, ['p', { title: markup }, [markup]], ['input', { value: markup }, []]);
    expect(root.querySelectorAll('img')).toHaveLength(0);
    expect(find(root, 'p').textContent).toBe(markup);
    expect(find<HTMLInputElement>(root, 'input').value).toBe(markup);
  });

  it('runs nothing when what it drew is pressed', () => {
    const root = drawHostile(['button', { onclick: 'pwned()', type: 'submit' }, ['End']]);
    find(root, 'button').click();
    expect((globalThis as { pwned?: unknown }).pwned).not.toHaveBeenCalled();
  });
});

describe('a stored snapshot', () => {
  it('is read from its text', () => {
    const snapshot: Snapshot[] = ['Dana', ['p', { class: 'row' }, ['Aiko']]];
    expect(readSnapshot(JSON.stringify(snapshot))).toEqual(snapshot);
  });

  it.each([undefined, null, 7, '', 'Dana', '[', '7', '{"0":"Dana"}', ['Dana'], { text: '[]' }])(
    'is empty where %j is stored',
    (stored) => {
      expect(readSnapshot(stored)).toEqual([]);
    },
  );
});

describe('an odd snapshot', () => {
  const ODD: [string, unknown][] = [
    ['a number', 7],
    ['null', null],
    ['nothing', undefined],
    ['a truth', true],
    ['an object', { div: {} }],
    ['an empty list', []],
    ['a list of lists', [[[['div']]]]],
    ['a name that is a number', [7, {}, []]],
    ['a name that is a list', [['div'], {}, []]],
  ];

  it.each(ODD)('passes over %s, and draws its neighbors', (_what, odd) => {
    const root = drawHostile('a', odd, ['p', {}, ['b', odd, 'c']], odd, 'd');
    expect(root.innerHTML).toBe('a<p>bc</p>d');
  });

  it.each([
    ['no attributes and no children', ['p']],
    ['no children', ['p', {}]],
    ['null for attributes and children', ['p', null, null]],
    ['numbers for attributes and children', ['p', 1, 2]],
    ['lists for attributes', ['p', ['class', 'bad'], []]],
    ['text for children', ['p', {}, 'bad']],
    ['an object for children', ['p', {}, { length: 1, 0: 'bad' }]],
    ['values that are no text', ['p', { class: 7, style: null, id: {}, title: ['bad'], role: true }, []]],
    [
      'a value that cannot become text',
      ['p', { class: { toString: 1, valueOf: 1 }, style: { toString: 1 } }, []],
    ],
  ])('is an empty element where an element has %s', (_what, odd) => {
    expect(drawHostile(odd, 'after').innerHTML).toBe('<p></p>after');
  });

  it.each([['far'], ['-1'], ['Infinity'], ['']])('scrolls nowhere where it says %j', (far) => {
    const root = drawHostile(['div', { 'data-scroll-top': far }, ['a']]);
    expect(root.textContent).toBe('a');
  });

  it('that is 10,000 elements deep is drawn as deep as any page is, and throws nothing', () => {
    let deep: unknown = 'bottom';
    for (let depth = 0; depth < 10_000; depth += 1) deep = ['div', {}, [deep]];
    const root = drawHostile(deep, 'after');
    expect(root.textContent).toBe('after');
    let depth = 0;
    for (let at = root.firstElementChild; at; at = at.firstElementChild) depth += 1;
    expect(depth).toBeGreaterThan(30);
    expect(depth).toBeLessThan(1000);
  });

  it.each([
    ['numbers', 7, ''],
    ['texts', 'a', 'a'],
    // The document in memory takes seconds for so many nodes.
  ])('of 200,000 %s side by side throws nothing', { timeout: 60_000 }, (_what, one, text) => {
    const many = Array.from({ length: 200_000 }, () => one);
    const root = rootWith();
    drawSnapshot(root, [...many, ['p', {}, many]] as Snapshot[]);
    expect(root.childNodes.length).toBe(text.length * 200_000 + 1);
    expect(root.lastChild?.childNodes.length).toBe(text.length * 200_000);
  });
});
