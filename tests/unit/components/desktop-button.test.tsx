// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { DesktopButton } from '@/components/desktop/DesktopButton';
import type { DesktopView } from '@/utils/messaging/protocol';
import { button, clearPage, click, draw, perform, text } from './page';

afterEach(clearPage);

const conversationId = 'c';
const callbacks = () => ({ onStart: vi.fn(), onWayOut: vi.fn() });

it('starts, shows the step and lets nobody start twice', async () => {
  const { onStart, onWayOut } = callbacks();
  await draw(
    <DesktopButton view={{ conversationId, phase: 'idle' }} onStart={onStart} onWayOut={onWayOut} />,
  );
  await click(button('Cobrowse'));
  expect(onStart).toHaveBeenCalledOnce();
  const running: DesktopView = { conversationId, phase: 'running', step: 'creating' };
  await draw(<DesktopButton view={running} onStart={onStart} onWayOut={onWayOut} />);
  expect(button('Creating…').disabled).toBe(true);
});

it('offers the way out of a failure, and comes back with the next one after it was dismissed', async () => {
  const { onStart, onWayOut } = callbacks();
  const failed = (): DesktopView => ({
    conversationId,
    phase: 'failed',
    sentence: { title: 'You are signed out.', help: 'Sign in again.', wayOut: 'sign-in' },
  });
  await draw(<DesktopButton view={failed()} onStart={onStart} onWayOut={onWayOut} />);
  await click(button('Sign in'));
  expect(onWayOut).toHaveBeenCalledOnce();
  await click(button('Dismiss'));
  expect(text()).not.toContain('You are signed out.');
  await draw(<DesktopButton view={failed()} onStart={onStart} onWayOut={onWayOut} />);
  expect(text()).toContain('You are signed out.');
});

it('shows a live session with its minutes, and nothing without a conversation', async () => {
  const { onStart, onWayOut } = callbacks();
  const live: DesktopView = {
    conversationId,
    phase: 'live',
    expiresAt: Date.now() + 12 * 60_000,
    allowRemoteControl: false,
  };
  await draw(<DesktopButton view={live} onStart={onStart} onWayOut={onWayOut} />);
  expect(text()).toContain('Cobrowsing · 12 min left');
  await draw(<DesktopButton view={null} onStart={onStart} onWayOut={onWayOut} />);
  expect(text()).toBe('');
});

it('is ready for the next start when the time of a session is over', async () => {
  vi.useFakeTimers();
  const { onStart, onWayOut } = callbacks();
  const live: DesktopView = {
    conversationId,
    phase: 'live',
    expiresAt: Date.now() + 2_000,
    allowRemoteControl: false,
  };
  await draw(<DesktopButton view={live} onStart={onStart} onWayOut={onWayOut} />);
  expect(text()).toContain('Cobrowsing');
  await perform(() => vi.advanceTimersByTimeAsync(3_000));
  await click(button('Cobrowse'));
  expect(onStart).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

it('says whose page a start would show when it is pointed at, once that is known', async () => {
  await draw(<DesktopButton view={{ conversationId, phase: 'idle' }} {...callbacks()} />);
  expect(button('Cobrowse').title).toBe('');
  const view: DesktopView = { conversationId, phase: 'idle', shows: 'customer-page' };
  await draw(<DesktopButton view={view} {...callbacks()} />);
  expect(button('Cobrowse').title).toBe('You will see the customer’s page; the customer must accept.');
});

it('says who has the conversation now, and ends and starts anew in one press that is named so', async () => {
  const { onStart, onWayOut } = callbacks();
  const onStartOver = vi.fn();
  const live: DesktopView = {
    conversationId,
    phase: 'live',
    expiresAt: Date.now() + 12 * 60_000,
    allowRemoteControl: false,
    change: { left: 'Aiko', now: { name: 'Bruno', rings: false } },
  };
  await draw(<DesktopButton view={live} onStart={onStart} onWayOut={onWayOut} onStartOver={onStartOver} />);
  expect(text()).toContain('Aiko has left; Bruno has the conversation now.');
  await click(button('End and start with Bruno'));
  expect(onStartOver).toHaveBeenCalledOnce();
  expect(onStart).not.toHaveBeenCalled();
});

it('offers no start in one’s own conversation, and says why', async () => {
  const { onStart, onWayOut } = callbacks();
  await draw(
    <DesktopButton
      view={{ conversationId, phase: 'idle', isOwn: true }}
      onStart={onStart}
      onWayOut={onWayOut}
    />,
  );
  expect(text()).toBe('Your own conversation');
  expect(document.querySelectorAll('button')).toHaveLength(0);
});
