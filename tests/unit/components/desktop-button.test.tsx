// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { type DesktopAction, DesktopButton } from '@/components/desktop/DesktopButton';
import { DESKTOP_CSS } from '@/components/desktop/look';
import type { FailureMessage } from '@/utils/errors/messages';
import type { DesktopView } from '@/utils/messaging/protocol';
import { button, clearPage, draw, find, text } from './page';

afterEach(clearPage);

const NOW = 1_000_000;
const conversationId = 'c';
const names = { customer: 'Amelia Hart', agent: 'Tom Becker', hasAgent: true };
const idle: DesktopView = { conversationId, phase: 'idle', names };
const failed: DesktopView = {
  conversationId,
  phase: 'failed',
  names,
  message: { title: 'You are signed out.', help: 'Sign in again.', recoveryAction: 'sign-in' },
};
const live: DesktopView = {
  conversationId,
  phase: 'live',
  names,
  expiresAt: NOW + 12 * 60_000,
  allowRemoteControl: false,
};

/** Renders a view. Returns each control's action, by its text. */
async function show(
  view: DesktopView | null,
  {
    now = NOW,
    note = null,
    closed = false,
  }: { now?: number; note?: FailureMessage | null; closed?: boolean } = {},
): Promise<Record<string, DesktopAction>> {
  const controls: [HTMLButtonElement, DesktopAction][] = [];
  await draw(
    <DesktopButton
      view={view}
      now={now}
      note={note}
      closed={closed}
      onControl={(element, action) => controls.push([element, action])}
    />,
  );
  return Object.fromEntries(
    controls.map(([element, action]) => [element.getAttribute('aria-label') ?? element.textContent, action]),
  );
}

describe('the button in the desktop page', () => {
  it('names customer and agent before the press, and says the whole in its title', async () => {
    expect(await show(idle)).toEqual({ 'Cobrowse·Amelia Hart·Tom Becker': 'start' });
    expect(find('button').title).toBe('Cobrowse · customer: Amelia Hart · agent: Tom Becker');
  });

  it.each([
    ['no name of the customer', { ...names, customer: null }, 'Unknown customer'],
    ['no name of the agent', { ...names, agent: null }, 'Unknown agent'],
    ['no agent', { ...names, agent: null, hasAgent: false }, 'no agent'],
  ])('says so where there is %s', async (_what, known, said) => {
    await show({ ...idle, names: known });
    expect(text()).toContain(said);
  });

  it('names nobody before the conversation has been read', async () => {
    expect(await show({ conversationId, phase: 'idle' })).toEqual({ Cobrowse: 'start' });
  });

  it('shows the step of a start and cannot be pressed meanwhile', async () => {
    expect(await show({ conversationId, phase: 'running', step: 'creating' })).toEqual({
      'Creating…': 'none',
    });
    expect(button('Creating…').disabled).toBe(true);
  });

  it('offers the recovery action of a failure until its note is closed', async () => {
    expect(await show(failed)).toMatchObject({ 'Sign in': 'recovery-action', Dismiss: 'dismiss' });
    expect(text()).toContain('You are signed out.');
    await show(failed, { closed: true });
    expect(text()).not.toContain('You are signed out.');
  });

  it('counts down to the end of a wait', async () => {
    const waiting: DesktopView = { ...failed, phase: 'waiting', retryAt: NOW + 5_000 };
    await show(waiting);
    expect(text()).toContain('Waiting 5 s');
    expect(find<HTMLButtonElement>('.main').disabled).toBe(true);
    await show(waiting, { now: NOW + 3_000 });
    expect(text()).toContain('Continues automatically in 2 s');
  });

  it('shows the page’s own message first', async () => {
    await show(failed, {
      note: { title: 'Nothing was started yet.', help: 'Look again.', recoveryAction: 'none' },
    });
    expect(text()).toContain('Nothing was started yet.');
    expect(text()).not.toContain('You are signed out.');
  });

  it('shows a live session with its minutes, and nothing without a conversation', async () => {
    expect(await show(live)).toEqual({ Open: 'open' });
    expect(text()).toContain('Cobrowsing · 12 min left');
    await show(null);
    expect(text()).toBe('');
  });

  it('is ready for the next start when the time of a session is over', async () => {
    expect(Object.values(await show(live, { now: NOW + 13 * 60_000 }))).toEqual(['start']);
  });

  it('says whose page a start would show when it is pointed at, once that is known', async () => {
    await show({ ...idle, shows: 'customer-page' });
    expect(find('button').title).toContain('You will see the customer’s page after they accept.');
  });

  it('says that a start would show screens', async () => {
    await show({ ...idle, shows: 'agent-screen' });
    expect(find('button').title).toContain('You will see the agent’s screens, view only.');
  });

  it('never reuses a control’s element for another one', async () => {
    const shown: Element[] = [];
    for (const view of [
      idle,
      { conversationId, phase: 'running', step: 'checking' } as const,
      live,
      failed,
    ]) {
      await show(view);
      for (const element of document.querySelectorAll('button')) {
        const before = shown.indexOf(element);
        if (before < 0) shown.push(element);
        // The one that starts may stay the one that starts.
        else expect(element.className).toBe('main');
      }
    }
    expect(shown.length).toBeGreaterThan(3);
  });
});

describe('its style sheet', () => {
  it('uses no custom property, whose type or value a page could set', () => {
    expect(DESKTOP_CSS).not.toMatch(/var\(|--\w/);
  });

  it('names no font that a page could define', () => {
    const fonts = [...DESKTOP_CSS.matchAll(/font:([^;]*)/g)].map(([, font = '']) => font);
    for (const font of fonts) expect(font).toMatch(/inherit|system-ui, sans-serif$/);
  });
});

it('says who has the conversation now, and ends and starts anew in one press that is named so', async () => {
  const change = { left: 'Aiko', now: { name: 'Bruno', rings: false } };
  expect(await show({ ...live, change } as DesktopView)).toEqual({
    Open: 'open',
    'End and start with Bruno': 'start-over',
  });
  expect(text()).toContain('Aiko has left; Bruno has the conversation now.');
});

it('offers no start in one’s own conversation, and says why', async () => {
  expect(await show({ conversationId, phase: 'idle', isOwn: true })).toEqual({});
  expect(text()).toBe('Your own conversation');
  expect(document.querySelectorAll('button')).toHaveLength(0);
});
