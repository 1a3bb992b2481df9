import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** Screenshots of the steps, in their own folder. */
export class Album {
  readonly #folder: string;
  /** Oldest first. */
  readonly #pages: Page[] = [];

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Creates an empty album; deletes the screenshots of an earlier run. */
  static async start(folder: string): Promise<Album> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    return new Album(folder);
  }

  /** Notes which page is being worked on, for the picture of a failure. */
  turnTo(page: Page): void {
    this.#pages.push(page);
  }

  /** Takes `<name>.png` of a page: of what is in view, or of all of it. */
  async take(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
    this.turnTo(page);
    await settled(page);
    await page.screenshot({ path: path.join(this.#folder, `${name}.png`), fullPage });
  }

  /**
   * Takes `failure.png` of the page that was worked on last and is still there.
   * @returns the alert that page shows, if any: it usually says more than what the program waited
   *   for in vain
   */
  async takeFailure(): Promise<string | undefined> {
    const page = this.#pages.findLast((each) => !each.isClosed());
    if (!page) return undefined;
    const picture = path.join(this.#folder, 'failure.png');
    await page.screenshot({ path: picture, timeout: 5_000 }).catch(() => undefined);
    const alert = page.getByRole('alert').first();
    if (!(await alert.isVisible().catch(() => false))) return undefined;
    return ((await alert.textContent()) ?? '').replace(/\s+/g, ' ').trim();
  }
}

/** Longest wait of a picture for an animation, in milliseconds: nothing moves in a hidden tab. */
const LONGEST_MOTION_MS = 2_000;

/** Waits until nothing fades in or out; what turns for ever, such as a spinner, does not count. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async (longestMs) => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.race([
      // One that is replaced meanwhile is canceled.
      Promise.allSettled(ending.map(({ finished }) => finished)),
      new Promise((resolve) => setTimeout(resolve, longestMs)),
    ]);
  }, LONGEST_MOTION_MS);
}
