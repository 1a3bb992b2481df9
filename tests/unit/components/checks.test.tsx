// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Options } from '@/components/options/Options';
import type { BrowserFacts } from '@/utils/checks/model';
import type { AppState } from '@/utils/pages/app-state';
import { idOf } from '../../setup/app-fixtures';
import { answers, facts, refused } from '../checks/facts';
import { appActions, appState } from './fake-app';
import { button, clearPage, click, draw, field, find, perform, text } from './page';

afterEach(clearPage);

const BROWSER = facts().browser as BrowserFacts;
const line = (id: string) => find(`[data-check="${id}"]`);
/** Lets a run that is under way come to its end: each step of it is drawn. */
const settled = () =>
  perform(async () => {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  });
const summary = () => find('.checks-summary').textContent;

/** Actions with which every check is good, with these changes. */
function goodActions(probes: Parameters<typeof answers>[0] = {}, browser: Partial<BrowserFacts> = {}) {
  const actions = appActions();
  actions.runProbe.mockImplementation(async (probe) => answers(probes)[probe]);
  actions.readBrowserFacts.mockImplementation(async () => ({ ...BROWSER, ...browser }));
  return actions;
}
const signedOut = (): AppState => appState({ identity: null });

describe('the checks', () => {
  it('run when the page opens, and say so when all is well', async () => {
    await draw(<Options state={appState()} actions={goodActions()} />);
    await settled();
    expect(summary()).toBe('Everything works.');
    expect(line('capability').textContent).toContain('Passed.');
  });

  it('run again on request, when another person signs in and when settings change; not when only a name is read again', async () => {
    const actions = goodActions();
    const runs = () => actions.checkSignInHost.mock.calls.length;
    const state = appState();
    await draw(<Options state={state} actions={actions} />);
    await settled();
    expect(runs()).toBe(1);
    await click(button('Run again'));
    await settled();
    expect(runs()).toBe(2);
    await draw(
      <Options state={{ ...state, identity: { userId: idOf(800), name: 'Susan V.' } }} actions={actions} />,
    );
    await settled();
    expect(runs()).toBe(2);
    await draw(<Options state={{ ...state, identity: null }} actions={actions} />);
    await settled();
    expect(runs()).toBe(3);
    expect(line('sign-in').textContent).toContain('Problem.');
    const settings = { ...state.settings, cobrowseService: 'platform' as const };
    await draw(<Options state={{ ...state, settings, identity: null }} actions={actions} />);
    await settled();
    expect(runs()).toBe(4);
  });

  it('run again when what the browser says really changes', async () => {
    const actions = goodActions();
    let tell: () => unknown = () => undefined;
    const stop = vi.fn();
    actions.watchHostAccess.mockImplementation((onChange) => {
      tell = onChange;
      return stop;
    });
    await draw(<Options state={appState()} actions={actions} />);
    await settled();
    await perform(() => tell());
    await settled();
    // Looked at, and nothing was different.
    expect(actions.checkSignInHost).toHaveBeenCalledTimes(1);
    actions.readBrowserFacts.mockResolvedValue({ ...BROWSER, hostAccess: false });
    await perform(() => tell());
    await settled();
    expect(actions.checkSignInHost).toHaveBeenCalledTimes(2);
    expect(summary()).toBe('1 problem.');
    await perform(clearPage);
    expect(stop).toHaveBeenCalled();
  });

  it('wait while the page is hidden', async () => {
    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const actions = goodActions();
    await draw(<Options state={appState()} actions={actions} />);
    await settled();
    expect(actions.readBrowserFacts).not.toHaveBeenCalled();
    hidden.mockReturnValue('visible');
    await perform(() => document.dispatchEvent(new Event('visibilitychange')));
    await settled();
    expect(actions.checkSignInHost).toHaveBeenCalledOnce();
    // Who comes back and finds nothing changed costs no request.
    await perform(() => document.dispatchEvent(new Event('visibilitychange')));
    await settled();
    expect(actions.checkSignInHost).toHaveBeenCalledOnce();
  });

  it('show the later of two runs, whichever ends last', async () => {
    const actions = goodActions();
    let finishFirst = () => {};
    actions.readBrowserFacts.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          finishFirst = () => resolve({ ...BROWSER, hostAccess: false });
        }),
    );
    const state = appState();
    await draw(<Options state={state} actions={actions} />);
    expect(summary()).toBe('Checking…');
    await draw(
      <Options state={{ ...state, identity: { userId: idOf(801), name: 'Sam' } }} actions={actions} />,
    );
    await settled();
    expect(summary()).toBe('Everything works.');
    await perform(finishFirst);
    await settled();
    expect(summary()).toBe('Everything works.');
  });
});

