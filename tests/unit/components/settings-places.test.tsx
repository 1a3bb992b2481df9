// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findables, findSettings, GROUPS, groupName, viewOf } from '@/components/options/groups';
import { Options } from '@/components/options/Options';
import { goToPlace } from '@/components/settings-form/go-to-place';
import { DEFAULT_APPEARANCE } from '@/utils/settings/appearance';
import { locksOf } from '@/utils/settings/locks';
import { idOf } from '../../setup/app-fixtures';
import { appActions, appState } from './fake-app';
import { button, clearPage, click, draw, field, find, perform, press, type } from './page';

const scrollIntoView = vi.fn();
beforeEach(() => {
  location.hash = '';
  // The document of these tests has no layout.
  Element.prototype.scrollIntoView = scrollIntoView;
});
afterEach(() => {
  clearPage();
  scrollIntoView.mockReset();
});

const links = () =>
  [...document.querySelectorAll('.settings-nav a')].map((link) => link.firstChild?.textContent);
const search = () => find<HTMLInputElement>('[aria-label="Search settings"]');
const focused = () => document.activeElement?.id;
/** The heading of the view that is shown, which must be the only one. */
function shownView(): string | null {
  expect(document.querySelectorAll('.settings-view:not([hidden])')).toHaveLength(1);
  expect(document.querySelectorAll('h1')).toHaveLength(1);
  return find('h1').textContent;
}
const goTo = (place: string) => perform(() => goToPlace(place));

describe('the search over the settings', () => {
  const find = (typed: string, locks = locksOf({}), isThere = (_id: string) => true) =>
    findSettings(findables(), typed, locks, isThere).map(({ id }) => id);

  it('finds by the name first, then by other words, whatever case and accents', () => {
    expect(find('client id')[0]).toBe('field-clientId');
    expect(find('THÉME')).toEqual(['theme']);
    expect(find('dark')).toEqual(['theme']);
    expect(find('screen monitoring')).toContain('service');
    expect(find('nothing of this kind')).toEqual([]);
    expect(find('  ')).toEqual([]);
  });

  it('leads to the summary for what the organization has set, and nowhere for what is not there', () => {
    expect(find('notice', locksOf({ noticeText: 'Theirs.' }))).toContain('managed');
    expect(find('client secret', locksOf({}), (id) => id !== 'field-clientSecret')).not.toContain(
      'field-clientSecret',
    );
  });

  it('names places that are really on the page', async () => {
    const state = appState();
    state.settings = {
      ...state.settings,
      signIn: { ...state.settings.signIn, method: 'client-credentials' },
    };
    await draw(<Options state={state} actions={appActions()} />);
    const missing = findables().filter(({ id }) => document.getElementById(id) === null);
    // Only the browser sign-in has a redirect URI.
    expect(missing.map(({ id }) => id)).toEqual(['field-redirect-uri']);
  });

  it('replaces the groups while something is typed; Enter leads to the first, Escape brings them back', async () => {
    await draw(<Options state={appState()} actions={appActions()} />);
    expect(links()).toEqual(GROUPS.map(groupName));
    await type(search(), 'notice');
    expect(links()).toEqual(['Notice']);
    search().focus();
    await press('Enter');
    expect(focused()).toBe('field-notice');
    expect(location.hash).toBe('#notice');
    search().focus();
    await press('Escape');
    expect(links()).toEqual(GROUPS.map(groupName));
    await type(search(), 'xyz');
    expect(document.body.textContent).toContain('No setting matches');
    await click(button('Clear search'));
    expect(search().value).toBe('');
  });
});

describe('an address with a place', () => {
  it.each([
    ['checks', 'checks'],
    ['field-clientId', 'field-clientId'],
    ['theme', ''],
  ])('leads to #%s', async (place, id) => {
    location.hash = place;
    await draw(<Options state={appState()} actions={appActions()} />);
    expect(scrollIntoView).toHaveBeenCalledOnce();
    if (id !== '') expect(focused()).toBe(id);
    else expect(document.activeElement?.closest('#theme')).not.toBeNull();
  });

  it('opens what is folded, and leads nowhere if there is no such place', async () => {
    location.hash = 'guide';
    await draw(<Options state={appState()} actions={appActions()} />);
    expect(find<HTMLDetailsElement>('#guide').open).toBe(true);
    clearPage();
    scrollIntoView.mockReset();
    location.hash = 'nowhere';
    await draw(<Options state={appState()} actions={appActions()} />);
    expect(scrollIntoView).not.toHaveBeenCalled();
  });

  it('that nothing can decode leads nowhere, and the settings are there', async () => {
    location.hash = '#%E0%A4%A';
    await draw(<Options state={appState()} actions={appActions()} />);
    expect(shownView()).toBe('Settings');
    // So the address needs no decoding.
    expect(findables().filter(({ id }) => !/^[\w-]+$/.test(id))).toEqual([]);
  });

  it('leads to the summary for what the organization has set', async () => {
    location.hash = 'field-clientId';
    await draw(<Options state={appState({ policy: { clientId: idOf(5) } })} actions={appActions()} />);
    expect(shownView()).toBe('Settings');
    expect(focused()).toBe('managed');
  });
});

