import { expect } from 'vitest';
import * as z from 'zod';
import { BUTTON_HOST } from '../../e2e/support/button-host.ts';
import type { Point } from '../../hostile/page-attacks.ts';
import type { BiDi } from './bidi.ts';
import { evaluate } from './evaluate.ts';
import { eventually } from './eventually.ts';

/** What WebDriver calls the keys. */
const KEYS = { Enter: '\uE007', Space: ' ', Escape: '\uE00C', ArrowDown: '\uE015' } as const;

/**
 * How long a user sees the extension's button in another page before pressing it, in milliseconds.
 */
const STANDS_MS = 900;
/** The same for the extension's own pages: a page that is still loading moves its buttons. */
const STILL_MS = 200;

const referenceSchema = z.object({ sharedId: z.string() });
const nodesSchema = z.object({ nodes: z.array(referenceSchema) });
const hostsSchema = z.object({
  nodes: z.array(
    z.object({
      sharedId: z.string(),
      value: z.object({ shadowRoot: z.nullish(referenceSchema) }),
    }),
  ),
});
const answerSchema = z.union([
  z.object({ type: z.literal('success'), result: z.object({ value: z.optional(z.string()) }) }),
  z.object({ type: z.literal('exception'), exceptionDetails: z.object({ text: z.string() }) }),
]);

/**
 * An element by its accessible role and name, or an element inside it; the name must match exactly.
 */
export type Role = {
  role: string;
  name?: string;
  /** How what can be read on it begins, where the rest is not fixed. */
  begins?: string;
  within?: Role;
  /** Searches only the closed root of the extension's element in a Genesys desktop page. */
  inOurRoot?: boolean;
};

/** A reference to a node, as WebDriver BiDi hands it out and takes it back. */
type NodeReference = z.output<typeof referenceSchema>;

/** A tab or window of Firefox by what users read and press in it. */
export class Page {
  readonly #bidi: BiDi;
  readonly #context: string;

  constructor(bidi: BiDi, context: string) {
    this.#bidi = bidi;
    this.#context = context;
  }

  /** Whether both are the same tab. */
  is(other: Page): boolean {
    return this.#context === other.#context;
  }

  /** Runs a function in each page that this tab loads, ahead of the page's own scripts. */
  async runBefore(work: () => void): Promise<void> {
    const script = { functionDeclaration: String(work), contexts: [this.#context] };
    await this.#bidi.send('script.addPreloadScript', script, z.unknown());
  }

  async goto(url: string): Promise<void> {
    // Firefox refuses to wait for the load of extension pages; the address shows that the previous
    // page is gone.
    await this.#bidi.send(
      'browsingContext.navigate',
      { context: this.#context, url, wait: 'none' },
      z.unknown(),
    );
    await eventually(async () => {
      expect(await this.evaluate(() => `${location.href} ${document.readyState}`)).toBe(`${url} complete`);
    });
  }

  async evaluate<A extends unknown[], T>(work: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
    return await evaluate(this.#bidi, this.#context, work, ...args);
  }

  /**
   * Runs a function in a Genesys desktop page with our element and its closed root, which page
   * scripts cannot get by themselves.
   * @throws Error when our element is not there
   */
  async withOurRoot<T>(work: (host: HTMLElement, root: ShadowRoot) => T | Promise<T>): Promise<T> {
    const [found] = await this.#ourRoots();
    if (!found) throw new Error('Our element is not in this page.');
    const answer = await this.#call(
      `async (host, root) => JSON.stringify(await (${work})(host, root))`,
      found.host,
      found.root,
    );
    return (answer && JSON.parse(answer)) as T;
  }

  /** The number of the extension's elements in a Genesys desktop page. */
  async countOurs(): Promise<number> {
    return (await this.#ourRoots()).length;
  }

  /** The text of the extension in a Genesys desktop page. */
  async ourText(): Promise<string> {
    if ((await this.countOurs()) === 0) return '';
    return await this.withOurRoot((_host, root) =>
      [...(root.children as HTMLCollectionOf<HTMLElement>)]
        .filter(({ localName }) => localName !== 'style')
        .map(({ innerText }) => innerText)
        .join(' '),
    );
  }

  /** Everything that fits, as it reads on the screen, in the order of the page. */
  async texts(what: Role): Promise<string[]> {
    const nodes = await this.#find(what);
    return await Promise.all(nodes.map((node) => this.#textOf(node)));
  }

  async text(): Promise<string> {
    return await this.evaluate(() => document.body.innerText);
  }

  async waitForText(text: string): Promise<void> {
    await eventually(async () => expect(await this.text()).toContain(text));
  }

  /** Waits until the text is on the page no more. */
  async waitForNoText(text: string): Promise<void> {
    await eventually(async () => expect(await this.text()).not.toContain(text));
  }

  /** Waits until there are exactly this many. */
  async waitFor(what: Role, count = 1): Promise<void> {
    await eventually(async () => expect(await this.count(what), JSON.stringify(what)).toBe(count));
  }

  async count(what: Role): Promise<number> {
    return (await this.#find(what)).length;
  }

  /** Presses with the mouse, as a person does, whatever is there by this role and name. */
  async click(what: Role): Promise<void> {
    await this.#press(what);
  }

  /** Presses the mouse at a place of the window, whatever is there. */
  async clickAt({ x, y }: Point): Promise<void> {
    await this.bringToFront();
    await this.#pressMouse({ x: Math.round(x), y: Math.round(y), origin: 'viewport' });
  }

  /**
   * Puts a text into a field, in place of what is in it, at once as a paste does: typing a long one
   * key by key takes seconds.
   */
  async fill(what: Role, text: string): Promise<void> {
    const field = await this.#press(what);
    const paste = '(node, text) => { node.select(); document.execCommand("insertText", false, text); }';
    await this.#call(paste, field, { type: 'string', value: text });
  }

  async pressEnter(): Promise<void> {
    await this.pressKey('Enter');
  }

  /** Presses a key for whatever has the focus. */
  async pressKey(key: keyof typeof KEYS): Promise<void> {
    await this.#act({
      type: 'key',
      id: 'keyboard',
      actions: [
        { type: 'keyDown', value: KEYS[key] },
        { type: 'keyUp', value: KEYS[key] },
      ],
    });
  }

  async bringToFront(): Promise<void> {
    await this.#bidi.send('browsingContext.activate', { context: this.#context }, z.unknown());
  }

  async close(): Promise<void> {
    await this.#bidi.send('browsingContext.close', { context: this.#context }, z.unknown());
  }

  async #textOf(node: NodeReference): Promise<string> {
    return await this.#call('(node) => node.innerText', node);
  }

  /** Waits until an element has been stable and unmoved for a moment: no user is quicker. */
  async #waitUntilItStands(what: Role, forMs: number): Promise<void> {
    let looks = '';
    let since = 0;
    await eventually(async () => {
      const [node] = await this.#find(what);
      if (!node) throw new Error(`${JSON.stringify(what)} is not there.`);
      const look = '(node) => JSON.stringify([node.innerText, node.getBoundingClientRect()])';
      const now = await this.#call(look, node);
      if (now !== looks) since = Date.now();
      looks = now;
      expect(Date.now() - since, 'milliseconds that it has stood').toBeGreaterThanOrEqual(forMs);
    });
  }

  async #press(what: Role): Promise<NodeReference> {
    await this.waitFor(what);
    await this.bringToFront();
    await this.#scrollTo(what);
    // Do this after scrolling: an element that has just moved does not count as seen.
    await this.#waitUntilItStands(what, what.inOurRoot ? STANDS_MS : STILL_MS);
    const [node] = await this.#find(what);
    if (!node) throw new Error(`${JSON.stringify(what)} went away before it could be pressed.`);
    await this.#pressMouse({ x: 0, y: 0, origin: { type: 'element', element: node } });
    return node;
  }

  async #scrollTo(what: Role): Promise<void> {
    const [node] = await this.#find(what);
    if (node) await this.#call('(node) => node.scrollIntoView({ block: "center" })', node);
  }

