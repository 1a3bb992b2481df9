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
  identity: 'The sign-in window and its redirect URI: the password never passes through the extension.',
  scripting:
    'Puts the button into the desktop of the one environment that was chosen, at sign-in and not before.',
  storage: 'Settings and history on disk; token, sessions and list in memory that ends with the browser.',
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

/** Keys of the manifest that name, describe or picture, and give no power. */
export const HARMLESS = [
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
  host_permissions: { value: [], why: 'None by installing.' },
  optional_host_permissions: { value: Object.keys(OPTIONAL_HOSTS), why: 'See the list above.' },
  commands: {
    value: {
      _execute_action: { suggested_key: { default: 'Alt+Shift+L' } },
      'start-cobrowse': {
        suggested_key: { default: 'Alt+Shift+9' },
        description: 'Start cobrowse for the conversation in this tab',
      },
    },
    why: 'The keyboard door. Only a person’s keys reach it, never a page’s.',
  },
  content_security_policy: {
    value: { extension_pages: CSP },
    why: 'Only what is in the package runs; pages of ours are framed by nobody. Connections: any host by TLS, because a custom host can be any.',
  },
};

/** What only Chrome and Edge know. */
export const REVIEWED_IN_CHROME: Record<string, Reviewed> = {
  externally_connectable: {
    value: { ids: [] },
    why: 'Without the key every other extension may send messages; with an empty list none may, and no web page either.',
  },
  minimum_chrome_version: { value: '121', why: 'The oldest with everything that is used.' },
  storage: {
    value: { managed_schema: 'managed-schema.json' },
    why: 'What an organisation may set; read, never written.',
  },
};

/** Keys that open a door and are not there at all. */
export const ABSENT: Record<string, string> = {
  content_scripts: 'No script runs in any page by installing.',
  web_accessible_resources: 'No page can load anything of the package, or find out that it is there.',
  optional_permissions: 'Nothing but hosts is asked for later.',
  chrome_url_overrides: 'No page of the browser is replaced.',
  chrome_settings_overrides: 'No setting of the browser is changed.',
  devtools_page: 'Nothing looks into other tabs.',
  sandbox: 'No page runs code that is made at run time.',
  oauth2: 'Tokens come by PKCE, not from the browser’s account.',
};
