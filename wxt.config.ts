import { fileURLToPath } from 'node:url';
import { defineConfig, type UserManifest } from 'wxt';
import { splitBackground } from './utils/build/background-chunks';
import { lateScript } from './utils/build/late-script';
import { nativeApi } from './utils/build/native-api';
import { noSinks } from './utils/build/no-sinks';
import { packCatalogs } from './utils/build/pack-catalogs';
import { sharedStylesFirst } from './utils/build/shared-styles-first';
import { packWithoutKey } from './utils/build/store-package';
import { LICENSES_FILE, thirdPartyLicenses } from './utils/build/third-party-licenses';
import { ALL_GENESYS_CLOUD_MATCH_PATTERNS } from './utils/environment/regions';
import { GECKO_ID, PUBLIC_KEY } from './utils/settings/extension-ids';

/**
 * The mode of a simulator build with the gallery. It is not in every simulator build: as a further
 * page it would cut the code of the others into other files, and benchmarks would measure those.
 */
const GALLERY = 'gallery';

const licenses = thirdPartyLicenses(fileURLToPath(new URL('.', import.meta.url)));
/** The oldest browsers with everything that is used: see docs/store/minimum-versions.md. */
const OLDEST_CHROME = '120';
const OLDEST_FIREFOX = '142.0';

export default defineConfig({
  // No auto-imports: every name has an import line that a newcomer can follow.
  imports: false,
  modules: ['@wxt-dev/webextension-polyfill'],
  hooks: {
    'build:publicAssets': (_wxt, files) => packCatalogs(files),
    async 'build:done'(wxt, output) {
      if (wxt.config.command !== 'build') return;
      await licenses.write(wxt.config.outDir);
      output.publicAssets.push({ type: 'asset', fileName: LICENSES_FILE });
    },
    'zip:extension:start': (wxt) => packWithoutKey(wxt),
    // A page for development only, of no other build: it draws every state of every view.
    'entrypoints:found'(wxt, found) {
      if (wxt.config.mode === GALLERY)
        found.push({
          name: 'gallery',
          inputPath: fileURLToPath(new URL('tests/gallery/index.html', import.meta.url)),
          type: 'unlisted-page',
        });
      // WXT takes a page named `history` for a replacement of the browser's own history page. Ours
      // is not.
      for (const entrypoint of found) if (entrypoint.name === 'history') entrypoint.type = 'unlisted-page';
    },
    // An event page of Firefox lives longer, and loads one file faster than several.
    ready(wxt) {
      if (wxt.config.command !== 'build' || wxt.config.browser === 'firefox') return;
      wxt.hook('vite:build:extendConfig', ([entrypoint], config) => {
        if (entrypoint?.type === 'background') splitBackground(config);
        config.plugins = [...(config.plugins ?? []), nativeApi()];
      });
    },
  },
  zip: {
    // The sources for Mozilla's reviewers: what a build needs, how to build, and nothing else that
    // happens to be in the folder.
    includeSources: [
      'LICENSE',
      'docs/store/build-from-sources.md',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'wxt.config.ts',
      'components/**/*',
      'entrypoints/**/*',
      'public/**/*',
      'utils/**/*',
    ],
  },
  vite: ({ command }) =>
    command === 'build'
      ? {
          // In every mode, what is built is what users run: no names of source files in the views.
          oxc: { jsx: { development: false } },
          // The oldest supported browsers preload modules themselves.
          build: {
            modulePreload: { polyfill: false },
            // The streaming client is large, and only the page for agents' screens loads it. What
            // may be how large is in .size-limit.json.
            chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
          },
          plugins: [noSinks(), licenses.plugin(), sharedStylesFirst(), lateScript()],
        }
      : {},
  manifest: ({ browser, command, mode }): UserManifest => {
    // Only builds for the simulator may use plain http, and only on loopback.
    const simulator = mode === 'simulator' || mode === GALLERY;
    const connect = simulator
      ? "connect-src 'self' https: wss: http://localhost:* http://127.0.0.1:* ws://localhost:* ws://127.0.0.1:*"
      : "connect-src 'self' https: wss:";
    // Vite's development server inlines styles; a build has none.
    const inlineStyles = command === 'serve' ? " 'unsafe-inline'" : '';
    const shared: UserManifest = {
      default_locale: 'en',
      name: '__MSG_extension_name__',
      short_name: '__MSG_extension_short_name__',
      description: '__MSG_extension_description__',
      // `activeTab`: pressing the icon lets the popup read the address of that tab, to propose its
      // region.
      permissions: [
        'activeTab',
        'alarms',
        'contextMenus',
        'identity',
        'scripting',
        'storage',
        ...(simulator ? ['notifications'] : []),
      ],
      // Requested when the supervisor switches the first notification on. Tests cannot answer the
      // browser's question: the builds for the simulator have it from the beginning.
      ...(simulator ? {} : { optional_permissions: ['notifications'] }),
      host_permissions: simulator ? ['http://localhost/*'] : [],
      // Requested for one environment at a time, when the supervisor signs in. `https://*/*` covers
      // custom hosts.
      optional_host_permissions: [
        ...ALL_GENESYS_CLOUD_MATCH_PATTERNS,
        'https://*/*',
        ...(simulator ? ['http://127.0.0.1/*'] : []),
      ],
      commands: {
        _execute_action: {
          suggested_key: { default: 'Alt+Shift+L' },
        },
        'start-cobrowse': {
          suggested_key: { default: 'Alt+Shift+9' },
          description: '__MSG_shortcut_start_cobrowse__',
        },
        // Firefox has a command of its own for its sidebar.
        ...(browser === 'firefox'
          ? { _execute_sidebar_action: { suggested_key: { default: 'Alt+Shift+8' } } }
          : {
              'open-panel': {
                suggested_key: { default: 'Alt+Shift+8' },
                description: '__MSG_shortcut_open_panel__',
              },
            }),
        'open-session': { description: '__MSG_shortcut_open_session__' },
        'invite-agent': { description: '__MSG_shortcut_invite_agent__' },
        'end-session': {
          suggested_key: { default: 'Alt+Shift+0' },
          description: '__MSG_shortcut_end_session__',
        },
      },
      omnibox: { keyword: 'cb' },
      content_security_policy: {
        extension_pages: `default-src 'none'; script-src 'self'; style-src 'self'${inlineStyles}; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; ${connect}`,
      },
    };
    return browser === 'firefox'
      ? {
          ...shared,
          browser_specific_settings: {
            gecko: {
              id: GECKO_ID,
              strict_min_version: OLDEST_FIREFOX,
              // What leaves the browser, for the user's own organization only: the sign-in, and the
              // chat messages to agents. See docs/store/privacy.md.
              data_collection_permissions: { required: ['authenticationInfo', 'personalCommunications'] },
            },
          },
        }
      : {
          ...shared,
          key: PUBLIC_KEY,
          minimum_chrome_version: OLDEST_CHROME,
          // Without this key every other extension could connect to this one; Firefox does not know
          // it.
          externally_connectable: { ids: [] },
          storage: { managed_schema: 'managed-schema.json' },
        };
  },
});
