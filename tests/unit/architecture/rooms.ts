import type { Import, SourceFile } from './source-files';

/**
 * A room of the house: which files are in it, and what they may import besides each other. A path
 * that ends with `/` stands for all below it, any other for one file; what is not a path is a
 * package, with all its entry points.
 */
export type Room = {
  /** Said when the row is broken. */
  sentence: string;
  files: string;
  mayImport: string[];
  /** Allowed as `import type` only, on top of the others. */
  mayImportTypesOf?: string[];
  /** Not allowed after all, not even a type. */
  mayNotImport?: string[];
};

/** What the browser knows by the name `browser`, and the rest of WXT's run time. */
const WXT = '#imports';
/** Where the browsers differ. */
const DIFFERENCES = 'utils/browser/differences.ts';
/** Types and schemas of the domains, which import neither browser nor network. */
const MODELS = [
  'utils/auth/model.ts',
  'utils/cobrowse/doubts.ts',
  'utils/cobrowse/model.ts',
  'utils/cobrowse/screen-viewer.ts',
  'utils/cobrowse/screen-viewer-page.ts',
  'utils/cobrowse/service-traits.ts',
  'utils/cobrowse/start-to-confirm.ts',
  'utils/floor/list-view.ts',
  'utils/floor/model.ts',
  'utils/genesys-cloud/request-priority.ts',
  'utils/history/model.ts',
  'utils/history/trouble.ts',
  'utils/notify/model.ts',
  'utils/practice/model.ts',
  'utils/settings/policy.ts',
  'utils/settings/read-policy.ts',
  'utils/settings/settings.ts',
];

/** What every page does before its first view. */
const BEGINNING = ['utils/i18n/', 'utils/pages/begin-page.ts'];

