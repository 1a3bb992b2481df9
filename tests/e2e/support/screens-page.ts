import type { BrowserContext, Locator, Page } from 'playwright-core';

/** Frames that each playing screen has shown, in the order of the page. */
type Frames = number[];

/** The page that shows agents' screens, by what users read on it. */
export class ScreensPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The next tab that opens it. Call before what opens it. */
  static async next(context: BrowserContext): Promise<ScreensPage> {
    const page = await context.waitForEvent('page', {
      predicate: async (opened) => {
        await opened.waitForURL('**/screens.html', { waitUntil: 'commit' });
        return true;
      },
    });
    return new ScreensPage(page);
  }

  tile(agent: string): Locator {
    return this.page.getByRole('article', { name: `Screen of ${agent}` });
  }

  /** What stands in the place of an agent's picture. */
  status(agent: string, title: string | RegExp): Locator {
    return this.tile(agent).locator('.tile-status-title').filter({ hasText: title });
  }

  /** Waits until the chosen screen of an agent moves. */
  async moves(agent: string): Promise<void> {
    await this.tile(agent).locator('video[data-shown]').waitFor();
    const shown = async () => {
      const [frames = 0] = await this.#frames(this.tile(agent).locator('video[data-shown]'));
      return frames;
    };
    const before = await shown();
    while ((await shown()) < before + 3) await this.page.waitForTimeout(50);
  }

  /** Frames that each of an agent's screens has shown so far. */
  frames(agent: string): Promise<Frames> {
    return this.#frames(this.tile(agent).locator('video'));
  }

  /** The buttons that choose one of several screens. */
  screens(agent: string): Locator {
    return this.tile(agent).getByRole('button', { name: /^Screen \d of \d$/ });
  }

  #frames(videos: Locator): Promise<Frames> {
    return videos.evaluateAll((elements) =>
      elements.map((element) =>
        element instanceof HTMLVideoElement ? element.getVideoPlaybackQuality().totalVideoFrames : 0,
      ),
    );
  }
}
