import { expect } from 'vitest';
import * as z from 'zod';
import type { BiDi } from './bidi.ts';
import { evaluate } from './evaluate.ts';

/** What WebDriver calls the key. */
const ENTER = '\uE007';

const nodesSchema = z.object({ nodes: z.array(z.object({ sharedId: z.string() })) });
const textSchema = z.object({ type: z.literal('success'), result: z.object({ value: z.string() }) });

/** Something on a page by what assistive technology calls it, or something inside of that; a name must fit exactly. */
export type Role = { role: string; name?: string; within?: Role };

/** A tab of Firefox by what users read and press in it. */
export class Page {
  readonly #bidi: BiDi;
  readonly #context: string;

  constructor(bidi: BiDi, context: string) {
    this.#bidi = bidi;
    this.#context = context;
  }

  async goto(url: string): Promise<void> {
    // Waiting for the load is refused where extensions' pages are concerned; that nothing else is left there is seen by the address.
    await this.#bidi.send(
      'browsingContext.navigate',
      { context: this.#context, url, wait: 'none' },
      z.unknown(),
    );
    await expect
      .poll(() => this.evaluate(() => `${location.href} ${document.readyState}`).catch(String))
      .toBe(`${url} complete`);
  }

  async evaluate<A extends unknown[], T>(work: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
    return await evaluate(this.#bidi, this.#context, work, ...args);
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
    await expect.poll(() => this.text()).toContain(text);
  }

  /** Waits until exactly so many are there. */
  async waitFor(what: Role, count = 1): Promise<void> {
    await expect
      .poll(async () => (await this.#find(what)).length, { message: JSON.stringify(what) })
      .toBe(count);
  }

  /** Presses with the mouse, as a person does, whatever is there by this role and name. */
  async click(what: Role): Promise<void> {
    await this.#press(what);
  }

  /** Types into a field, in place of what is in it. */
  async fill(what: Role, text: string): Promise<void> {
    await this.#callOn(await this.#press(what), '(node) => { node.select(); return ""; }');
    await this.#type(text);
  }

  async pressEnter(): Promise<void> {
    await this.#type(ENTER);
  }

  async bringToFront(): Promise<void> {
    await this.#bidi.send('browsingContext.activate', { context: this.#context }, z.unknown());
  }

  async close(): Promise<void> {
    await this.#bidi.send('browsingContext.close', { context: this.#context }, z.unknown());
  }

  async #press(what: Role): Promise<{ sharedId: string }> {
    await this.waitFor(what);
    await this.bringToFront();
    const [node] = await this.#find(what);
    if (!node) throw new Error(`${JSON.stringify(what)} went away before it could be pressed.`);
    await this.#scrollTo(node);
    await this.#act({
      type: 'pointer',
      id: 'mouse',
      actions: [
        { type: 'pointerMove', x: 0, y: 0, origin: { type: 'element', element: node } },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ],
    });
    return node;
  }

  async #type(text: string): Promise<void> {
    await this.#act({
      type: 'key',
      id: 'keyboard',
      actions: [...text].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]),
    });
  }

  async #find({ within, ...value }: Role): Promise<{ sharedId: string }[]> {
    const startNodes = within && (await this.#find(within));
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

  async #textOf(node: { sharedId: string }): Promise<string> {
    return (await this.#callOn(node, '(node) => node.innerText')).result.value;
  }

  async #scrollTo(node: { sharedId: string }): Promise<void> {
    await this.#callOn(node, '(node) => { node.scrollIntoView({ block: "center" }); return ""; }');
  }

  async #callOn(node: { sharedId: string }, functionDeclaration: string) {
    return await this.#bidi.send(
      'script.callFunction',
      { functionDeclaration, arguments: [node], target: { context: this.#context }, awaitPromise: false },
      textSchema,
    );
  }

  async #act(source: object): Promise<void> {
    await this.#bidi.send('input.performActions', { context: this.#context, actions: [source] }, z.unknown());
  }
}