/** The first row whose files a file is among is its row. */
export const ROOMS: Room[] = [
  {
    files: 'utils/i18n/',
    sentence:
      'Texts come from the browser’s catalog: utils/i18n imports the browser, and types of the catalog.',
    mayImport: [WXT],
    mayImportTypesOf: ['public/_locales/'],
  },
  {
    files: 'utils/errors/',
    sentence: 'The error codes are the ground floor: utils/errors imports texts only.',
    mayImport: ['utils/i18n/'],
  },
  {
    files: 'utils/concurrency/',
    sentence: 'utils/concurrency is pure: it imports nothing.',
    mayImport: [],
  },
  {
    files: 'utils/environment/environment.ts',
    sentence:
      'Working out origins is pure, so that every context can: environment.ts imports the regions and the platform’s hosts only.',
    mayImport: ['utils/environment/regions.ts', 'utils/environment/platform-hosts.ts'],
  },
  {
    files: 'utils/environment/from-address.ts',
    sentence: 'Reading a region from an address is pure: from-address.ts imports what knows hosts only.',
    mayImport: [
      'utils/environment/regions.ts',
      'utils/environment/platform-hosts.ts',
      'utils/environment/environment.ts',
    ],
  },
  {
    files: 'utils/environment/platform-hosts.ts',
    sentence:
      'Telling the platform’s hosts from others is pure: platform-hosts.ts imports the regions and a decoder of international names.',
    mayImport: ['utils/environment/regions.ts', 'punycode.js'],
  },
  {
    files: 'utils/environment/regions.ts',
    sentence: 'The list of regions is read by the build too: regions.ts imports nothing.',
    mayImport: [],
  },
  {
    files: 'utils/environment/',
    sentence: 'utils/environment knows environments and the browser’s host access, and no other domain.',
    mayImport: [WXT],
  },
  {
    files: 'utils/storage/early-read.ts',
    sentence: 'The early reading is begun before any other code is there: early-read.ts imports nothing.',
    mayImport: [],
  },
  {
    files: 'utils/history/witness-store.ts',
    sentence: 'The witness of the history has a database of its own: its store imports idb-keyval only.',
    mayImport: ['idb-keyval'],
  },
  ...['auth', 'cobrowse', 'floor', 'history', 'notify', 'practice', 'settings'].map((domain) => ({
    files: `utils/${domain}/state.ts`,
    sentence: `utils/${domain} declares what it stores: its state.ts imports storage, zod and models, and no behavior.`,
    mayImport: [
      'zod',
      'utils/storage/',
      ...MODELS.filter((model) => model.startsWith(`utils/${domain}/`)),
      // The settings keep the client secret, whose shape is of the sign-in.
      ...(domain === 'settings' ? ['utils/auth/model.ts'] : []),
    ],
  })),
  {
    files: 'utils/settings/managed-policy.ts',
    sentence:
      'The policy is read from managed storage: managed-policy.ts imports the browser and what a policy is.',
    mayImport: [WXT, DIFFERENCES, 'utils/settings/policy.ts', 'utils/settings/read-policy.ts'],
  },
  {
    files: 'utils/storage/',
    sentence:
      'utils/storage is how things are stored, whatever they are: it imports the browser, zod, hashes and queues, and no domain.',
    mayImport: [WXT, 'zod', 'utils/concurrency/', 'utils/hash/'],
  },
  {
    files: 'utils/settings/settings.ts',
    sentence:
      'The shape of the settings is stored and sent: settings.ts imports zod and the pure environment.',
    mayImport: [
      'zod',
      'utils/environment/environment.ts',
      'utils/environment/regions.ts',
      'utils/settings/appearance.ts',
    ],
  },
  {
    files: 'utils/settings/appearance.ts',
    sentence: 'How pages look is applied before any other code is there: appearance.ts imports nothing.',
    mayImport: [],
  },
  {
    files: 'utils/settings/policy.ts',
    sentence:
      'What an organization sets is pure, so that every context can apply it: policy.ts imports the settings.',
    mayImport: [
      'zod',
      'utils/environment/environment.ts',
      'utils/settings/client-owner.ts',
      'utils/settings/settings.ts',
    ],
  },
  {
    files: 'utils/settings/read-policy.ts',
    sentence:
      'What stands in a policy is read by pure code: read-policy.ts imports the policy, its values and the environment.',
    mayImport: [
      'utils/settings/anchor-selector.ts',
      'utils/environment/environment.ts',
      'utils/settings/policy.ts',
      'utils/settings/policy-values.ts',
    ],
  },
  {
    files: 'utils/settings/client-owner.ts',
    sentence:
      'Whose client ID and secret are is pure, so that every context can tell: client-owner.ts imports the environment only.',
    mayImport: ['utils/environment/environment.ts'],
    mayImportTypesOf: ['utils/auth/model.ts', 'utils/settings/settings.ts'],
  },
  {
    files: 'utils/settings/policy-values.ts',
    sentence:
      'Single values of a policy are read by pure code: policy-values.ts imports the settings, the pure environment, and what a purpose and an id are.',
    mayImport: [
      'utils/environment/environment.ts',
      'utils/environment/regions.ts',
      'utils/invite/purpose.ts',
      'utils/schema/uuid.ts',
      'utils/settings/settings.ts',
    ],
  },
  {
    files: 'utils/settings/locks.ts',
    sentence:
      'What follows from a policy is pure, so that views can show it: locks.ts imports the policy and the settings.',
    mayImport: ['utils/settings/policy.ts', 'utils/settings/settings.ts', 'utils/settings/client-owner.ts'],
  },
  {
    files: 'utils/settings/property-list.ts',
    sentence: 'Property lists are text: property-list.ts imports nothing.',
    mayImport: [],
  },
  {
    files: 'utils/settings/policy-files.ts',
    sentence:
      'Policy files are pure, so that views can show them: policy-files.ts imports the policy, a hash and the formats of files.',
    mayImport: ['utils/settings/policy.ts', 'utils/settings/property-list.ts', 'utils/hash/'],
  },
  {
    files: 'utils/settings/extension-ids.ts',
    sentence: 'The ids are read by the build too: extension-ids.ts imports nothing.',
    mayImport: [],
  },
  {
    files: 'utils/settings/',
    sentence:
      'utils/settings reads what it stores and resolves environments; of other domains it knows whose a secret is and whether practice is on.',
    mayImport: [
      'zod',
      'utils/environment/environment.ts',
      'utils/environment/host-access.ts',
      'utils/errors/',
      'utils/auth/model.ts',
      // While practice is on, other settings count.
      'utils/practice/state.ts',
    ],
    mayImportTypesOf: ['utils/practice/model.ts'],
  },
  {
    files: 'utils/build/',
    sentence: 'utils/build runs in the build only: it reads files, and imports types of the build tools.',
    mayImport: ['node:fs/promises', 'node:path'],
    mayImportTypesOf: ['vite', 'wxt'],
  },
  {
    files: 'utils/schema/',
    sentence: 'utils/schema is about schemas and patterns as such: it imports the schema library only.',
    mayImport: ['zod'],
  },
  {
    files: 'utils/hash/',
    sentence: 'utils/hash is arithmetic: it imports nothing.',
    mayImport: [],
  },
  {
    files: 'utils/http/',
    sentence: 'utils/http is what HTTP itself says, the same for every service: it imports nothing.',
    mayImport: [],
  },
  {
    files: 'utils/genesys-cloud/',
    sentence:
      'utils/genesys-cloud speaks to the API: it imports ofetch, zod and errors; tokens and origins arrive as arguments.',
    mayImport: ['ofetch', 'zod', 'utils/errors/', 'utils/http/'],
    mayImportTypesOf: [...MODELS, 'utils/i18n/', 'utils/storage/store.ts'],
  },
  {
    files: 'utils/auth/',
    sentence:
      'utils/auth signs in: it imports errors, environments and an OAuth library; the API, the configuration and what others store arrive as arguments.',
    mayImport: [
      WXT,
      'oauth4webapi',
      'zod',
      DIFFERENCES,
      'utils/environment/environment.ts',
      'utils/environment/redirect-path.ts',
      'utils/errors/',
      'utils/http/',
      'utils/concurrency/',
    ],
    mayImportTypesOf: ['utils/environment/', 'utils/settings/', 'utils/cobrowse/model.ts', 'utils/storage/'],
  },
  {
    files: 'utils/cobrowse/',
    sentence:
      'utils/cobrowse is the domain: API functions, clock, stores and tabs arrive as arguments; of others it imports concurrency, errors and models.',
    mayImport: [
      'zod',
      'utils/concurrency/',
      'utils/errors/',
      'utils/environment/environment.ts',
      'utils/genesys-cloud/conversation-model.ts',
      'utils/genesys-cloud/grants.ts',
      'utils/hash/',
      'utils/invite/purpose.ts',
      'utils/practice/model.ts',
      'utils/settings/settings.ts',
    ],
    mayImportTypesOf: [
      'utils/auth/model.ts',
      'utils/genesys-cloud/api.ts',
      'utils/genesys-cloud/cobrowse-sessions.ts',
      'utils/genesys-cloud/platform-cobrowse.ts',
      'utils/genesys-cloud/request-priority.ts',
      'utils/genesys-cloud/screen-monitoring.ts',
      'utils/genesys-cloud/screen-monitoring-path.ts',
      'utils/messaging/protocol.ts',
      'utils/storage/store.ts',
    ],
    mayNotImport: ['utils/cobrowse/state.ts'],
  },
  {
    files: 'utils/floor/',
    sentence:
      'utils/floor puts the floor together: API functions, stores and clock arrive as arguments; of others it imports errors, the conversation, how long ago a moment was and how times move, and types of the settings.',
    mayImport: [
      'zod',
      'utils/concurrency/moved-time.ts',
      'utils/concurrency/passed-since.ts',
      'utils/errors/',
      'utils/genesys-cloud/conversation-model.ts',
      'utils/genesys-cloud/partial-conversation.ts',
    ],
    mayImportTypesOf: [
      'utils/genesys-cloud/',
      'utils/settings/settings.ts',
      'utils/storage/store.ts',
      'utils/storage/stored-rows.ts',
    ],
    mayNotImport: ['utils/floor/state.ts'],
  },
  {
    files: 'utils/notifications/',
    sentence:
      'utils/notifications holds the one socket of a page: requests arrive as arguments; of others it imports types of errors, the check of what may be parsed, and how long ago a moment was.',
    mayImport: ['zod', 'utils/http/bounded-json.ts', 'utils/concurrency/passed-since.ts'],
    mayImportTypesOf: ['utils/errors/'],
  },
  {
    files: 'utils/notify/',
    sentence:
      'utils/notify decides what is worth a notification: sessions, rows and limits arrive as arguments; of others it imports texts and what an agent’s change and an end are.',
    mayImport: ['zod', 'utils/i18n/', 'utils/cobrowse/agent-change.ts', 'utils/cobrowse/ending.ts'],
    mayImportTypesOf: ['utils/cobrowse/model.ts', 'utils/floor/model.ts', 'utils/settings/settings.ts'],
  },
  {
    files: 'utils/history/',
    sentence:
      'utils/history records what happened: it imports zod, a queue and the shape of the settings; records, clock and names arrive as arguments.',
    mayImport: ['zod', 'utils/concurrency/', 'utils/settings/settings.ts'],
    mayImportTypesOf: ['utils/cobrowse/model.ts', 'utils/storage/stored-records.ts'],
    mayNotImport: ['utils/history/state.ts', 'utils/history/witness-store.ts'],
  },
  {
    files: 'utils/invite/purpose.ts',
    sentence: 'What a session can be for is known to the page’s button too: purpose.ts imports nothing.',
    mayImport: [],
  },
  {
    files: 'utils/invite/',
    sentence:
      'utils/invite writes and sends invitations: calls, sessions and clock arrive as arguments; of others it imports errors and what services can do, and models as types.',
    mayImport: ['utils/errors/', 'utils/cobrowse/service-traits.ts'],
    mayImportTypesOf: [
      'utils/cobrowse/model.ts',
      'utils/cobrowse/session-store.ts',
      'utils/genesys-cloud/api.ts',
      'utils/storage/store.ts',
    ],
  },
  {
    files: 'utils/practice/practice.ts',
    sentence:
      'Practice goes on and off in storage: practice.ts imports queues, errors and what sign-in and sessions store.',
    mayImport: [
      'utils/auth/state.ts',
      'utils/cobrowse/state.ts',
      'utils/concurrency/',
      'utils/errors/',
      'utils/practice/',
    ],
  },
  {
    files: 'utils/practice/sign-in-backup.ts',
    sentence: 'The real sign-in is copied as it is stored: sign-in-backup.ts imports storage only.',
    mayImport: ['utils/storage/', 'utils/practice/'],
  },
  {
    files: 'utils/practice/',
    sentence:
      'What is practiced with is made up from nothing: utils/practice imports zod; store and clock arrive as arguments.',
    mayImport: ['zod'],
    mayImportTypesOf: ['utils/auth/model.ts', 'utils/storage/store.ts'],
    mayNotImport: ['utils/practice/state.ts', 'utils/practice/sign-in-backup.ts'],
  },
  {
    files: 'utils/checks/model.ts',
    sentence:
      'What is found out crosses contexts: model.ts is types and names, and imports types of errors only.',
    mayImport: [],
    mayImportTypesOf: ['utils/errors/', 'utils/http/reachability.ts', 'utils/cobrowse/service-traits.ts'],
  },
  {
    files: 'utils/checks/',
    sentence:
      'utils/checks judges the set-up: pure functions over what was found out; requests and the browser arrive as arguments, of others it imports errors, texts, grants, the policy and what an id is.',
    mayImport: [
      'utils/i18n/',
      'utils/errors/',
      'utils/genesys-cloud/grants.ts',
      'utils/genesys-cloud/scopes.ts',
      'utils/environment/regions.ts',
      'utils/schema/uuid.ts',
      'utils/settings/policy.ts',
    ],
    mayImportTypesOf: [...MODELS, 'utils/genesys-cloud/api.ts'],
  },
  {
    files: 'utils/messaging/',
    sentence:
      'utils/messaging carries and checks requests: it imports errors and the shape of what is sent; of the domains it knows types.',
    mayImport: [
      WXT,
      'zod',
      'utils/errors/',
      'utils/settings/settings.ts',
      'utils/floor/list-view.ts',
      'utils/invite/purpose.ts',
      'utils/invite/plain-text.ts',
      'utils/checks/model.ts',
      'utils/cobrowse/doubts.ts',
      'utils/cobrowse/model.ts',
      'utils/cobrowse/screen-viewer.ts',
      'utils/cobrowse/service-traits.ts',
      'utils/genesys-desktop/model.ts',
      'utils/practice/model.ts',
    ],
    mayImportTypesOf: [
      ...MODELS,
      'utils/storage/kept-records.ts',
      'utils/cobrowse/agent-change.ts',
      'utils/cobrowse/ending.ts',
      'utils/cobrowse/start-machine.ts',
      'utils/cobrowse/service-traits.ts',
      'utils/invite/delivery.ts',
    ],
  },
  {
    files: 'utils/genesys-desktop/model.ts',
    sentence: 'What is stored about the desktop is described by schemas: model.ts imports zod only.',
    mayImport: ['zod', 'utils/schema/'],
  },
  {
    files: 'utils/genesys-desktop/state.ts',
    sentence: 'Where the button is in the desktop is stored: state.ts imports storage and its schemas.',
    mayImport: ['utils/storage/', 'utils/genesys-desktop/model.ts'],
  },
  {
    files: 'utils/genesys-desktop/',
    sentence:
      'Reading the desktop’s pages is pure: utils/genesys-desktop imports nothing of ours but what an id is.',
    mayImport: ['utils/schema/uuid.ts'],
  },
  {
    files: DIFFERENCES,
    sentence: 'Every context may ask where the browsers differ: differences.ts imports nothing.',
    mayImport: [],
  },
  {
    files: 'utils/browser/',
    sentence:
      'utils/browser is tabs, badge, popup and alarms: it imports the browser, and of the domains types only.',
    mayImport: [WXT],
    mayImportTypesOf: ['utils/cobrowse/model.ts'],
  },
  {
    files: 'utils/screen-viewer/streaming-link.ts',
    sentence:
      'The official streaming client is loaded by one file of one page: streaming-link.ts imports it and the link’s own types.',
    mayImport: [
      'genesys-cloud-streaming-client',
      'utils/screen-viewer/global.ts',
      'utils/screen-viewer/link.ts',
      'utils/screen-viewer/match-propose.ts',
      'utils/screen-viewer/quiet-logger.ts',
    ],
    mayImportTypesOf: ['utils/cobrowse/screen-viewer.ts'],
  },
  {
    files: 'utils/screen-viewer/',
    sentence:
      'utils/screen-viewer watches agents’ screens in the page: requests, connection and clock arrive as arguments; of other domains it knows types, and what page and background agree on.',
    mayImport: ['utils/cobrowse/screen-viewer.ts', 'utils/genesys-cloud/screen-monitoring-path.ts'],
    mayImportTypesOf: ['utils/cobrowse/', 'utils/errors/'],
  },
  {
    files: 'utils/pages/app-state.ts',
    sentence: 'What views know of the extension’s state is types: app-state.ts loads nothing.',
    mayImport: [],
    mayImportTypesOf: ['utils/'],
  },
  {
    files: 'utils/pages/snapshot.ts',
    sentence: 'The snapshot is drawn before any other code is there: snapshot.ts imports nothing.',
    mayImport: [],
  },
  {
    files: 'utils/background/state.ts',
    sentence:
      'The background lists what all domains store: its state.ts imports storage, zod and the state.ts of each domain.',
    mayImport: [
      'zod',
      'utils/storage/',
      'utils/auth/state.ts',
      'utils/cobrowse/state.ts',
      'utils/floor/state.ts',
      'utils/genesys-desktop/state.ts',
      'utils/history/state.ts',
      'utils/notify/state.ts',
      'utils/practice/state.ts',
      'utils/settings/state.ts',
      'utils/genesys-cloud/request-priority.ts',
    ],
  },
  {
    files: 'utils/background/omnibox.ts',
    sentence:
      'The address bar finds and refuses as the list does: omnibox.ts imports the list’s pure search and its reasons.',
    mayImport: [
      'utils/i18n/',
      'components/conversation-list/search-rows.ts',
      'components/conversation-list/start-blocker.ts',
    ],
    mayImportTypesOf: ['utils/floor/model.ts'],
  },
  {
    files: 'utils/background/',
    sentence:
      'utils/background runs in the worker only: it joins the domains, and imports neither view nor page.',
    mayImport: [WXT, 'utils/'],
    mayNotImport: ['utils/pages/'],
  },
  {
    files: 'utils/pages/',
    sentence:
      'utils/pages runs in the extension’s own pages only: it connects views to storage and messages, and imports nothing of the background.',
    mayImport: [WXT, 'utils/'],
    mayNotImport: ['utils/background/'],
  },
  {
    files: 'components/',
    sentence:
      'Views take data and callbacks as props: components import Preact, icons, the arithmetic of long lists, each other and pure functions, never browser or network.',
    mayImport: [
      'preact',
      'lucide',
      '@tanstack/virtual-core',
      'utils/i18n/',
      'utils/errors/',
      'utils/environment/environment.ts',
      'utils/environment/regions.ts',
      'utils/environment/from-address.ts',
      'utils/environment/streaming-host.ts',
      'utils/auth/model.ts',
      'utils/settings/appearance.ts',
      'utils/settings/client-owner.ts',
      'utils/settings/settings.ts',
      'utils/settings/policy.ts',
      'utils/settings/read-policy.ts',
      'utils/settings/locks.ts',
      'utils/settings/policy-files.ts',
      'utils/practice/join-page.ts',
      'utils/practice/model.ts',
      'utils/cobrowse/agent-change.ts',
      'utils/cobrowse/ending.ts',
      'utils/cobrowse/start-machine.ts',
      'utils/cobrowse/service-traits.ts',
      'utils/screen-viewer/quality.ts',
      'utils/screen-viewer/zoom.ts',
      'utils/floor/attention.ts',
      'utils/floor/list-view.ts',
      'utils/genesys-cloud/grants.ts',
      'utils/genesys-cloud/scopes.ts',
      'utils/invite/purpose.ts',
      'utils/schema/uuid.ts',
      'utils/checks/',
    ],
    mayImportTypesOf: ['utils/'],
  },
  {
    files: 'entrypoints/background.ts',
    sentence: 'The background entrypoint wires up utils and nothing else.',
    mayImport: [WXT, 'utils/'],
  },
  {
    files: 'entrypoints/early-read.ts',
    sentence: 'The script that reads before everything else carries nothing but that.',
    mayImport: [
      WXT,
      'utils/settings/appearance.ts',
      'utils/storage/early-read.ts',
      'utils/pages/snapshot.ts',
      'utils/pages/snapshot-shown.ts',
      'utils/pages/after-next-paint.ts',
    ],
  },
  {
    files: 'entrypoints/popup/',
    sentence: 'The popup’s entrypoint mounts a view on the connection and does nothing else.',
    mayImport: [
      'preact',
      'components/',
      ...BEGINNING,
      'utils/pages/connect-app.ts',
      'utils/pages/snapshot.ts',
      'utils/pages/snapshot-shown.ts',
    ],
  },
  {
    files: 'entrypoints/sidepanel/',
    sentence: 'The side panel’s entrypoint mounts a view on its connections and does nothing else.',
    mayImport: [
      'preact',
      'components/',
      ...BEGINNING,
      'utils/pages/connect-app.ts',
      'utils/pages/connect-recent.ts',
      'utils/pages/panel-drawer.ts',
    ],
  },
  {
    files: 'entrypoints/options/',
    sentence: 'The options page’s entrypoint mounts a view on the connection and does nothing else.',
    mayImport: ['preact', 'components/', ...BEGINNING, 'utils/pages/connect-app.ts'],
  },
  {
    files: 'entrypoints/welcome/',
    sentence: 'The welcome page’s entrypoint mounts a view on the connection and does nothing else.',
    mayImport: ['preact', 'components/', ...BEGINNING, 'utils/pages/connect-app.ts'],
  },
  {
    files: 'entrypoints/practice-session/',
    sentence: 'The practice session’s entrypoint mounts a view on the connection and does nothing else.',
    mayImport: ['preact', 'components/', ...BEGINNING, 'utils/pages/connect-app.ts'],
  },
  {
    files: 'entrypoints/confirm-start/',
    sentence: 'The entrypoint of the window that asks mounts a view on its connection and does nothing else.',
    mayImport: ['preact', 'components/', ...BEGINNING, 'utils/pages/connect-confirm.ts'],
  },
  {
    files: 'entrypoints/screens/main.ts',
    sentence:
      'The page for agents’ screens begins to connect before it loads its views: main.ts imports styles and that beginning.',
    mayImport: ['components/common/styles.ts', 'utils/pages/begin-screens.ts', 'entrypoints/screens/'],
  },
  {
    files: 'entrypoints/screens/',
    sentence: 'The views of the page for agents’ screens are mounted on a viewer that is already connecting.',
    mayImport: ['preact', 'components/', ...BEGINNING, 'utils/pages/connect-screens.ts'],
    mayImportTypesOf: ['utils/screen-viewer/'],
  },
  {
    files: 'entrypoints/history/',
    sentence: 'The history page’s entrypoint mounts a view on its connection and does nothing else.',
    mayImport: ['preact', 'components/', ...BEGINNING, 'utils/pages/connect-history.ts'],
  },
  {
    files: 'entrypoints/genesys-desktop.content/',
    sentence:
      'The script in the desktop imports its button, the reading of the desktop’s pages, its messages and the client side of messaging.',
    mayImport: [
      WXT,
      'preact',
      'components/desktop/',
      'utils/genesys-desktop/conversation-in-page.ts',
      'utils/genesys-desktop/desktop-route.ts',
      'utils/genesys-desktop/floating-place.ts',
      'utils/genesys-desktop/selectors.ts',
      'utils/i18n/',
      'utils/errors/desktop-messages.ts',
      'utils/messaging/client.ts',
      'utils/messaging/messenger.ts',
    ],
    mayImportTypesOf: [
      'utils/messaging/protocol.ts',
      'utils/cobrowse/doubts.ts',
      'utils/errors/messages.ts',
      'utils/errors/recovery-actions.ts',
      'utils/genesys-desktop/model.ts',
    ],
  },
  {
    files: 'tests/simulator/',
    sentence: 'The simulator shares no code with the extension: it imports Node libraries only.',
    mayImport: ['node', 'hono', '@hono/node-server', 'commander', 'ltx', 'ws'],
  },
  {
    files: 'tests/benchmarks/',
    sentence: 'Benchmarks measure the built extension, and the floor’s own code without a browser.',
    mayImport: [
      'node',
      'commander',
      'vitest',
      'wxt',
      'playwright-core',
      'genesys-cloud-streaming-client',
      'tests/',
      'utils/',
    ],
  },
  {
    files: 'tests/screenshots/',
    sentence:
      'The pictures of README and stores are taken by driving the built extension, as its stories do.',
    mayImport: [
      'node',
      'vitest',
      'playwright-core',
      'tests/e2e/support/',
      'tests/setup/network.ts',
      'tests/setup/project.ts',
    ],
  },
  {
    files: 'tests/packages/',
    sentence: 'Packages are judged by their bytes: tests/packages builds them, and imports nothing of them.',
    mayImport: ['node', 'vitest', 'tests/setup/project.ts'],
  },
  {
    files: 'tests/release/',
    sentence: 'A release is prepared from outside: tests/release runs the project’s commands.',
    mayImport: ['node', 'tests/setup/', 'utils/build/third-party-licenses.ts'],
  },
  {
    files: 'tests/firefox/',
    sentence:
      'The stories in Firefox drive the built extension from outside, by the browser’s own protocol: of it they import only its id.',
    mayImport: [
      'node',
      'vitest',
      'ws',
      'zod',
      'tests/e2e/support/button-host.ts',
      'tests/e2e/support/official-operations.ts',
      'tests/e2e/support/stranger.ts',
      'tests/hostile/',
      'tests/setup/',
      'tests/simulator/',
      'utils/settings/extension-ids.ts',
    ],
  },
  {
    files: 'tests/hostile/',
    sentence: 'Attacks run in pages of any browser: tests/hostile imports nothing.',
    mayImport: [],
  },
  {
    files: 'tests/e2e/',
    sentence:
      'The browser stories drive the built extension from outside: of it they import only the states of a start and the names of requests, to visit and to try each.',
    mayImport: [
      'node',
      'vitest',
      'playwright-core',
      '@axe-core/playwright',
      'genesys-cloud-streaming-client',
      'vite',
      'zod',
      'tests/',
      'utils/cobrowse/start-states.ts',
      'utils/messaging/requests.ts',
    ],
    mayImportTypesOf: ['utils/cobrowse/model.ts', 'utils/errors/result.ts'],
  },
];

