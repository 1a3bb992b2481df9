import { describe, expect, test } from 'vitest';
import { nextJoinTab } from './support/join-tabs.ts';
import { namesOf, politeRegions } from './support/spoken.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

/** The pages that say something. */
const PAGES = [
  'popup.html',
  'sidepanel.html',
  'options.html',
  'welcome.html',
  'history.html',
  'screens.html',
  'confirm-start.html',
];

describe('what a screen reader gets', () => {
  test.each(PAGES)('%s has one polite region, from the beginning', async (file) => {
    const page = await world().context.newPage();
    await page.goto(`chrome-extension://${world().extensionId}/${file}`);
    const region = page.locator('[role=status], [aria-live]:not([aria-live=off]), output');
    await region.first().waitFor({ state: 'attached' });
    expect(await region.count()).toBe(1);
    await expect.poll(async () => (await politeRegions(page)).length).toBe(1);
    const first = await region.elementHandle();
    await page.locator('h1').first().waitFor();
    expect(await region.count()).toBe(1);
    expect(await first?.evaluate((element) => element.isConnected)).toBe(true);
  });

  test('a row says the agent, the customer and for how long', async () => {
    const { participants } = await world().control.addConversation({ customerName: 'Spoken Sarah' });
    const agent = participants.find(({ purpose }) => purpose === 'agent')?.name ?? '';
    const popup = await world().openPopup();
    await popup.row('Spoken Sarah').waitFor();
    const rows = await namesOf(popup.page, 'option');
    const spoken = rows.find((name) => name.includes('Spoken Sarah'));
    expect(spoken?.startsWith(`Agent ${agent} with Spoken Sarah. `)).toBe(true);
    const ofLists = rows.filter((name) => /^Agent .+ with /.test(name));
    expect(ofLists.length).toBeGreaterThan(3);
    for (const name of ofLists)
      expect(name).toMatch(/^Agent .+ with .+\. .*(?:less than a minute|\d+ (?:second|minute|hour)s?)/i);
  });

  test('the one region says how a start goes on, that the session runs, and that it has ended', async () => {
    const { participants } = await world().control.addConversation({ customerName: 'Heard Hugo' });
    const agent = participants.find(({ purpose }) => purpose === 'agent')?.name ?? '';
    const popup = await world().openPopup();
    const said = new Set<string>();
    const hear = async () => {
      const regions = await politeRegions(popup.page);
      expect(regions).toHaveLength(1);
      for (const text of regions.flat()) said.add(text);
      return [...said].join('\n');
    };
    await popup.find('Heard Hugo');
    await world().control.addFault({
      method: 'POST',
      path: '/cobrowse/sessions$',
      delayMs: 1_500,
      times: 1,
    });
    const opening = nextJoinTab(world().context);
    await popup.filter.press('Enter');
    await expect.poll(hear).toContain('Starting with');
    await opening;
    await popup.comeBack();
    await expect.poll(hear).toMatch(new RegExp(`${agent}.*minutes`));
    await popup.session(agent).getByRole('button', { name: 'End' }).click();
    await expect.poll(hear).toContain(`Session with ${agent} ended. It can be undone for a few seconds.`);
    // Each step of the start was said once, too.
    expect([...said].filter((text) => text.endsWith('…')).length).toBeGreaterThanOrEqual(3);
  });
});
