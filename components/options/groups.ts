import { t } from '@/utils/i18n/messages';
import type { Locks } from '@/utils/settings/locks';

/** The groups of everybody's settings, in order. Each is an address: `options.html#checks`. */
export const EVERYBODYS = [
  'account',
  'sessions',
  'invitations',
  'notifications',
  'appearance',
  'checks',
] as const;
/** What administrators set up once. It has a view of its own, and this address. */
export const ADMINISTRATORS = 'administrators';
/** All groups, in the order of the navigation. */
export const GROUPS = [...EVERYBODYS, ADMINISTRATORS] as const;
export type Group = (typeof GROUPS)[number];

/** The two views of the settings. Each name is the address of the view's heading. */
export type SettingsView = 'settings' | typeof ADMINISTRATORS;

/** Returns the view that a place is in, whether it is there now or not. */
export function viewOf(place: string): SettingsView {
  const isTheirs = findables().some(({ id, group }) => id === place && group === ADMINISTRATORS);
  return isTheirs || place === ADMINISTRATORS ? ADMINISTRATORS : 'settings';
}

/** The heading of a view. */
export const viewName = (view: SettingsView) =>
  view === ADMINISTRATORS ? groupName(ADMINISTRATORS) : t('settings_title');

/** The name of a group, in the navigation and above it. */
export const groupName = (group: Group) => t(`settings_group_${group}`);

/** Where the organization's settings are listed: what it has set is found there. */
export const MANAGED = 'managed';

/** One thing that the search finds. */
export type Findable = {
  /** Its place, and its address: `options.html#theme`. */
  id: string;
  group: Group;
  name: string;
  /** Other words that it is found by. */
  words: string;
  /** What the organization may have set, so that it is listed under {@link MANAGED} instead. */
  lock?: keyof Locks;
};

/** Returns everything that the search can find, in the order of the page. */
export function findables(): Findable[] {
  const one = (
    group: Group,
    id: string,
    name: string,
    { words = '', lock }: { words?: string; lock?: keyof Locks } = {},
  ): Findable => ({ id, group, name, words, ...(lock && { lock }) });
  return [
    one('account', 'account-card', t('settings_account'), {
      words: `${t('settings_sign_in')} ${t('settings_sign_out')}`,
    }),
    one('account', 'environment', t('settings_environment'), {
      words: `${t('settings_region')} ${t('settings_custom_host')} ${t('settings_environment_about')}`,
      lock: 'environment',
    }),
    one('sessions', 'defaults', t('settings_defaults'), {
      words: `${t('settings_record_name_control')} ${t('settings_record_name_time')}`,
    }),
    one('sessions', 'service', t('settings_service'), {
      words: `${t('settings_service_sessions')} ${t('settings_service_screen')} ${t('settings_service_platform')}`,
      lock: 'cobrowseService',
    }),
    one('sessions', 'attention', t('settings_attention_title'), {
      words: `${t('settings_attention_hold')} ${t('settings_attention_alerting')}`,
    }),
    one('sessions', 'history', t('settings_history'), { words: t('settings_history_about') }),
    one('sessions', 'practice', t('settings_practice'), { words: t('settings_practice_about') }),
    one('invitations', 'ask-purpose', t('settings_ask_purpose'), { lock: 'askPurpose' }),
    one('invitations', 'invite-with-start', t('settings_invite_with_start'), { lock: 'inviteWithStart' }),
    one('invitations', 'notice', t('settings_notice'), {
      words: t('settings_group_invitations'),
      lock: 'notice',
    }),
    one('notifications', 'notices', t('settings_notices_title'), {
      words: `${t('settings_notices_help')} ${t('settings_notices_limit')}`,
      lock: 'notices',
    }),
    one('notifications', 'notice-names', t('settings_notices_names'), { lock: 'notices' }),
    one('appearance', 'theme', t('settings_theme'), {
      words: `${t('settings_theme_light')} ${t('settings_theme_dark')}`,
    }),
    one('appearance', 'density', t('settings_density'), {
      words: `${t('settings_density_comfortable')} ${t('settings_density_compact')}`,
    }),
    one('appearance', 'popup-width', t('settings_popup_width')),
    one('appearance', 'icon', t('settings_icon_title'), { lock: 'iconOpens' }),
    one('appearance', 'shortcuts', t('settings_shortcuts'), { words: t('shortcut_open_popup') }),
    one('checks', 'checks', t('settings_group_checks'), { words: t('check_about') }),
    one('checks', 'diagnostics', t('check_diagnostics')),
    one(ADMINISTRATORS, 'sign-in', t('settings_method'), {
      words: `${t('settings_method_browser')} ${t('settings_method_secret')}`,
      lock: 'method',
    }),
    one(ADMINISTRATORS, 'field-clientId', t('settings_client_id'), { words: 'OAuth', lock: 'clientId' }),
    one(ADMINISTRATORS, 'field-redirect-uri', t('settings_redirect_uri'), { lock: 'clientId' }),
    one(ADMINISTRATORS, 'field-clientSecret', t('settings_client_secret')),
    one(ADMINISTRATORS, 'field-supervisorUserId', t('settings_supervisor_id')),
    one(ADMINISTRATORS, 'guide', t('settings_guide'), {
      words: t('settings_guide_copy'),
      lock: 'clientId',
    }),
    one(ADMINISTRATORS, 'roll-out', t('policy_roll_out'), {
      words: `${t('policy_create')} ${t('policy_roll_out_about')}`,
    }),
  ];
}

/**
 * Returns what matches every typed word, best first: by its name, then by its other words.
 * @param isThere whether a place is there now, in either view
 */
export function findSettings(
  all: readonly Findable[],
  typed: string,
  locks: Locks,
  isThere: (id: string) => boolean,
): Findable[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const rank = ({ name, words: others }: Findable) => {
    const [first, all] = [fold(name), fold(`${name} ${others}`)];
    if (first.startsWith(words.join(' '))) return 0;
    if (words.every((word) => first.includes(word))) return 1;
    return words.every((word) => all.includes(word)) ? 2 : 3;
  };
  return all
    .map((one) => (isLocked(one, locks) ? { ...one, id: MANAGED } : one))
    .filter((one) => rank(one) < 3 && isThere(one.id))
    .sort((a, b) => rank(a) - rank(b));
}

/** Whether the organization has set it, so that it is listed under {@link MANAGED} instead. */
export const isLocked = ({ lock }: Findable, locks: Locks) => lock !== undefined && locks[lock];

/** Ignores case and accents. */
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase().trim();
