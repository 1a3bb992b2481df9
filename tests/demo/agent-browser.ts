import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../setup/browser.ts';
import { withSandboxIfPossible } from '../setup/sandbox.ts';

/** The agent's own browser, without the extension. */
export class AgentBrowser {
  readonly #browser: Browser;
  readonly #context: BrowserContext;

  private constructor(browser: Browser, context: BrowserContext) {
    this.#browser = browser;
    this.#context = context;
  }

  /**
   * Opens it. For a person (`headless` false), its pages must not take themselves for automated:
   * the join page would choose what to share by itself.
   */
  static async open({ headless }: { headless: boolean }): Promise<AgentBrowser> {
    const browser = await withSandboxIfPossible((chromiumSandbox) =>
      chromium.launch({
        executablePath: findChromium(),
        headless,
        chromiumSandbox,
        args: headless ? ['--headless=new'] : ['--no-first-run', '--window-size=1000,760'],
        ...(!headless && { ignoreDefaultArgs: ['--enable-automation'] }),
        handleSIGINT: headless,
        handleSIGTERM: headless,
        handleSIGHUP: headless,
      }),
    );
    const viewport = headless ? { width: 1280, height: 800 } : null;
    return new AgentBrowser(browser, await browser.newContext({ viewport }));
  }

  /** Opens a page in a tab of its own. */
  async show(url: string): Promise<Page> {
    const page = await this.#context.newPage();
    await page.goto(url);
    return page;
  }

  /** Calls back when it was closed, by the person or the demo. */
  onClosed(listener: () => void): void {
    this.#browser.once('disconnected', listener);
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}
