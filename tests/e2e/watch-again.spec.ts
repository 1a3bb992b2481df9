import { describe, expect, test } from 'vitest';
import { HistoryPage } from './support/history-page.ts';
import { nextJoinTab } from './support/join-tabs.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

/** Starts a session and ends its conversation, so that it is one of the past. */
async function sessionOfThePast(customerName: string) {
  const conversation = await world().control.addConversation({ customerName });
  const popup = await world().openPopup();
  const opening = nextJoinTab(world().context);
  await popup.start(customerName);
  await opening;
  await world().control.endConversation(conversation.id);
  await popup.comeBack();
  await popup.button('Refresh').click();
  const page = await world().context.newPage();
  await page.goto(`chrome-extension://${world().extensionId}/history.html`);
  const history = new HistoryPage(page);
  const row = history.row(customerName);
  await row.getByText('Conversation ended').waitFor();
  const agent = conversation.participants.findLast(({ role }) => role === 'agent');
  if (!agent?.userId || !agent.name) throw new Error('The simulator made a conversation without an agent.');
  return { history, row, agent: { id: agent.userId, name: agent.name }, conversation };
}

describe('an agent of the history', () => {
  test('is watched again in the conversation that they have now', async () => {
    const { history, row, agent } = await sessionOfThePast('Past Paula');
    const now = await world().control.addConversation({ customerName: 'Present Pia', agentIds: [agent.id] });
    const opening = nextJoinTab(world().context);
    await row.getByRole('button', { name: `Watch ${agent.name} again` }).click();
    await opening;
    await history.page.getByText(`The session with ${agent.name} is open in its own tab.`).waitFor();
    const sessions = await world().control.sessions();
    expect(sessions.filter(({ conversationId }) => conversationId === now.id)).toHaveLength(1);
    await history.row('Present Pia').getByText('Live', { exact: true }).waitFor();
  });

  test('has the way to the conversation in Genesys Cloud', async () => {
    const { row, agent, conversation } = await sessionOfThePast('Looked-up Lou');
    const opening = world().context.waitForEvent('page');
    await row.getByRole('button', { name: `Open the conversation of ${agent.name}` }).click();
    const desktop = await opening;
    await desktop.waitForURL(`${world().origin}/directory/**`);
    expect(desktop.url()).toContain(`/interactions/${conversation.id}/admin`);
  });
});
