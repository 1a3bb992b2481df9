import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ScreensPage } from './screens-page.ts';
import type { World } from './world.ts';

type Conversation = Awaited<ReturnType<World['control']['addConversation']>>;

/** An agent who is watched, or about to be. */
export type WatchedAgent = {
  screens: ScreensPage;
  agent: { id: string; name: string };
  conversation: Conversation;
};

/** The agent of a conversation, as the simulator knows them. */
export function agentOf({ participants }: Conversation): { id: string; name: string } {
  const agent = participants.find(({ purpose }) => purpose === 'agent');
  if (!agent?.userId || !agent.name) throw new Error('The conversation has no agent.');
  return { id: agent.userId, name: agent.name };
}

/** Opens the computer of an agent, which sends its screens when it is asked. */
export async function openComputer({ context, control, origin }: World, userId: string): Promise<Page> {
  const computer = await context.newPage();
  await computer.goto(`${origin}/agent-desktop/${userId}`);
  await expect.poll(async () => (await control.screenMonitoring()).computerUserIds).toContain(userId);
  return computer;
}

/**
 * Starts watching the agent of a new conversation from the popup; resolves when the page is open.
 * @param agentIds the agents of the conversation; one of the simulator's choice when missing
 */
export async function watchAgent(
  world: World,
  customerName: string,
  { agentIds, computer = true }: { agentIds?: string[]; computer?: boolean } = {},
): Promise<WatchedAgent> {
  const conversation = await world.control.addConversation({ customerName, ...(agentIds && { agentIds }) });
  const agent = agentOf(conversation);
  if (computer) await openComputer(world, agent.id);
  const popup = await world.openPopup();
  await popup.find(customerName);
  const opening = ScreensPage.next(world.context);
  await popup.start(customerName);
  const screens = await opening;
  return { screens, agent, conversation };
}

/** The sessions in which somebody is watched, by the platform's own word. */
export const liveIds = async ({ control }: World): Promise<string[]> =>
  (await control.screenMonitoring()).live.map(({ id }) => id);

/** Waits until nobody is watched. */
export async function nobodyIsWatched(world: World): Promise<void> {
  await expect.poll(() => liveIds(world)).toEqual([]);
}
