// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { adjacentStep, type Step, stepsDone, stepToDo } from '@/components/welcome/steps';
import { WelcomePage } from '@/components/welcome/WelcomePage';
import type { AppState } from '@/utils/pages/app-state';
import { appActions, appState, idOf, session } from './fake-app';
import { button, clearPage, click, draw, field, find, perform, text, type } from './page';

afterEach(clearPage);

/** As after the installation. */
function fresh(changes: Partial<AppState> = {}): AppState {
  const state = appState({ identity: null, hasStoredSettings: false, ...changes });
  return { ...state, settings: { ...state.settings, signIn: { ...state.settings.signIn, clientId: '' } } };
}
const currentStep = () => find('[aria-current=step]').textContent;

describe('the steps', () => {
  const done = (state: AppState, pinned: boolean | null = null) => [...stepsDone(state, pinned)];

  it.each<[string, Step[], AppState, boolean | null]>([
    ['nothing', [], fresh(), false],
    ['a pinned icon', ['pin'], fresh(), true],
    ['stored settings', ['region'], fresh({ hasStoredSettings: true }), null],
    ['a region of the organisation', ['region'], fresh({ policy: { region: 'eu_west_1' } }), null],
    ['a person', ['region', 'sign-in'], appState(), null],
    ['a session', ['region', 'sign-in', 'try'], appState({ sessions: [session(1)] }), null],
    [
      'a practice, which is no sign-in',
      [],
      { ...fresh({ practice: true }), identity: appState().identity },
      null,
    ],
  ])('are done as %s says', (_what, expected, state, pinned) => {
    expect(done(state, pinned)).toEqual(expected);
  });

  it('continue after the last one that is done: a skipped pin does not lead back', () => {
    expect(stepToDo(new Set())).toBe('pin');
    expect(stepToDo(new Set(['pin']))).toBe('region');
    expect(stepToDo(new Set(['region']))).toBe('sign-in');
    expect(stepToDo(new Set(['region', 'sign-in']))).toBe('try');
    expect(stepToDo(new Set(['pin', 'region', 'sign-in', 'try']))).toBe('try');
    expect(adjacentStep('pin', -1)).toBeUndefined();
    expect(adjacentStep('pin', 1)).toBe('region');
  });
});

describe('the welcome page', () => {
  it('begins with the pin, and says when the icon is pinned without continuing automatically', async () => {
    const actions = appActions({ isPinned: vi.fn(async () => false) });
    await draw(<WelcomePage state={fresh()} actions={actions} />);
    expect(currentStep()).toContain('Pin the icon');
    expect(text()).not.toContain('The icon is in your toolbar.');
    actions.isPinned.mockResolvedValue(true);
    await perform(() => window.dispatchEvent(new Event('focus')));
    expect(text()).toContain('The icon is in your toolbar.');
    expect(currentStep()).toContain('Pin the icon (done)');
    await click(button('Continue'));
    expect(currentStep()).toContain('Your region');
    expect(document.activeElement?.textContent).toBe('Choose your region');
  });

  it('takes the region from a pasted address, and stores it when continuing', async () => {
    const actions = appActions({ isPinned: vi.fn(async () => true) });
    await draw(<WelcomePage state={fresh()} actions={actions} />);
    const address = field('Paste the address of your Genesys Cloud page');
    await type(address, 'nothing that is known');
    expect(text()).toContain('No Genesys Cloud region has this address.');
    await type(address, ' https://apps.euc2.pure.cloud/directory/#/ ');
    expect(text()).toContain('This is EMEA (Zurich)');
    expect(actions.saveSettings).not.toHaveBeenCalled();
    await click(button('Continue'));
    expect(actions.saveSettings.mock.calls[0]?.[0].environment).toEqual({
      kind: 'region',
      region: 'eu_central_2',
    });
    expect(currentStep()).toContain('Sign in');
  });

  it('stays where what was typed cannot be stored, and says so', async () => {
    const actions = appActions({ isPinned: vi.fn(async () => true) });
    actions.saveSettings.mockResolvedValue({ ok: false, failure: { code: 'unexpected-error' } });
    await draw(<WelcomePage state={fresh()} actions={actions} />);
    await click(button('Continue'));
    expect(text()).toContain('Something went wrong.');
    expect(currentStep()).toContain('Your region');
  });

  it('proposes the region of an open page, and chooses it only when told', async () => {
    const actions = appActions({
      isPinned: vi.fn(async () => true),
      findOpenRegion: vi.fn(async () => 'ap_south_1' as const),
    });
    await draw(<WelcomePage state={fresh()} actions={actions} />);
    await expect.poll(text).toContain('Genesys Cloud is open in Asia Pacific (Mumbai).');
    expect(find<HTMLSelectElement>('#field-region').value).toBe('us_east_1');
    await click(button('Use this region'));
    expect(find<HTMLSelectElement>('#field-region').value).toBe('ap_south_1');
  });

  it('says what the organisation has set instead of asking for it', async () => {
    const policy = { region: 'eu_west_2' as const, clientId: idOf(9) };
    const state = fresh({ policy });
    state.settings = { ...state.settings, environment: { kind: 'region', region: 'eu_west_2' } };
    const actions = appActions();
    await draw(<WelcomePage state={state} actions={actions} />);
    expect(text()).toContain(idOf(9));
    expect(text()).toContain('Managed by your organisation.');
    await click(button('Back'));
    expect(text()).toContain('EMEA (London)');
    await click(button('Continue'));
    expect(actions.saveSettings).not.toHaveBeenCalled();
  });

  it('says which hosts the browser will ask for, and why, before the sign-in', async () => {
    const actions = appActions({ hasHostAccess: vi.fn(async () => false) });
    await draw(<WelcomePage state={fresh({ hasStoredSettings: true })} actions={actions} />);
    await expect.poll(text).toContain('api.mypurecloud.com, login.mypurecloud.com, apps.mypurecloud.com');
    expect(text()).toContain('The extension signs in');
  });

  it('ends with Genesys Cloud for signed-in users, and with practice for everybody', async () => {
    const actions = appActions();
    await draw(<WelcomePage state={appState()} actions={actions} />);
    expect(currentStep()).toContain('Try it');
    await click(button('Open Genesys Cloud'));
    expect(actions.openGenesysCloud).toHaveBeenCalledOnce();
    await click(button('Start practice'));
    expect(actions.enterPractice).toHaveBeenCalledOnce();
    await draw(<WelcomePage state={appState({ practice: true })} actions={actions} />);
    expect(text()).toContain('Practice mode: nobody here is real.');
    await click(button('Open practice list'));
    expect(actions.openList).toHaveBeenCalledOnce();
    await draw(
      <WelcomePage state={appState({ policy: { disabledFeatures: ['practice'] } })} actions={actions} />,
    );
    expect(text()).not.toContain('Start practice');
  });
});
