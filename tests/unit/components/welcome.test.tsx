// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { adjacentStep, type Step, stepsDone, stepToDo } from '@/components/welcome/steps';
import { WelcomePage } from '@/components/welcome/WelcomePage';
import type { AppState } from '@/utils/pages/app-state';
import { idOf } from '../../setup/app-fixtures';
import { appActions, appState, session } from './fake-app';
import { button, clearPage, click, draw, field, find, perform, text, type } from './page';

afterEach(clearPage);

/** As after the installation. */
function fresh(changes: Partial<AppState> = {}): AppState {
  const state = appState({ identity: null, hasStoredSettings: false, ...changes });
  return { ...state, settings: { ...state.settings, signIn: { ...state.settings.signIn, clientId: '' } } };
}
const currentStep = () => find('[aria-current=step]').textContent;

describe('the steps', () => {
  const done = (state: AppState) => [...stepsDone(state)];

  it.each<[string, Step[], AppState]>([
    ['nothing', [], fresh()],
    ['stored settings', ['region'], fresh({ hasStoredSettings: true })],
    ['a region of the organization', ['region'], fresh({ policy: { region: 'eu_west_1' } })],
    ['a person', ['region', 'sign-in'], appState()],
    ['a session', ['region', 'sign-in', 'try'], appState({ sessions: [session(1)] })],
    ['a practice, which is no sign-in', [], { ...fresh({ practice: true }), identity: appState().identity }],
  ])('are done as %s says', (_what, expected, state) => {
    expect(done(state)).toEqual(expected);
  });

  it('continue after the last one that is done', () => {
    expect(stepToDo(new Set())).toBe('region');
    expect(stepToDo(new Set(['region']))).toBe('sign-in');
    expect(stepToDo(new Set(['sign-in']))).toBe('try');
    expect(stepToDo(new Set(['region', 'sign-in']))).toBe('try');
    expect(stepToDo(new Set(['region', 'sign-in', 'try']))).toBe('try');
    expect(adjacentStep('region', -1)).toBeUndefined();
    expect(adjacentStep('region', 1)).toBe('sign-in');
  });
});

describe('the welcome page', () => {
  it('begins with the region, and ends with the pin, which says when the icon is pinned', async () => {
    const actions = appActions({ isPinned: vi.fn(async () => false) });
    await draw(<WelcomePage state={fresh()} actions={actions} />);
    expect(currentStep()).toContain('Your region');
    await click(button('Continue'));
    expect(currentStep()).toContain('Sign in');
    expect(document.activeElement?.textContent).toBe('Sign in as yourself');
    await click(button('Skip'));
    expect(currentStep()).toContain('Try it');
    expect(text()).toContain('Click the Extensions (puzzle) icon in the toolbar.');
    expect(text()).not.toContain('The icon is in your toolbar.');
    actions.isPinned.mockResolvedValue(true);
    await perform(() => window.dispatchEvent(new Event('focus')));
    expect(text()).toContain('The icon is in your toolbar.');
    expect(text()).not.toContain('Click the Extensions (puzzle) icon in the toolbar.');
    expect(currentStep()).toContain('Try it');
  });

  it('asks only to sign in; what an administrator gives is folded, and opens where it is missing', async () => {
    const actions = appActions();
    await draw(<WelcomePage state={fresh({ hasStoredSettings: true })} actions={actions} />);
    expect(currentStep()).toContain('Sign in');
    expect([...document.querySelectorAll('main h2, main h3')].map((each) => each.textContent)).toEqual([
      'Sign in as yourself',
    ]);
    const folded = find<HTMLDetailsElement>('.step-client');
    expect(folded.querySelector('summary')?.textContent).toBe('My administrator gave me a client ID');
    expect(folded.open).toBe(false);
    await click(button('Sign in'));
    expect(actions.signIn).not.toHaveBeenCalled();
    expect(folded.open).toBe(true);
    expect(document.activeElement).toBe(field('Client ID'));
    expect(text()).toContain('Enter the client ID your administrator gave you.');
    await click(document.querySelectorAll<HTMLButtonElement>('.step-request button')[0] ?? button(''));
    expect(actions.copyText.mock.calls[0]?.[0]).toContain('Code Authorization (PKCE)');
  });

  it('takes the region from a pasted address, and stores it when continuing', async () => {
    const actions = appActions();
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
    const actions = appActions();
    actions.saveSettings.mockResolvedValue({ ok: false, failure: { code: 'unexpected-error' } });
    await draw(<WelcomePage state={fresh()} actions={actions} />);
    await click(button('Continue'));
    expect(text()).toContain('Something went wrong.');
    expect(currentStep()).toContain('Your region');
  });

  it('proposes the region of an open page, and chooses it only when told', async () => {
    const actions = appActions({
      findOpenRegion: vi.fn(async () => 'ap_south_1' as const),
    });
    await draw(<WelcomePage state={fresh()} actions={actions} />);
    await expect.poll(text).toContain('Genesys Cloud is open in Asia Pacific (Mumbai).');
    expect(find<HTMLSelectElement>('#field-region').value).toBe('us_east_1');
    await click(button('Use this region'));
    expect(find<HTMLSelectElement>('#field-region').value).toBe('ap_south_1');
  });

  it('says what the organization has set instead of asking for it', async () => {
    const policy = { region: 'eu_west_2' as const, clientId: idOf(9) };
    const state = fresh({ policy });
    state.settings = { ...state.settings, environment: { kind: 'region', region: 'eu_west_2' } };
    const actions = appActions();
    await draw(<WelcomePage state={state} actions={actions} />);
    expect(text()).toContain(idOf(9));
    expect(text()).toContain('Managed by your organization.');
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
