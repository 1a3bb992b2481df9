// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Options } from '@/components/options/Options';
import { appActions, appState } from './fake-app';
import { button, clearPage, click, draw, find, perform } from './page';

afterEach(clearPage);

const box = (kind: string) => find<HTMLInputElement>(`[aria-labelledby="notice-${kind}-name"]`);

describe('the notifications in the settings', () => {
  it('ask the browser with the first one, and keep it off if it says no', async () => {
    const actions = appActions();
    actions.allowNotifications.mockResolvedValueOnce(false);
    await draw(<Options state={appState()} actions={actions} />);
    expect(actions.allowNotifications).not.toHaveBeenCalled();
    await perform(() => box('help').click());
    expect(actions.allowNotifications).toHaveBeenCalledOnce();
    expect(box('help').checked).toBe(false);
    expect(document.body.textContent).toContain('Your browser did not allow notifications.');
    await perform(() => box('help').click());
    expect(box('help').checked).toBe(true);
    await click(button('Save'));
    expect(actions.saveSettings.mock.calls[0]?.[0].notices).toEqual({ kinds: ['help'], names: 'agent' });
  });

  it('say when the browser no longer allows them, and offer to ask again', async () => {
    const actions = appActions({ mayNotify: vi.fn(async () => false) });
    const state = appState();
    const settings = { ...state.settings, notices: { kinds: ['help' as const], names: 'none' as const } };
    await draw(<Options state={{ ...state, settings }} actions={actions} />);
    await perform(() => undefined);
    await perform(() => button('Allow notifications').click());
    expect(actions.allowNotifications).toHaveBeenCalledOnce();
    expect(document.body.textContent).not.toContain('no longer allows');
  });

  it('cannot be chosen where the organization has switched them off', async () => {
    const policy = { disabledFeatures: ['notifications' as const] };
    await draw(<Options state={appState({ policy })} actions={appActions()} />);
    expect(document.querySelector('[aria-labelledby="notice-help-name"]')).toBeNull();
    expect(find('#notifications a').getAttribute('href')).toBe('#managed');
    expect(find('#managed').textContent).toContain('Notifications of the browser');
  });
});
