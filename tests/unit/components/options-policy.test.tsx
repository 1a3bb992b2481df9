// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { Options } from '@/components/options/Options';
import type { AppState } from '@/utils/pages/app-state';
import { applyPolicy, type Policy } from '@/utils/settings/policy';
import { readPolicy } from '@/utils/settings/read-policy';
import { appActions, appState, idOf } from './fake-app';
import { button, clearPage, click, draw, field, find, perform, text, type } from './page';

afterEach(clearPage);

/** Who is signed out, under this policy. */
function under(policy: Policy): AppState {
  const state = appState({ identity: null, policy });
  return { ...state, settings: applyPolicy(state.settings, policy) };
}

const locks = () => [...document.querySelectorAll('.locked')].map((lock) => lock.textContent);
function box(name: string): HTMLInputElement {
  const label = [...document.querySelectorAll('.tick')].find((each) => each.textContent.startsWith(name));
  const found = label?.querySelector('input');
  if (!found) throw new Error(`No box “${name}”`);
  return found;
}
const tick = (name: string) => perform(() => box(name).click());
const preview = () => find<HTMLTextAreaElement>('.policy-text').value;

describe('the settings page', () => {
  it('shows no lock and no summary where the organisation has set nothing', async () => {
    await draw(<Options state={under({})} actions={appActions()} />);
    expect(locks()).toEqual([]);
    expect(text()).not.toContain('Your organisation');
  });

  it.each<[Policy, string[]]>([
    [{ region: 'eu_west_1' }, ['Managed by your organisation']],
    [{ clientId: idOf(5) }, ['Managed by your organisation']],
    [{ allowRemoteControl: true }, ['Managed by your organisation: control']],
    [{ timeoutInMinutes: 20 }, ['Managed by your organisation: time limit']],
    [
      { controlAllowed: false, maxTimeoutInMinutes: 30 },
      ['Managed by your organisation: view only, at most 30 min'],
    ],
    [{ purposeRequired: false }, ['Managed by your organisation']],
    [{ noticeText: '' }, ['Managed by your organisation']],
    [{ disabledFeatures: ['client-credentials'] }, ['Managed by your organisation']],
    [{ disabledFeatures: ['practice'] }, []],
    [{ tellMonitoredAgents: true }, []],
    [
      { tellMonitoredAgents: false },
      [
        'Managed by your organisation: agents get no message when their screens are viewed with Live Screen Monitoring',
      ],
    ],
  ])('shows where %j locks something', async (policy, expected) => {
    await draw(<Options state={under(policy)} actions={appActions()} />);
    expect(locks()).toEqual(expected);
    expect(text()).toContain('Some settings are managed by your organisation.');
  });

  it('shows each value that cannot be read, and what it is taken for; signing in says why it cannot', async () => {
    const policy = readPolicy({
      region: 'moon_1',
      controlAllowed: 'maybe',
      maxTimeoutInMinutes: '9999',
      disabledFeatures: ['practice', 'time-travel'],
      unheardOf: 1,
    });
    const actions = appActions();
    await draw(<Options state={under(policy)} actions={actions} />);
    const told = [...document.querySelectorAll('.policy-problems li')].map((each) => each.textContent);
    expect(told).toEqual([
      'region: "moon_1" cannot be read. Sign-in and all requests are blocked until it is corrected.',
      'unheardOf: unknown setting, ignored.',
      'controlAllowed: "maybe" cannot be read. false is used instead.',
      'maxTimeoutInMinutes: "9999" is out of range or too long. 480 is used instead.',
      'disabledFeatures: "time-travel" is unknown and ignored. The other items apply.',
    ]);
    await click(button('Sign in'));
    expect(actions.signIn.mock.calls).toEqual([]);
    expect(text()).toContain('Your organisation’s policy cannot be read: region.');
  });

  it('replaces what was being typed by the organisation’s value, and keeps the rest', async () => {
    const actions = appActions();
    await draw(<Options state={under({})} actions={actions} />);
    await type(field('Client ID'), idOf(5));
    await type(field('Notice'), 'Mine.');
    await draw(<Options state={under({ clientId: idOf(6) })} actions={actions} />);
    expect(field('Client ID').value).toBe(idOf(6));
    expect(field('Client ID').readOnly).toBe(true);
    await click(button('Save'));
    const saved = actions.saveSettings.mock.calls[0]?.[0];
    expect(saved).toMatchObject({ signIn: { clientId: idOf(6) }, invite: { notice: 'Mine.' } });
  });

  it('forgets a typed secret when client secrets are switched off', async () => {
    const actions = appActions();
    const before = under({});
    before.settings = {
      ...before.settings,
      signIn: { ...before.settings.signIn, method: 'client-credentials' },
    };
    await draw(<Options state={before} actions={actions} />);
    await type(field('Client secret'), 's3cret');
    await type(field('Notice'), 'Mine.');
    await draw(<Options state={under({ disabledFeatures: ['client-credentials'] })} actions={actions} />);
    await click(button('Save'));
    expect(actions.saveSettings.mock.calls[0]?.[1]).toBeUndefined();
  });
});

