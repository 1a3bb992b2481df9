import { describe, expect, test } from 'vitest';
import { BUTTON_HOST } from './support/button-host.ts';
import type { DesktopPage } from './support/desktop-page.ts';
import { nextJoinTab } from './support/join-tabs.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

type Live = { desktop: DesktopPage; id: string; agentId: string };

/** Starts from the button in the page, and returns to the page with the live session. */
async function startInPage(customerName: string): Promise<Live> {
  const { id, participants } = await world().control.addConversation({ customerName });
  const agent = participants.findLast(({ role }) => role === 'agent');
  if (!agent?.userId) throw new Error('The simulator made a conversation without an agent.');
  const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
  const opening = nextJoinTab(world().context);
  await desktop.press(/^Cobrowse/);
  await opening;
  await desktop.standing(/^Open$/);
  return { desktop, id, agentId: agent.userId };
}

const liveSessionsOf = async (id: string) =>
  (await world().control.sessions()).filter(
    ({ conversationId, state }) => conversationId === id && state !== 'ended',
  );
const chatsTo = async (agentId: string) =>
  (await world().control.chats()).filter(({ toUserId }) => toUserId === agentId);

describe('a live session in the Genesys desktop', () => {
  test('shows its time, and is opened and ended there: the button is ready for the next start', async () => {
    const { desktop, id } = await startInPage('Ending Erin');
    expect(await desktop.text()).toMatch(/\d+ min/);
    expect(await liveSessionsOf(id)).toHaveLength(1);
    await desktop.press(/^More actions$/);
    await desktop.press(/^End session$/);
    await desktop.waitForButton(/^Cobrowse.*Ending Erin/);
    expect(await liveSessionsOf(id)).toEqual([]);
  });

  test('keeps the focus of a person who uses the keyboard, from the menu to the next start', async () => {
    const { desktop, id } = await startInPage('Keyed Kaya');
    const name = async () => (await desktop.focused())?.name ?? '';
    await desktop.press(/^More actions$/);
    await desktop.standing(/^Invite agent$/);
    await desktop.page.keyboard.press('Tab');
    expect(await name()).toBe('Invite agent');
    await desktop.page.keyboard.press('Escape');
    expect(await name()).toBe('More actions');
    await desktop.press(/^More actions$/);
    await desktop.standing(/^End session$/);
    await desktop.page.keyboard.press('Tab');
    await desktop.page.keyboard.press('Tab');
    expect(await name()).toBe('End session');
    await desktop.pass(1_000);
    await desktop.page.keyboard.press('Enter');
    await desktop.waitForButton(/^Cobrowse.*Keyed Kaya/);
    expect(await liveSessionsOf(id)).toEqual([]);
    await expect.poll(name).toMatch(/^Cobrowse/);
  });

  test('invites the agent by chat message, once for each press; the page never has the link', async () => {
    const { desktop, agentId } = await startInPage('Inviting Ines');
    await desktop.press(/^More actions$/);
    await desktop.press(/^Invite agent$/);
    await expect.poll(() => desktop.text()).toContain('Invitation sent.');
    const [first, ...others] = await chatsTo(agentId);
    expect(others).toEqual([]);
    const link = first?.message.split('\n').at(-1) ?? '';
    expect(link).toMatch(/^http/);
    expect(await desktop.text()).not.toContain('http');
    await desktop.press(/^More actions$/);
    await desktop.press(/^Invite again$/);
    await expect.poll(async () => (await chatsTo(agentId)).length).toBe(2);
  });

  test('says why an invitation was not sent, and where its text is', async () => {
    const { desktop, agentId } = await startInPage('Silent Sina');
    await world().control.addFault({ method: 'POST', path: '/chats/users/', status: 403 });
    await desktop.press(/^More actions$/);
    await desktop.press(/^Invite agent$/);
    await expect.poll(() => desktop.text()).toContain('The invitation was not sent.');
    expect(await desktop.text()).toContain('Copy it from the list in the toolbar.');
    expect(await desktop.text()).not.toContain(agentId);
    expect(await chatsTo(agentId)).toEqual([]);
    await desktop.press(/^Dismiss$/);
    await expect.poll(() => desktop.text()).not.toContain('not sent');
  });

  test('an end that fails says so, and the session stays', async () => {
    const { desktop, id } = await startInPage('Staying Stan');
    await world().control.addFault({ method: 'DELETE', path: '/cobrowse/sessions/', status: 403 });
    await desktop.press(/^More actions$/);
    await desktop.press(/^End session$/);
    await desktop.waitForButton(/^Dismiss$/);
    await desktop.waitForButton(/^Open$/);
    expect(await liveSessionsOf(id)).toHaveLength(1);
  });

  test('its menu is used with the keyboard alone, and Escape closes it', async () => {
    const { desktop, id } = await startInPage('Keyboard Kim');
    const { keyboard } = desktop.page;
    await desktop.page.locator('[data-qa-id="copy-interaction-link"]').focus();
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await desktop.waitForButton(/^End session$/);
    await keyboard.press('Escape');
    await expect.poll(() => desktop.buttons()).not.toContain('End session');
    await keyboard.press('Enter');
    await desktop.waitForButton(/^End session$/);
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await desktop.standing(/^End session$/);
    await keyboard.press('Enter');
    await desktop.waitForButton(/^Cobrowse.*Keyboard Kim/);
    expect(await liveSessionsOf(id)).toEqual([]);
  });

  test('a page that presses its buttons, or covers them, ends nothing and invites nobody', async () => {
    const { desktop, id, agentId } = await startInPage('Guarded Gus');
    await desktop.press(/^More actions$/);
    await desktop.standing(/^End session$/);
    await desktop.inRoot((root) => {
      for (const button of root.querySelectorAll<HTMLElement>('.end, .invite')) {
        for (const type of ['pointerdown', 'pointerup'])
          button.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true, isPrimary: true }));
        button.click();
      }
    });
    await desktop.pass(700);
    expect(await liveSessionsOf(id)).toHaveLength(1);
    const { x, y } = await desktop.standing(/^End session$/);
    await desktop.page.locator(BUTTON_HOST).evaluate((host) => {
      host.parentElement?.style.setProperty('opacity', '0.02');
    });
    await desktop.pass(900);
    await desktop.page.mouse.click(x, y);
    await expect.poll(() => desktop.text()).toMatch(/This had only just appeared|partly hidden or altered/);
    await desktop.pass(700);
    expect(await liveSessionsOf(id)).toHaveLength(1);
    expect(await chatsTo(agentId)).toEqual([]);
  });
});
