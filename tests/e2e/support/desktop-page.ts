import type { CDPSession, Page } from 'playwright-core';
import { BUTTON_HOST_ATTRIBUTE } from './button-host.ts';
import { passPageTime } from './page-time.ts';

/** How long a user sees a button before pressing it, in milliseconds. */
const STANDS_MS = 900;
/**
 * How many frames the page must have drawn meanwhile: on a slow machine the script checks less
 * often.
 */
const STANDS_TURNS = 8;
/** How long to wait before failing, in milliseconds. */
const GIVE_UP_MS = 60_000;

type AxNode = {
  role?: { value?: unknown };
  name?: { value?: unknown };
  description?: { value?: unknown };
  backendDOMNodeId?: number;
  ignored?: boolean;
};

/**
 * The simulated Genesys desktop with the extension's button. Page scripts and Playwright's locators
 * cannot enter its closed shadow root, so it is found in the accessibility tree and pressed with
 * the mouse.
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

  /** Names of the extension's buttons in the page now. */
  async buttons(): Promise<string[]> {
    return (await this.#ours()).map(({ name }) => name);
  }

  /** All text of the extension in the page. */
  async text(): Promise<string> {
    const { root } = (await this.#session.send('DOM.getDocument', { depth: -1, pierce: true })) as {
      root: DomNode;
    };
    const host = findNode(root, isHost);
    return host ? textOf(host) : '';
  }

  /** The extension's control that has the focus: its name, and whether users see that it has it. */
  async focused(): Promise<{ name: string; isSeen: boolean } | null> {
    const { root } = (await this.#session.send('DOM.getDocument', { depth: -1, pierce: true })) as {
      root: DomNode;
    };
    const backendNodeId = findNode(root, isHost)?.shadowRoots?.[0]?.backendNodeId;
    if (backendNodeId === undefined) return null;
    const { object } = await this.#session.send('DOM.resolveNode', { backendNodeId });
    const { result } = await this.#session.send('Runtime.callFunctionOn', {
      objectId: String(object.objectId),
      functionDeclaration: `function () {
        const element = this.activeElement;
        if (!element) return null;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return {
          name: (element.getAttribute('aria-label') ?? element.textContent).trim(),
          isSeen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1,
        };
      }`,
      returnByValue: true,
    });
    return result.value ?? null;
  }

  /** Waits for the button with this name, and presses it when it has been stable for a moment. */
  async press(name: RegExp): Promise<void> {
    const { x, y } = await this.standing(name);
    await this.page.mouse.click(x, y);
  }

  /** Resolves with the center of the button with this name once it is stable and does not move. */
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
      // Start again if the page is being left.
      await this.pass(50).catch(() => {
        turns = 0;
      });
    }
    throw new Error(`The button ${name} does not stand still.`);
  }

  /** Lets so many milliseconds pass in the page; takes longer on a slow machine. */
  async pass(ms: number): Promise<void> {
    await passPageTime(this.#session, ms);
  }

  async #middleOf(backendNodeId: number): Promise<{ x: number; y: number }> {
    const { model } = await this.#session.send('DOM.getBoxModel', { backendNodeId });
    const [x1 = 0, y1 = 0, , , x3 = 0, y3 = 0] = model.content;
    return { x: (x1 + x3) / 2, y: (y1 + y3) / 2 };
  }

  /** Waits for a button with this name; throws after a minute. */
  async waitForButton(name: RegExp): Promise<void> {
    await this.#waitForButton(name);
  }

  /** Waits until the button with this name has this tooltip; throws after a minute. */
  async waitForTitle(name: RegExp, title: RegExp): Promise<void> {
    await this.#waitForButton(name, title);
  }

  /**
   * Calls a function in the page's main world with the closed root, as a page could that has
   * obtained it.
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