describe('the view for administrators', () => {
  it('has the places of its group, and no others', () => {
    const theirs = findables().filter(({ id }) => viewOf(id) === 'administrators');
    expect(theirs.length).toBeGreaterThan(0);
    expect(theirs.map(({ group }) => group)).toEqual(theirs.map(() => 'administrators'));
    expect(GROUPS.filter((group) => viewOf(group) === 'administrators')).toEqual(['administrators']);
    expect(['', 'nowhere', 'settings', 'managed'].map(viewOf)).toEqual(Array(4).fill('settings'));
  });

  it('is shown by its address, alone, and the navigation says so', async () => {
    await draw(<Options state={appState()} actions={appActions()} />);
    expect(shownView()).toBe('Settings');
    await goTo('administrators');
    expect(shownView()).toBe('For administrators');
    expect(focused()).toBe('administrators');
    expect(document.title).toContain('For administrators');
    expect(find('[aria-current]').textContent).toBe('For administrators');
    expect(document.querySelectorAll('#account-card')).toHaveLength(1);
    await goTo('theme');
    expect(shownView()).toBe('Settings');
    expect(document.activeElement?.closest('#theme')).not.toBeNull();
  });

  it('names the environment of its fields, or leads to what the organization has set', async () => {
    await draw(<Options state={appState()} actions={appActions()} />);
    const link = find('.chosen-environment');
    expect([link.textContent, link.getAttribute('href')]).toEqual([
      'Americas (US East, Virginia)',
      '#environment',
    ]);
    const policy = { clientId: idOf(5), disabledFeatures: ['client-credentials' as const] };
    await draw(<Options state={appState({ policy })} actions={appActions()} />);
    expect(document.querySelector('.chosen-environment')).toBeNull();
    expect(find('.settings-view-administrators .locked').getAttribute('href')).toBe('#managed');
  });

  it('is reached from a Save that fails, and again from the other view', async () => {
    await draw(<Options state={appState({ identity: null })} actions={appActions()} />);
    await type(field('Client ID'), 'nonsense');
    expect(shownView()).toBe('Settings');
    await click(button('Save'));
    expect(shownView()).toBe('For administrators');
    expect(focused()).toBe('field-clientId');
    // The same field again, from the other view.
    await goTo('checks');
    await click(button('Save'));
    expect(focused()).toBe('field-clientId');
  });

  it.each([
    ['nothing', {}, {}, []],
    ['the client ID', { clientId: '' }, {}, ['Client ID']],
    [
      'all of a client with a secret',
      { clientId: '', method: 'client-credentials' as const },
      {},
      ['Client ID', 'Client secret', 'Supervisor user ID'],
    ],
    ['nothing while somebody is signed in', { clientId: '' }, { identity: appState().identity }, []],
  ])('is named in the status where it is missing: %s', async (_what, signIn, changes, names) => {
    const state = appState({ identity: null, ...changes });
    state.settings = { ...state.settings, signIn: { ...state.settings.signIn, ...signIn } };
    await draw(<Options state={state} actions={appActions()} />);
    const missing = [...document.querySelectorAll<HTMLElement>('.still-missing a')];
    expect(missing.map(({ textContent }) => textContent)).toEqual(names);
    if (!missing[0]) return;
    await click(missing[0]);
    expect(shownView()).toBe('For administrators');
    expect(focused()).toBe('field-clientId');
  });
});

describe('the appearance', () => {
  const { documentElement } = document;
  const radio = (name: string) =>
    perform(() =>
      [...document.querySelectorAll('label.segment')]
        .find((label) => label.textContent === name)
        ?.querySelector('input')
        ?.click(),
    );

  it('is shown at once, stored with Save, and taken back with Discard', async () => {
    const actions = appActions();
    await draw(<Options state={appState()} actions={actions} />);
    expect(documentElement.dataset.theme).toBeUndefined();
    await radio('Dark');
    await radio('Compact');
    await radio('480 px');
    expect({ ...documentElement.dataset }).toEqual({ theme: 'dark', density: 'compact', popupWidth: '480' });
    await click(button('Discard'));
    expect(documentElement.dataset.theme).toBeUndefined();
    expect(documentElement.dataset.density).toBe('comfortable');
    await radio('Dark');
    await click(button('Save'));
    expect(actions.saveSettings.mock.calls[0]?.[0].appearance).toEqual({
      ...DEFAULT_APPEARANCE,
      theme: 'dark',
    });
  });
});

describe('the status at the top', () => {
  it('says how many checks are good, and has the way to them', async () => {
    await draw(<Options state={appState()} actions={appActions()} />);
    await expect.poll(() => find('.status-words').textContent).toMatch(/^\d+ of \d+ checks good$/);
    expect(find('.status-words').getAttribute('href')).toBe('#checks');
    expect(button('Run checks')).toBeTruthy();
    expect(button('Sign out')).toBeTruthy();
  });
});