describe('the way to mend a finding', () => {
  it('is a button: allowing access asks the browser straight from the click', async () => {
    const actions = goodActions({}, { hostAccess: false });
    await draw(<Options state={appState()} actions={actions} />);
    await settled();
    await perform(() => {
      button('Allow access: Host access').click();
      expect(actions.grantHostAccess).toHaveBeenCalledOnce();
    });
  });

  it('signs in', async () => {
    const actions = goodActions();
    await draw(<Options state={signedOut()} actions={actions} />);
    await settled();
    await click(button('Sign in: Sign-in'));
    expect(actions.signIn).toHaveBeenCalledOnce();
  });

  it('goes to the field', async () => {
    const actions = goodActions({ client: refused({ code: 'invalid-client' }) });
    await draw(<Options state={signedOut()} actions={actions} />);
    await settled();
    await click(button('Go to client ID: OAuth client'));
    expect(document.activeElement).toBe(field('Client ID'));
  });

  it('opens the page for shortcuts', async () => {
    const actions = goodActions({}, { shortcuts: [{ name: 'start-cobrowse', shortcut: '' }] });
    await draw(<Options state={appState()} actions={actions} />);
    await settled();
    expect(summary()).toBe('1 warning.');
    await click(button('Open shortcuts page: Keyboard shortcuts'));
    expect(actions.openShortcutSettings).toHaveBeenCalledOnce();
  });
});

describe('the diagnostics', () => {
  it('are shown exactly before they are copied, and close again', async () => {
    const actions = goodActions();
    await draw(<Options state={appState()} actions={actions} />);
    await settled();
    await click(button('Copy diagnostics…'));
    const shown = find<HTMLTextAreaElement>('#diagnostics-text');
    expect(shown.value).toContain('Extension: 1.2.3');
    expect(shown.value).not.toContain('Susan');
    expect(shown.readOnly).toBe(true);
    await click(button('Copy diagnostics'));
    expect(actions.copyText).toHaveBeenCalledExactlyOnceWith(shown.value);
    await click(button('Close'));
    expect(document.querySelector('#diagnostics-text')).toBeNull();
  });
});

describe('what the administrator sets up', () => {
  it('can be sent on: redirect URI, scopes and permissions in plain text', async () => {
    const actions = goodActions();
    await draw(<Options state={signedOut()} actions={actions} />);
    await settled();
    await click(button('Copy for your administrator'));
    const request = actions.copyText.mock.calls[0]?.[0] ?? '';
    for (const part of [
      'https://extension.example/redirect',
      'Code Authorization (PKCE)',
      '- cobrowse:session:write',
      '- conversation:communication:view',
      'Optional',
    ])
      expect(request).toContain(part);
    expect(text()).toContain('With the Cobrowse Sessions API');
  });

  it('says of client credentials that the role decides, and names no scope', async () => {
    const actions = goodActions();
    const state = signedOut();
    const signIn = { ...state.settings.signIn, method: 'client-credentials' as const };
    await draw(<Options state={{ ...state, settings: { ...state.settings, signIn } }} actions={actions} />);
    await settled();
    await click(button('Copy for your administrator'));
    const request = actions.copyText.mock.calls[0]?.[0] ?? '';
    expect(request).toContain('Client Credentials');
    expect(request).not.toContain('user-basic-info');
  });
});
