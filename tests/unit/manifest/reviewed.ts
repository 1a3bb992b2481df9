/**
 * What the built manifests may hold of everything that gives power or opens a door, each with its
 * reason.
 */
export type Reviewed = { value: unknown; why: string };

/** Permissions that are granted by installing, in both browsers. */
export const PERMISSIONS: Record<string, string> = {
  activeTab:
    'Reads the address of the tab in front when the icon is pressed, and only then, to propose the region. No warning at installing.',
  alarms:
    'Goes on with a start that waits, and lets sessions end in time, after the worker has been put to sleep.',
  contextMenus:
    'Items on the icon, and on pages of the chosen environment: the extension learns which item was pressed. No warning at installing.',
  identity: 'The sign-in window and its redirect URI: the password never passes through the extension.',
  scripting:
    'Puts the button into the desktop of the one environment that was chosen, at sign-in and not before.',
  storage: 'Settings and history on disk; token, sessions and list in memory that ends with the browser.',
};

/** Permissions of Chrome and Edge only. */
export const PERMISSIONS_IN_CHROME: Record<string, string> = {
  sidePanel:
    'Shows the extension’s own page beside the tabs. It reads nothing of them, and there is no warning at installing.',
};

/** Permissions that the browser asks the user for, when the feature is switched on. */
export const OPTIONAL_PERMISSIONS: Record<string, string> = {
  notifications: 'Notifications that the supervisor has chosen, one by one. Off until then.',
};

/**
 * Hosts that may be requested. The chosen environment decides which are, and the page says so
 * before the browser asks.
 */
export const OPTIONAL_HOSTS: Record<string, string> = {
  'https://*.mypurecloud.com/*': 'Genesys Cloud, Americas (US East).',
  'https://*.mypurecloud.com.au/*': 'Genesys Cloud, Sydney.',
  'https://*.mypurecloud.ie/*': 'Genesys Cloud, Dublin.',
  'https://*.mypurecloud.de/*': 'Genesys Cloud, Frankfurt.',
  'https://*.mypurecloud.jp/*': 'Genesys Cloud, Tokyo.',
  'https://*.pure.cloud/*': 'Genesys Cloud, the newer regions.',
  'https://*.us-gov-pure.cloud/*': 'Genesys Cloud, FedRAMP.',
  'https://*.eusc-pure.cloud/*': 'Genesys Cloud, EU Sovereign.',
  'https://*/*':
    'A custom host can be any, and browsers only let hosts be asked for that a declared pattern covers. Asked for is the one host that was typed.',
};

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "connect-src 'self' https: wss:",
].join('; ');

const COMMANDS = {
  _execute_action: { suggested_key: { default: 'Alt+Shift+L' } },
  'start-cobrowse': {
    suggested_key: { default: 'Alt+Shift+9' },
    description: '__MSG_shortcut_start_cobrowse__',
  },
  'open-session': { description: '__MSG_shortcut_open_session__' },
  'invite-agent': { description: '__MSG_shortcut_invite_agent__' },
  'end-session': {
    suggested_key: { default: 'Alt+Shift+0' },
    description: '__MSG_shortcut_end_session__',
  },
};
const PANEL_KEY = { suggested_key: { default: 'Alt+Shift+8' } };

/** Keys of the manifest that name, describe or picture, and give no power. */
export const HARMLESS = [
  'default_locale',
  'manifest_version',
  'name',
  'short_name',
  'description',
  'version',
  'icons',
  'action',
  'options_ui',
  'background',
  'key',
  'browser_specific_settings',
];

/**
 * Everything else that a manifest may have. A key that is not here fails the build of its browser.
 */
export const REVIEWED: Record<string, Reviewed> = {
  permissions: { value: Object.keys(PERMISSIONS), why: 'See the list above.' },
  optional_permissions: { value: Object.keys(OPTIONAL_PERMISSIONS), why: 'See the list above.' },
  host_permissions: { value: [], why: 'None by installing.' },
  optional_host_permissions: { value: Object.keys(OPTIONAL_HOSTS), why: 'See the list above.' },
  commands: {
    value: { ...COMMANDS, _execute_sidebar_action: PANEL_KEY },
    why: 'The keyboard door. Only a person’s keys reach it, never a page’s.',
  },
  omnibox: {
    value: { keyword: 'cb' },
    why: 'The extension sees what is typed in the address bar after its keyword, and nothing else.',
  },
  content_security_policy: {
    value: { extension_pages: CSP },
    why: 'Only what is in the package runs; pages of ours are framed by nobody. Connections: any host by TLS, because a custom host can be any.',
  },
};

/** What only Chrome and Edge know. */
export const REVIEWED_IN_CHROME: Record<string, Reviewed> = {
  permissions: {
    value: [...Object.keys(PERMISSIONS), ...Object.keys(PERMISSIONS_IN_CHROME)],
    why: 'See the lists above.',
  },
  side_panel: { value: { default_path: 'sidepanel.html' }, why: 'A page of ours, beside the tabs.' },
  commands: {
    value: { ...COMMANDS, 'open-panel': { ...PANEL_KEY, description: '__MSG_shortcut_open_panel__' } },
    why: 'As above; Firefox has a command of its own for its sidebar.',
  },
  externally_connectable: {
    value: { ids: [] },
    why: 'Without the key every other extension may send messages; with an empty list none may, and no web page either.',
  },
  minimum_chrome_version: { value: '120', why: 'The oldest with everything that is used.' },
  storage: {
    value: { managed_schema: 'managed-schema.json' },
    why: 'What an organization may set; read, never written.',
  },
};

/** What only Firefox knows. */
export const REVIEWED_IN_FIREFOX: Record<string, Reviewed> = {
  sidebar_action: {
    value: {
      default_panel: 'sidepanel.html',
      default_title: 'Cobrowse for Genesys Cloud',
      open_at_install: false,
    },
    why: 'A page of ours, beside the tabs; it does not open by itself.',
  },
};

/** Keys that open a door and are not there at all. */
export const ABSENT: Record<string, string> = {
  content_scripts: 'No script runs in any page by installing.',
  web_accessible_resources: 'No page can load anything of the package, or find out that it is there.',
  chrome_url_overrides: 'No page of the browser is replaced.',
  chrome_settings_overrides: 'No setting of the browser is changed.',
  devtools_page: 'Nothing looks into other tabs.',
  sandbox: 'No page runs code that is made at run time.',
  oauth2: 'Tokens come by PKCE, not from the browser’s account.',
};
