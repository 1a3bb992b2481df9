// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { Options } from '@/components/options/Options';
import type { AppState } from '@/utils/pages/app-state';
import { applyPolicy, type Policy } from '@/utils/settings/policy';
import { POLICY_FILE_KINDS, type PolicyFileKind } from '@/utils/settings/policy-files';
import { readPolicy } from '@/utils/settings/read-policy';
import { idOf } from '../../setup/app-fixtures';
import { appActions, appState } from './fake-app';
import { button, clearPage, click, draw, field, find, perform, text, type } from './page';

afterEach(clearPage);

/** Who is signed out, under this policy. */
function under(policy: Policy): AppState {
  const state = appState({ identity: null, policy });
  return { ...state, settings: applyPolicy(state.settings, policy) };
}

/** What the organization has set, as the page lists it, and what can no longer be changed here. */
const managed = () =>
  [...document.querySelectorAll('.policy-facts > div')].map((fact) =>
    [...fact.children].map((part) => part.textContent).join(': '),
  );
const isThere = (id: string) => document.getElementById(id) !== null;
const locks = () => [...document.querySelectorAll('.locked')].map((lock) => lock.textContent);
function box(name: string): HTMLInputElement {
  const label = [...document.querySelectorAll('.tick')].find((each) => each.textContent.startsWith(name));
  const found = label?.querySelector('input');
  if (!found) throw new Error(`No box “${name}”`);
  return found;
}
const tick = (name: string) => perform(() => box(name).click());
const choose = (kind: PolicyFileKind) =>
  perform(() => {
    const select = find<HTMLSelectElement>('.policy-kinds');
    select.value = kind;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
const preview = () => find<HTMLTextAreaElement>('.policy-text').value;

describe('the settings page', () => {
  it('shows no lock and no summary where the organization has set nothing', async () => {
    await draw(<Options state={under({})} actions={appActions()} />);
    expect(locks()).toEqual([]);
    expect(text()).not.toContain('Your organization');
  });

  it.each<[Policy, string[], gone: string[], locks?: string[]]>([
    [{ region: 'eu_west_1' }, ['Environment: EMEA (Dublin)'], ['field-region', 'field-address']],
    [{ clientId: idOf(5) }, [`Client ID: ${idOf(5)}`], ['field-clientId', 'field-redirect-uri', 'guide']],
    [{ cobrowseService: 'screen' }, ['Cobrowse service: Live Screen Monitoring'], ['service']],
    [
      { allowRemoteControl: true },
      ['Control by default: With control'],
      [],
      ['Managed by your organization: control'],
    ],
    [
      { timeoutInMinutes: 20 },
      ['Default time limit: 20 min'],
      [],
      ['Managed by your organization: time limit'],
    ],
    [
      { allowRemoteControl: true, timeoutInMinutes: 20 },
      ['Control by default: With control', 'Default time limit: 20 min'],
      ['defaults'],
    ],
    [
      { controlAllowed: false, maxTimeoutInMinutes: 30 },
      ['Control: Not allowed: always view only', 'Maximum time limit: 30 min'],
      [],
      ['Managed by your organization: view only, at most 30 min'],
    ],
    [{ purposeRequired: false }, ['Session purpose: Not required'], ['ask-purpose']],
    [{ inviteWithStart: false }, ['Inviting agents when a session starts: Off'], ['invite-with-start']],
    [{ noticeText: '' }, ['Notice: None'], ['field-notice']],
    [{ historyDays: 0 }, ['History retention: Kept forever'], []],
    [
      { disabledFeatures: ['client-credentials'] },
      ['Turned off: Sign-in with client ID and secret'],
      ['field-clientSecret'],
    ],
    [{ disabledFeatures: ['practice'] }, ['Turned off: Practice with a made-up organization'], ['practice']],
    [
      { tellMonitoredAgents: true },
      ['Telling agents that their screens are viewed: Agents get a message'],
      [],
    ],
    [
      { tellMonitoredAgents: false },
      [
        'Telling agents that their screens are viewed: Agents get no message when their screens are viewed with Live Screen Monitoring',
      ],
      [],
    ],
  ])(
    'lists what %j sets, instead of fields that cannot be changed',
    async (policy, facts, gone, locked = []) => {
      await draw(<Options state={under({})} actions={appActions()} />);
      const before = gone.filter((id) => id !== 'field-clientSecret').filter((id) => !isThere(id));
      expect(before).toEqual([]);
      await draw(<Options state={under(policy)} actions={appActions()} />);
      expect(managed()).toEqual(facts);
      expect(gone.filter(isThere)).toEqual([]);
      expect(locks()).toEqual(locked);
      expect(text()).toContain('Some settings are managed by your organization.');
    },
  );

  it('says where to look in a group of which nothing is left', async () => {
    const policy = { purposeRequired: true, inviteWithStart: false, noticeText: 'Theirs.' };
    await draw(<Options state={under(policy)} actions={appActions()} />);
    expect(find('#invitations a').getAttribute('href')).toBe('#managed');
    expect(isThere('managed')).toBe(true);
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
    expect(text()).toContain('Your organization’s policy cannot be read: region.');
  });

  it('replaces what was being typed by the organization’s value, and keeps the rest', async () => {
    const actions = appActions();
    await draw(<Options state={under({})} actions={actions} />);
    await type(field('Client ID'), idOf(5));
    await type(field('Notice'), 'Mine.');
    await draw(<Options state={under({ clientId: idOf(6) })} actions={actions} />);
    expect(managed()).toEqual([`Client ID: ${idOf(6)}`]);
    expect(isThere('field-clientId')).toBe(false);
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
    expect(POLICY_FILE_KINDS.length).toBeGreaterThan(7);
    for (const kind of POLICY_FILE_KINDS) {
      await choose(kind);
      expect(preview()).not.toContain('s3cret');
      expect(preview()).not.toMatch(/secret/i);
    }
  });

  it.each([
    ['chromium', 'cobrowse-for-genesys-cloud.json', '/etc/opt/chrome/policies/managed'],
    ['windows', 'cobrowse-for-genesys-cloud.reg', 'as an administrator'],
    ['firefox', 'policies.json', '/etc/firefox/policies'],
    ['google_admin', 'cobrowse-for-genesys-cloud-google-admin.json', '“Policy for extensions”'],
    ['macos', 'cobrowse-for-genesys-cloud.mobileconfig', 'as a configuration profile'],
    ['macos_chrome', `com.google.Chrome.extensions.${'a'.repeat(32)}.plist`, 'The preference domain is'],
    ['macos_edge', `com.microsoft.Edge.extensions.${'a'.repeat(32)}.plist`, 'The preference domain is'],
    ['macos_firefox', 'org.mozilla.firefox.plist', 'The preference domain is'],
  ] as const)(
    'for %s is saved and copied as it is shown, and says where it goes',
    async (kind, name, place) => {
      const actions = appActions();
      await draw(<Options state={under({})} actions={actions} />);
      await choose(kind);
      expect(text()).toContain(place);
      await click(button('Save file'));
      await click(button('Copy policy'));
      expect(actions.saveFile.mock.calls[0]?.[0]).toMatchObject({ name });
      expect(actions.copyText.mock.calls[0]?.[0]).toBe(preview());
    },
  );
});
