import type { BrowserContext, Page } from 'playwright-core';
import { AgentBrowser } from './agent-browser.ts';

/** The agent's window, which opens with its first page. */
export class AgentWindow {
  readonly #headless: boolean;
  #browser: Promise<AgentBrowser> | null = null;

  /** @param headless false for a person */
  constructor({ headless }: { headless: boolean }) {
    this.#headless = headless;
  }

  /** Opens a page in it. A window that the person has closed opens again. */
  async show(url: string): Promise<Page> {
    this.#browser ??= this.#open();
    return await (await this.#browser).show(url);
  }

  /** From now on, opens the agent's page whenever the supervisor has opened theirs. */
  follow(supervisor: BrowserContext): void {
    supervisor.on('page', (page) => {
      // Other tabs never get there; a tab or window that is closed meanwhile needs no agent.
      void page
        .waitForURL('**/cobrowse/join?**', { timeout: 0 })
        .then(async () => await this.show(await agentLink(page.url())))
        .catch(() => undefined);
    });
  }

  async close(): Promise<void> {
    const browser = await this.#browser?.catch(() => null);
    await browser?.close();
  }

  async #open(): Promise<AgentBrowser> {
    const browser = await AgentBrowser.open({ headless: this.#headless });
    browser.onClosed(() => {
      this.#browser = null;
    });
    return browser;
  }
}

/** The agent's own link to the session that a supervisor's link opens, from the simulator. */
async function agentLink(supervisorLink: string): Promise<string> {
  const { origin, search } = new URL(supervisorLink);
  const response = await fetch(`${origin}/cobrowse/join/as-agent${search}`, {
    method: 'POST',
    redirect: 'manual',
  });
  const location = response.headers.get('location');
  if (!location) throw new Error(`the simulator answers ${response.status}, without the agent's link`);
  return new URL(location, origin).href;
}