  async #pressMouse(where: object): Promise<void> {
    await this.#act({
      type: 'pointer',
      id: 'mouse',
      actions: [
        { type: 'pointerMove', ...where },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ],
    });
  }

  async #find({ begins, ...what }: Role): Promise<NodeReference[]> {
    const nodes = await this.#locate(what);
    if (begins === undefined) return nodes;
    const texts = await Promise.all(nodes.map((node) => this.#textOf(node)));
    return nodes.filter((_node, index) => texts[index]?.trim().startsWith(begins));
  }

  async #locate({ within, inOurRoot, ...value }: Role): Promise<NodeReference[]> {
    const startNodes = inOurRoot
      ? (await this.#ourRoots()).map(({ root }) => root)
      : within && (await this.#find(within));
    if (startNodes?.length === 0) return [];
    const { nodes } = await this.#bidi.send(
      'browsingContext.locateNodes',
      {
        context: this.#context,
        locator: { type: 'accessibility', value },
        ...(startNodes && { startNodes }),
      },
      nodesSchema,
    );
    return nodes.map(({ sharedId }) => ({ sharedId }));
  }

  /** Looked up each time: the extension's element moves in the page and is created again. */
  async #ourRoots(): Promise<{ host: NodeReference; root: NodeReference }[]> {
    const { nodes } = await this.#bidi.send(
      'browsingContext.locateNodes',
      {
        context: this.#context,
        locator: { type: 'css', value: BUTTON_HOST },
        serializationOptions: { maxDomDepth: 0, includeShadowTree: 'all' },
      },
      hostsSchema,
    );
    return nodes.flatMap(({ sharedId, value: { shadowRoot } }) =>
      shadowRoot ? [{ host: { sharedId }, root: { sharedId: shadowRoot.sharedId } }] : [],
    );
  }

  /** Calls a function with nodes or values of this page; it returns a text or nothing. */
  async #call(functionDeclaration: string, ...args: object[]): Promise<string> {
    const answer = await this.#bidi.send(
      'script.callFunction',
      { functionDeclaration, arguments: args, target: { context: this.#context }, awaitPromise: true },
      answerSchema,
    );
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
    return answer.result.value ?? '';
  }

  async #act(source: object): Promise<void> {
    await this.#bidi.send('input.performActions', { context: this.#context, actions: [source] }, z.unknown());
  }
}