describe('the policy file', () => {
  it('has what is ticked, with the values on the page, and what is filled in only', async () => {
    const state = under({});
    state.settings = { ...state.settings, signIn: { ...state.settings.signIn, clientId: '' } };
    await draw(<Options state={state} actions={appActions()} />);
    expect(JSON.parse(preview())['3rdparty'].extensions['a'.repeat(32)]).toEqual({ region: 'us_east_1' });
    expect(box('Client ID').disabled).toBe(true);
    await type(field('Client ID'), idOf(5));
    await tick('Default time limit');
    await tick('Always view only');
    await tick('Practice');
    await tick('Environment');
    expect(JSON.parse(preview())['3rdparty'].extensions['a'.repeat(32)]).toEqual({
      clientId: idOf(5),
      controlAllowed: false,
      timeoutInMinutes: 15,
      disabledFeatures: ['practice'],
    });
  });

  it('tells agents unless that is turned off, which takes a tick of its own', async () => {
    await draw(<Options state={under({})} actions={appActions()} />);
    expect(preview()).not.toContain('tellMonitoredAgents');
    await tick('Telling agents that their screens are viewed');
    expect(JSON.parse(preview())['3rdparty'].extensions['a'.repeat(32)]).toEqual({
      region: 'us_east_1',
      clientId: idOf(700),
      tellMonitoredAgents: false,
    });
  });

  it('never has the client secret, stored or typed', async () => {
    const state = under({});
    state.hasClientSecret = true;
    state.settings = {
      ...state.settings,
      signIn: { ...state.settings.signIn, method: 'client-credentials' },
    };
    await draw(<Options state={state} actions={appActions()} />);
    await type(field('Client secret'), 's3cret');
    for (const kind of document.querySelectorAll<HTMLInputElement>('.policy-kinds input')) {
      await perform(() => kind.click());
      expect(preview()).not.toContain('s3cret');
      expect(preview()).not.toMatch(/secret/i);
    }
  });

  it.each([
    [0, 'cobrowse-for-genesys-cloud.json', '/etc/opt/chrome/policies/managed'],
    [1, 'cobrowse-for-genesys-cloud.reg', 'as an administrator'],
    [2, 'policies.json', '/etc/firefox/policies'],
  ])('number %i is saved and copied as it is shown, and says where it goes', async (number, name, place) => {
    const actions = appActions();
    await draw(<Options state={under({})} actions={actions} />);
    await perform(() => document.querySelectorAll<HTMLInputElement>('.policy-kinds input')[number]?.click());
    expect(text()).toContain(place);
    await click(button('Save file'));
    await click(button('Copy policy'));
    expect(actions.saveFile.mock.calls[0]?.[0]).toMatchObject({ name });
    expect(actions.copyText.mock.calls[0]?.[0]).toBe(preview());
  });
});
