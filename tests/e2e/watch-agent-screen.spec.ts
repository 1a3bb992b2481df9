import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { hasNetworkInterface } from '../setup/network.ts';
import { ScreensPage } from './support/screens-page.ts';
import { violations } from './support/violations.ts';
import { useWorld, type World } from './support/world.ts';

const world = useWorld({ simulator: { cobrowse: 'screen' } });

type Conversation = Awaited<ReturnType<World['control']['addConversation']>>;
type Watched = {
  screens: ScreensPage;
  agent: { id: string; name: string };
  conversation: Conversation;
  computer: Page | null;
};

/** The agent of a conversation, as the simulator knows them. */
function agentOf({ participants }: Conversation): { id: string; name: string } {
  const agent = participants.find(({ purpose }) => purpose === 'agent');
  if (!agent?.userId || !agent.name) throw new Error('The conversation has no agent.');
  return { id: agent.userId, name: agent.name };
}

/** Opens the computer of an agent, which sends its screens when it is asked. */
async function openComputer(userId: string): Promise<Page> {
  const computer = await world().context.newPage();
  await computer.goto(`${world().origin}/agent-desktop/${userId}`);
  await expect.poll(async () => (await world().control.screenMonitoring()).computerUserIds).toContain(userId);
  return computer;
}

/** Starts watching an agent from the popup. */
async function watch(customerName: string, options: { computer?: boolean } = {}): Promise<Watched> {
  const conversation = await world().control.addConversation({ customerName });
  const agent = agentOf(conversation);
  const computer = options.computer === false ? null : await openComputer(agent.id);
  const popup = await world().openPopup();
  await popup.find(customerName);
  const opening = ScreensPage.next(world().context);
  await popup.start(customerName);
  return { screens: await opening, agent, conversation, computer };
}

const liveIds = async () => (await world().control.screenMonitoring()).live.map(({ id }) => id);

describe.skipIf(!hasNetworkInterface())('an agent’s screens', () => {
  test('One press in the popup shows them moving; they end for everybody at a press.', async () => {
    const { screens, agent, computer } = await watch('Frieda Falk');
    await screens.moves(agent.name);
    expect(await screens.tile(agent.name).innerText()).toContain('View only');
    await screens.tile(agent.name).getByText(`${agent.name} was told`).waitFor();
    expect(await screens.screens(agent.name).count()).toBe(2);
    expect(await violations(screens.page)).toEqual([]);

    await screens.tile(agent.name).getByRole('button', { name: 'End', exact: true }).click();
    await screens.page.getByRole('button', { name: 'End session' }).click();
    await screens.status(agent.name, 'You ended the session').waitFor();
    expect(await liveIds()).toEqual([]);
    await expect.poll(() => computer?.locator('html').getAttribute('data-watches')).toBe('0');
  });
});
