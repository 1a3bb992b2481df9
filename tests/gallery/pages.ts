import type { Page } from 'playwright-core';
import type { Size } from './state.ts';

/** A state as the gallery lists it. */
export type ListedState = {
  /** `room/state`. */
  name: string;
  size: Size;
  wholePage: boolean;
};

/** The page of the gallery in an extension. */
export const galleryOf = (extensionId: string) => `chrome-extension://${extensionId}/gallery.html`;

/** Reads the list of all states. */
export async function readStates(page: Page, gallery: string): Promise<ListedState[]> {
  await page.goto(gallery);
  await drawn(page);
  return page.locator('a[data-state]').evaluateAll((links) =>
    links.map((link) => {
      const { state = '', size = '', wholePage } = (link as HTMLElement).dataset;
      return { name: state, size: JSON.parse(size), wholePage: wholePage === 'true' };
    }),
  );
}

/**
 * Opens a state and waits until it is drawn.
 * @throws Error with what the gallery says, if it cannot draw it
 */
export async function openState(
  page: Page,
  gallery: string,
  { name, dir }: { name: string; dir?: 'rtl' | undefined },
): Promise<void> {
  await page.goto(`${gallery}?state=${name}${dir ? `&dir=${dir}` : ''}`);
  const outcome = await drawn(page);
  if (outcome !== 'drawn') throw new Error(outcome);
}

/** Waits until the page has drawn its state, or has failed to; returns what it says. */
async function drawn(page: Page): Promise<string> {
  const said = page.locator('html[data-gallery]');
  await said.waitFor({ state: 'attached' });
  return (await said.getAttribute('data-gallery')) ?? '';
}
