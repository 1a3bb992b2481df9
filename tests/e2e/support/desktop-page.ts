import type { CDPSession, Page } from 'playwright-core';
import { BUTTON_HOST_ATTRIBUTE } from './button-host.ts';
import { passPageTime } from './page-time.ts';

/** A person sees a button for this long before they press it, in milliseconds. */
const STANDS_MS = 900;
/**
 * And so often the page must have come round meanwhile: on a slow machine our script looks less
 * often.
 */
const STANDS_TURNS = 8;
/** Milliseconds after which what is waited for counts as missing. */
const GIVE_UP_MS = 60_000;

type AxNode = {
  role?: { value?: unknown };
  name?: { value?: unknown };
  description?: { value?: unknown };
  backendDOMNodeId?: number;
  ignored?: boolean;
};

/**
 * The simulated Genesys desktop with our button in it. The button sits in a closed shadow root,
 * which page scripts and Playwright's locators cannot enter: it is found in the accessibility tree
 * and pressed with the mouse, as a person would.
 */
export class DesktopPage {
  readonly page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.#session = session;
  }

  static async attach(page: Page): Promise<DesktopPage> {
    return new DesktopPage(page, await page.context().newCDPSession(page));
  }

  /** Names of all buttons of ours that are there now. */
  async buttons(): Promise<string[]> {
    return (await this.#ours()).map(({ name }) => name);
  }

  /** Everything readable in our corner of the page. */
  async text(): Promise<string> {
    const { root } = (await this.#session.send('DOM.getDocument', { depth: -1, pierce: true })) as {
      root: DomNode;
    };
    const host = findNode(root, isHost);
    return host ? textOf(host) : '';
  }

  /**
   * Presses the button with this name once it is there, at a person's pace: when it has stood for a
   * moment.
   */
  async press(name: RegExp): Promise<void> {
    const { x, y } = await this.standing(name);
    await this.page.mouse.click(x, y);
  }

  /**
   * Resolves with the middle of the button with this name once it has stood for a moment, the same
   * and in the same place.
   */
  async standing(name: RegExp): Promise<{ x: number; y: number }> {
    await this.page.bringToFront();
    let looks = '';
    let since = Date.now();
    let turns = 0;
    for (const until = Date.now() + GIVE_UP_MS; Date.now() < until; ) {
      const button = await this.#waitForButton(name);
      const place = await this.#middleOf(button.backendDOMNodeId).catch(() => null);
      const now = JSON.stringify([button, place]);
      if (now !== looks) {
        looks = now;
        since = Date.now();
        turns = 0;
      } else if (place && turns >= STANDS_TURNS && Date.now() - since >= STANDS_MS) return place;
      turns += 1;
      // A page that is being left begins anew.
      await this.pass(50).catch(() => {
        turns = 0;
      });
    }
    throw new Error(`The button ${name} does not stand still.`);
  }

  /** Lets so many milliseconds pass in the page, longer where the machine is slow. */
  async pass(ms: number): Promise<void> {
    await passPageTime(this.#session, ms);
  }

  async #middleOf(backendNodeId: number): Promise<{ x: number; y: number }> {
    const { model } = await this.#session.send('DOM.getBoxModel', { backendNodeId });
    const [x1 = 0, y1 = 0, , , x3 = 0, y3 = 0] = model.content;
    return { x: (x1 + x3) / 2, y: (y1 + y3) / 2 };
  }

  /** Resolves once a button with this name is there; throws after a minute. */
  async waitForButton(name: RegExp): Promise<void> {
    await this.#waitForButton(name);
  }

  /**
   * Resolves once the button with this name says this of itself when it is pointed at; throws after
   * a minute.
   */
  async waitForTitle(name: RegExp, title: RegExp): Promise<void> {
    await this.#waitForButton(name, title);
  }

  /**
   * Calls a function of the page's own world with our root, as a page can that has got hold of it.
   */
  async inRoot(attack: (root: ShadowRoot) => unknown): Promise<void> {
    const { root } = (await this.#session.send('DOM.getDocument', { depth: -1, pierce: true })) as {
      root: DomNode;
    };
    const backendNodeId = findNode(root, isHost)?.shadowRoots?.[0]?.backendNodeId;
    if (backendNodeId === undefined) throw new Error('The page has no root of ours.');
    const { object } = await this.#session.send('DOM.resolveNode', { backendNodeId });
    const { exceptionDetails } = await this.#session.send('Runtime.callFunctionOn', {
      objectId: String(object.objectId),
      functionDeclaration: `function () { return (${attack})(this); }`,
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }

  async #waitForButton(name: RegExp, title?: RegExp) {
    for (const until = Date.now() + GIVE_UP_MS; Date.now() < until; ) {
      const found = (await this.#ours()).find(
        (button) => name.test(button.name) && (title === undefined || title.test(button.title)),
      );
      if (found) return found;
      await this.page.waitForTimeout(50);
    }
    throw new Error(`No button ${name} in the page; there are: ${(await this.buttons()).join(' | ')}`);
  }

  async #ours(): Promise<{ name: string; title: string; backendDOMNodeId: number }[]> {
    const { root } = (await this.#session.send('DOM.getDocument', { depth: -1, pierce: true })) as {
      root: DomNode;
    };
    const host = findNode(root, isHost);
    if (!host) return [];
    const inside = new Set(nodeIds(host));
    const { nodes } = (await this.#session.send('Accessibility.getFullAXTree')) as unknown as {
      nodes: AxNode[];
    };
    return nodes.flatMap(({ role, name, description, backendDOMNodeId, ignored }) =>
      !ignored && role?.value === 'button' && backendDOMNodeId !== undefined && inside.has(backendDOMNodeId)
        ? [{ name: String(name?.value ?? ''), title: String(description?.value ?? ''), backendDOMNodeId }]
        : [],
    );
  }
}

type DomNode = {
  nodeName: string;
  nodeValue: string;
  nodeType: number;
  backendNodeId: number;
  attributes?: string[];
  children?: DomNode[];
  shadowRoots?: DomNode[];
  contentDocument?: DomNode;
};

/** Copies that a page makes have no root. */
function isHost({ attributes, shadowRoots }: DomNode): boolean {
  return shadowRoots !== undefined && attributes?.includes(BUTTON_HOST_ATTRIBUTE) === true;
}

function childrenOf(node: DomNode): DomNode[] {
  return [
    ...(node.children ?? []),
    ...(node.shadowRoots ?? []),
    ...(node.contentDocument ? [node.contentDocument] : []),
  ];
}

function findNode(node: DomNode, matches: (node: DomNode) => boolean): DomNode | null {
  if (matches(node)) return node;
  for (const child of childrenOf(node)) {
    const found = findNode(child, matches);
    if (found) return found;
  }
  return null;
}

function nodeIds(node: DomNode): number[] {
  return [node.backendNodeId, ...childrenOf(node).flatMap(nodeIds)];
}

function textOf(node: DomNode): string {
  if (node.nodeName === 'STYLE') return '';
  return node.nodeType === 3 ? node.nodeValue : childrenOf(node).map(textOf).join(' ');
}
