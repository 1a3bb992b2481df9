import { DEFAULT_APPEARANCE } from '@/utils/settings/appearance';
import type { Settings } from '@/utils/settings/settings';

const CLIENT_ID = '3f2a9c1e-5b7d-4e8f-9a0b-1c2d3e4f5a6b';
const USER_ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

/** A record as an earlier version of the extension stored it, and how it is read now. */
export type EarlierRecord = { since: string; stored: unknown; read: unknown };

const FIRST_SETTINGS = {
  version: 1,
  environment: { kind: 'region', region: 'eu_west_1' },
  signIn: {
    method: 'client-credentials',
    clientId: CLIENT_ID,
    supervisorUserId: USER_ID,
    rememberSecret: true,
  },
  session: { allowRemoteControl: true, timeoutInMinutes: 30 },
} as const;

const NOW: Settings = {
  ...FIRST_SETTINGS,
  history: { keepForDays: 90 },
  cobrowseService: 'auto',
  invite: { askPurpose: false, notice: '' },
  appearance: DEFAULT_APPEARANCE,
  iconOpens: 'popup',
  notices: { kinds: [], names: 'agent' },
  attention: { holdSeconds: 120, alertingSeconds: 30, handledMinutes: null },
};
const WITH_HISTORY = { ...FIRST_SETTINGS, history: { keepForDays: null } } as const;
const WITH_INVITATIONS = {
  ...WITH_HISTORY,
  cobrowseService: 'platform',
  invite: { askPurpose: true, notice: 'Calls are recorded.' },
} as const;
const OWNER = { environmentKey: 'eu_west_1', clientId: CLIENT_ID };
const VIEW = {
  name: 'Billing on hold',
  queueNames: ['Billing', 'Claims'],
  agentUserIds: [USER_ID],
  media: ['voice'],
  states: ['on-hold'],
  scope: 'team',
  sort: 'hold',
  showParked: false,
  byAgent: true,
};
const PLACE = { x: 24, y: 80, fromRight: true, fromBottom: false };
const POLICY = { region: 'eu_west_1', controlAllowed: false, historyDays: 30 };

/**
 * Every shape that an item on disk has had, oldest first, by its key. All of them are of version 1.
 */
export const EARLIER_RECORDS: Record<string, EarlierRecord[]> = {
  'local:settings': [
    { since: 'the first version', stored: FIRST_SETTINGS, read: NOW },
    { since: 'the history', stored: WITH_HISTORY, read: { ...NOW, history: { keepForDays: null } } },
    {
      since: 'services and invitations',
      stored: WITH_INVITATIONS,
      read: { ...NOW, ...WITH_INVITATIONS },
    },
    {
      since: 'client IDs for one environment',
      stored: { ...WITH_INVITATIONS, signIn: { ...FIRST_SETTINGS.signIn, clientIdFor: 'us_east_1' } },
      read: { ...NOW, ...WITH_INVITATIONS, signIn: { ...FIRST_SETTINGS.signIn, clientIdFor: 'us_east_1' } },
    },
    {
      since: 'the appearance',
      stored: { ...WITH_INVITATIONS, appearance: { theme: 'dark', density: 'compact', popupWidth: 480 } },
      read: {
        ...NOW,
        ...WITH_INVITATIONS,
        appearance: { theme: 'dark', density: 'compact', popupWidth: 480 },
      },
    },
    {
      since: 'custom hosts, among them the platform’s own',
      stored: { ...FIRST_SETTINGS, environment: { kind: 'custom', host: 'apps.mypurecloud.ie' } },
      read: NOW,
    },
  ],
  'local:remembered-client-secret': [
    { since: 'the first version, of no client', stored: 's3cret', read: 's3cret' },
    {
      since: 'secrets for one client',
      stored: { ...OWNER, secret: 's3cret' },
      read: { ...OWNER, secret: 's3cret' },
    },
    { since: 'a secret that was forgotten', stored: null, read: null },
  ],
  'local:obeyed-policy': [
    { since: 'policies', stored: POLICY, read: POLICY },
    {
      since: 'problems in policies',
      stored: {
        ...POLICY,
        problems: [
          { name: 'timeoutInMinutes', kind: 'unreadable', given: 'soon', taken: '15', blocks: false },
        ],
      },
      read: {
        ...POLICY,
        problems: [
          { name: 'timeoutInMinutes', kind: 'unreadable', given: 'soon', taken: '15', blocks: false },
        ],
      },
    },
  ],
  'local:signed-out': [{ since: 'signing out for good', stored: true, read: true }],
  'local:visible-sign-in': [{ since: 'silent sign-ins', stored: OWNER, read: OWNER }],
  'local:pinned-agents': [{ since: 'the list', stored: [USER_ID, 'u-2'], read: [USER_ID, 'u-2'] }],
  'local:saved-views': [{ since: 'saved views', stored: [VIEW], read: [VIEW] }],
  'local:cobrowse-services': [
    {
      since: 'two services',
      stored: { 'eu_west_1/org-1': { kind: 'platform', at: 1_700_000_000_000 } },
      read: { 'eu_west_1/org-1': { kind: 'platform', at: 1_700_000_000_000 } },
    },
  ],
  'local:start-view': [
    { since: 'the choice of what to see', stored: 'customer', read: 'customer' },
    { since: 'before any choice', stored: null, read: null },
  ],
  'local:desktop-script': [
    { since: 'the button', stored: 'eu_west_1', read: 'eu_west_1' },
    { since: 'the button, after signing out', stored: null, read: null },
  ],
  'local:button-places': [
    {
      since: 'the button that can be moved',
      stored: { moved: { interactions: PLACE }, unanchored: { interactions: 1_800_000_000_000 } },
      read: { moved: { interactions: PLACE }, unanchored: { interactions: 1_800_000_000_000 } },
    },
  ],
};
