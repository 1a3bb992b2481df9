// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { Options } from '@/components/options/Options';
import type { AppState } from '@/utils/pages/app-state';
import { idOf } from '../../setup/app-fixtures';
import { appActions, appState } from './fake-app';
import { button, clearPage, click, draw, field, find, perform, text, type } from './page';

afterEach(clearPage);

const signedOut = (changes: Partial<AppState> = {}) => appState({ identity: null, ...changes });

it('keeps what was typed when the stored settings change elsewhere and when saving fails', async () => {
  const actions = appActions();
  actions.saveSettings.mockResolvedValue({ ok: false, failure: { code: 'unexpected-error' } });
  await draw(<Options state={signedOut()} actions={actions} />);
  await type(field('Client ID'), idOf(5));
  const elsewhere = signedOut();
  elsewhere.settings = { ...elsewhere.settings, session: { allowRemoteControl: true, timeoutInMinutes: 30 } };
  await draw(<Options state={elsewhere} actions={actions} />);
  expect(field('Client ID').value).toBe(idOf(5));
  await click(button('Save'));
  expect(text()).toContain('Something went wrong.');
  expect(field('Client ID').value).toBe(idOf(5));
  await click(button('Discard'));
  expect(field('Client ID').value).toBe(idOf(700));
});

it('shows a save bar only while something is not saved', async () => {
  const actions = appActions();
  await draw(<Options state={signedOut()} actions={actions} />);
  expect(text()).not.toContain('Unsaved changes');
  await type(field('Client ID'), ` ${idOf(5)} `);
  expect(text()).toContain('Unsaved changes');
  await click(button('Save'));
  const saved = actions.saveSettings.mock.calls[0]?.[0];
  expect(saved?.signIn.clientId).toBe(idOf(5));
  await draw(<Options state={signedOut({ settings: saved ?? appState().settings })} actions={actions} />);
  expect(text()).not.toContain('Unsaved changes');
});

it('says what is wrong with a field below it and does not save', async () => {
  const actions = appActions();
  await draw(<Options state={signedOut()} actions={actions} />);
  await type(field('Client ID'), 'nonsense');
  await click(button('Save'));
  expect(actions.saveSettings).not.toHaveBeenCalled();
  const box = field('Client ID');
  expect(box.getAttribute('aria-invalid')).toBe('true');
  expect(find(`#${box.getAttribute('aria-describedby')}`).textContent).toContain('looks like');
  expect(document.activeElement).toBe(box);
});

it('signs in by asking for the hosts first, then saving, then signing in', async () => {
  const order: string[] = [];
  const actions = appActions();
  actions.grantHostAccess.mockImplementation(async () => order.push('grant') > 0);
  actions.saveSettings.mockImplementation(async () => ({ ok: true, value: order.push('save') }));
  actions.signIn.mockImplementation(async () => ({ ok: true, value: order.push('sign-in') }));
  await draw(<Options state={signedOut()} actions={actions} />);
  await type(field('Client ID'), idOf(5));
  await perform(() => {
    button('Sign in').click();
    // Still inside the click: later the browser would refuse to ask.
    expect(order).toEqual(['grant']);
  });
  expect(order).toEqual(['grant', 'save', 'sign-in']);
});

it('does not sign in when the hosts are refused', async () => {
  const actions = appActions();
  actions.grantHostAccess.mockResolvedValue(false);
  await draw(<Options state={signedOut()} actions={actions} />);
  await click(button('Sign in'));
  expect(actions.signIn).not.toHaveBeenCalled();
  expect(text()).toContain('api.mypurecloud.com');
  expect(button('Allow access')).toBeTruthy();
});

it('asks client credentials for secret and supervisor, and forgets the typed secret once stored', async () => {
  const actions = appActions();
  const state = signedOut();
  state.settings = { ...state.settings, signIn: { ...state.settings.signIn, method: 'client-credentials' } };
  await draw(<Options state={state} actions={actions} />);
  await click(button('Sign in'));
  expect(text()).toContain('Enter the client secret.');
  expect(text()).toContain('Enter your own user ID');
  await type(field('Client secret'), 's3cret');
  await type(field('Supervisor user ID'), idOf(800));
  await click(button('Save'));
  expect(actions.saveSettings.mock.calls[0]?.[1]).toBe('s3cret');
  expect(field('Client secret').value).toBe('');
});

it('says which shortcuts the browser did not assign', async () => {
  const actions = appActions();
  actions.getShortcuts.mockResolvedValue([
    { name: '_execute_action', description: '', shortcut: 'Alt+Shift+L' },
    { name: 'start-cobrowse', description: 'Start cobrowse', shortcut: '' },
  ]);
  await draw(<Options state={appState()} actions={actions} />);
  expect(text()).toContain('Not assigned');
  expect(text()).toContain('chrome://extensions/shortcuts');
});

it('stores which cobrowse service is chosen', async () => {
  const actions = appActions();
  await draw(<Options state={appState()} actions={actions} />);
  const choices = [...document.querySelectorAll<HTMLInputElement>('[aria-label="Cobrowse service"] input')];
  expect(choices.map(({ checked }) => checked)).toEqual([true, false, false, false]);
  await perform(() => choices[3]?.click());
  await click(button('Save'));
  expect(actions.saveSettings.mock.calls[0]?.[0].cobrowseService).toBe('platform');
});

it('takes up what was saved in another window, except where it is being changed', async () => {
  const actions = appActions();
  const state = appState();
  const { settings } = state;
  const savedElsewhere = (invite: { askPurpose: boolean; notice: string }) =>
    draw(<Options state={{ ...state, settings: { ...settings, invite } }} actions={actions} />);
  await draw(<Options state={state} actions={actions} />);
  await type(field('Notice'), 'Mine.');
  await savedElsewhere({ askPurpose: true, notice: 'Theirs.' });
  expect(field('Notice').value).toBe('Mine.');
  await click(button('Save'));
  expect(actions.saveSettings.mock.calls[0]?.[0].invite).toEqual({ askPurpose: true, notice: 'Mine.' });

  // What is stored is nobody's change any more.
  await savedElsewhere({ askPurpose: true, notice: 'Mine.' });
  await savedElsewhere({ askPurpose: false, notice: 'Theirs again.' });
  expect(field('Notice').value).toBe('Theirs again.');
  expect(text()).not.toContain('Unsaved changes');
});
