// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { type DesktopAction, DesktopButton } from '@/components/desktop/DesktopButton';
import { desktopCss } from '@/components/desktop/look';
import type { FailureMessage } from '@/utils/errors/messages';
import type { DesktopView, SessionAction } from '@/utils/messaging/protocol';
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
    ...more
  }: {
    now?: number;
    note?: FailureMessage | null;
    closed?: boolean;
    isMenuOpen?: boolean;
    doing?: SessionAction;
    floating?: Record<string, string>;
  } = {},
): Promise<Record<string, DesktopAction>> {
  const controls: [HTMLButtonElement, DesktopAction][] = [];
  await draw(
    <DesktopButton
      view={view}
      now={now}
      note={note}
      closed={closed}
      {...more}
      onControl={(element, action) => controls.push([element, action])}
    />,
  );
  return Object.fromEntries(
    controls.map(([element, action]) => [element.getAttribute('aria-label') ?? element.textContent, action]),
  );
}

describe('the button in the desktop page', () => {
  it('names customer and agent before the press, and says the whole in its title', async () => {
    expect(await show(idle)).toEqual({ 'Cobrowse·Tom Becker·Amelia Hart': 'start' });
    expect(find('button').title).toBe('Cobrowse · agent: Tom Becker · customer: Amelia Hart');
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
      'Starting…': 'none',
    });
    expect(button('Starting…').disabled).toBe(true);
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
    expect(text()).toContain('Waiting 2 s');
    // The seconds are not spoken; what can be pressed again is.
    expect(find('.main').getAttribute('aria-live')).toBe('off');
    await show(idle);
    expect(find('.main').getAttribute('aria-live')).toBe('polite');
  });

  it('says the time of a wait once, and that it continues once', async () => {
    const message = { title: 'Too many requests.', help: 'Continues automatically.', recoveryAction: 'wait' };
    const waiting = { ...failed, phase: 'waiting', message, retryAt: NOW + 19_000 } as DesktopView;
    await show(waiting);
    expect(text().match(/\d+ s/g)).toEqual(['19 s']);
    expect(text().match(/automatically/g)).toHaveLength(1);
  });

  it('shows the page’s own message first', async () => {
    await show(failed, {
      note: { title: 'Nothing was started yet.', help: 'Look again.', recoveryAction: 'none' },
    });
    expect(text()).toContain('Nothing was started yet.');
    expect(text()).not.toContain('You are signed out.');
  });

  it('shows a live session with its minutes, and nothing without a conversation', async () => {
    expect(await show(live)).toEqual({ Open: 'open', 'More actions': 'more' });
    expect(text()).toContain('12 min');
    expect(find('.live-text').title).toContain('12 min left · agent: Tom Becker · customer: Amelia Hart');
    await show(null);
    expect(text()).toBe('');
  });

  it('is ready for the next start when the time of a session is over', async () => {
    expect(Object.values(await show(live, { now: NOW + 13 * 60_000 }))).toEqual(['start']);
  });

  it('says whose page a start would show when it is pointed at, once that is known', async () => {
    await show({ ...idle, shows: 'customer-page' });
    expect(find('button').title).toContain('You’ll see the customer’s page after they accept.');
  });

  it('says that a start would show screens', async () => {
    await show({ ...idle, shows: 'agent-screen' });
    expect(find('button').title).toContain('You’ll see the agent’s screens, view only.');
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

describe('the menu of a live session', () => {
  const inviting: DesktopView = { ...live, invite: 'new' } as DesktopView;

  it('is there after its button was pressed, and invites and ends', async () => {
    expect(await show(inviting)).toEqual({ Open: 'open', 'More actions': 'more' });
    expect(find('.more').getAttribute('aria-expanded')).toBe('false');
    expect(await show(inviting, { isMenuOpen: true })).toEqual({
      Open: 'open',
      'More actions': 'more',
      'Invite agent': 'invite',
      'End session': 'end',
    });
    expect(find('.more').getAttribute('aria-expanded')).toBe('true');
  });

  it.each(['again', 'unsure'] as const)('invites again after a message that was sent: %s', async (invite) => {
    const view = { ...live, invite } as DesktopView;
    expect(await show(view, { isMenuOpen: true })).toMatchObject({ 'Invite again': 'invite' });
  });

  it('offers only what the service can do', async () => {
    const left = { ...live, leaves: true } as DesktopView;
    expect(await show(left, { isMenuOpen: true })).toEqual({
      Open: 'open',
      'More actions': 'more',
      'Stop watching': 'end',
    });
  });

  it('shows what is being done', async () => {
    expect(await show(inviting, { doing: 'end' })).toEqual({ 'Ending…': 'none' });
    await show(inviting, { doing: 'invite' });
    expect(text()).toContain('Inviting…');
  });

  it('says in its own place that a press came too early', async () => {
    const note = { title: 'Nothing was done yet.', help: 'Press again.', recoveryAction: 'none' } as const;
    expect(await show(inviting, { isMenuOpen: true, note })).toMatchObject({ 'End session': 'end' });
    expect(find('.menu').textContent).toContain('Press again.');
  });
});

describe('the floating button', () => {
  it('has a grip that moves it, in every view', async () => {
    const floating = { right: '24px', bottom: '24px' };
    for (const view of [idle, live, failed]) {
      expect(await show(view, { floating })).toMatchObject({ 'Move the button': 'move' });
      expect(find('.box').style.right).toBe('24px');
    }
    expect(await show(idle)).not.toHaveProperty('Move the button');
  });
});

describe.each(['ltr', 'rtl'] as const)('its style sheet, %s', (direction) => {
  const DESKTOP_CSS = desktopCss(direction);

  it('uses no custom property, whose type or value a page could set', () => {
    expect(DESKTOP_CSS).not.toMatch(/var\(|--\w/);
  });

  it('gives every control a line that forced colors can show', () => {
    expect(DESKTOP_CSS).toMatch(/button \{[^}]*border: 1px solid transparent/);
    expect(DESKTOP_CSS).not.toMatch(/border: 0/);
  });

  it('follows the direction of the language, and names no side', () => {
    expect(DESKTOP_CSS).toContain(`direction: ${direction} !important`);
    expect(DESKTOP_CSS).not.toMatch(/(?:margin|padding|border|text-align)[-: ]*(?:left|right)/);
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
    'More actions': 'more',
    'End and start with Bruno': 'start-over',
  });
  expect(text()).toContain('Aiko has left; Bruno has the conversation now.');
});

it('offers no start in one’s own conversation, and says why', async () => {
  expect(await show({ conversationId, phase: 'idle', isOwn: true })).toEqual({});
  expect(text()).toBe('Your own conversation');
  expect(document.querySelectorAll('button')).toHaveLength(0);
});