/** The room of a file. */
export function roomOf(path: string): Room | undefined {
  return ROOMS.find(({ files }) => covers(files, path));
}

/** Imports that the room of a file does not allow, each as `file → target`. */
export function breaches(room: Room, files: SourceFile[]): string[] {
  return files
    .filter(({ path }) => roomOf(path) === room)
    .flatMap(({ path, imports }) =>
      imports
        .filter((one) => !allows(room, one))
        .map(({ target, typeOnly }) => `${path} → ${target}${typeOnly ? ' (types)' : ''}`),
    );
}

function allows(room: Room, { target, typeOnly }: Import): boolean {
  if (room.mayNotImport?.some((one) => covers(one, target))) return false;
  const allowed = [
    room.files,
    ...room.mayImport,
    // Who declares schemas may have them built when they are used.
    ...(room.mayImport.includes('zod') ? ['utils/schema/'] : []),
    ...(typeOnly ? (room.mayImportTypesOf ?? []) : []),
  ];
  return allowed.some((one) => covers(one, target));
}

/** Whether a row's name matches a path or package. */
export function covers(name: string, target: string): boolean {
  if (name.endsWith('/')) return target.startsWith(name);
  return target === name || target.startsWith(`${name}/`) || (name === 'node' && target.startsWith('node:'));
}
