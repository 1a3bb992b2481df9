import { defineConfig, type UserManifest } from 'wxt';
import { splitBackground } from './utils/build/background-chunks';
import { nativeApi } from './utils/build/native-api';
import { ALL_GENESYS_CLOUD_MATCH_PATTERNS } from './utils/environment/regions';
import { GECKO_ID, PUBLIC_KEY } from './utils/settings/extension-ids';

export default defineConfig({
  // No auto-imports: every name has an import line that a newcomer can follow.
  imports: false,
  modules: ['@wxt-dev/webextension-polyfill'],
  hooks: {
    // WXT takes a page named `history` for a replacement of the browser's own history page. Ours is
    // not.
    'build:manifestGenerated': (_wxt, manifest) => {
      delete manifest.chrome_url_overrides;
    },
    // An event page of Firefox lives longer, and loads one file faster than several.
    ready(wxt) {
      if (wxt.config.command !== 'build' || wxt.config.browser === 'firefox') return;
      wxt.hook('vite:build:extendConfig', ([entrypoint], config) => {
        if (entrypoint?.type === 'background') splitBackground(config);
        // The script in the desktop needs the polyfill: it answers messages with promises.
        if (entrypoint?.type !== 'content-script') config.plugins = [...(config.plugins ?? []), nativeApi()];
      });
    },
  },
  vite: ({ command }) =>
    command === 'build'
      ? {
          // In every mode, what is built is what users run: no names of source files in the views.
          oxc: { jsx: { development: false } },
          // The oldest supported browsers preload modules themselves.
          build: { modulePreload: { polyfill: false } },
        }
      : {},
  manifest: ({ browser, command, mode }): UserManifest => {
    // Only builds for the simulator may use plain http, and only on loopback.
    const simulator = mode === 'simulator';
    const connect = simulator
      ? "connect-src 'self' https: wss: http://localhost:* http://127.0.0.1:* ws://localhost:* ws://127.0.0.1:*"
      : "connect-src 'self' https: wss:";
    // Vite's development server inlines styles; a build has none.
    const inlineStyles = command === 'serve' ? " 'unsafe-inline'" : '';
    const shared: UserManifest = {
      name: 'Cobrowse for Genesys Cloud',
      short_name: 'Cobrowse',
      description:
        'Start a cobrowse session with an agent on an active Genesys Cloud conversation in one click.',
      // `activeTab`: pressing the icon lets the popup read the address of that tab, to propose its
      // region.
      permissions: ['activeTab', 'alarms', 'identity', 'scripting', 'storage'],
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
          description: 'Start cobrowse for the conversation in this tab',
        },
      },
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
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : {
          ...shared,
          key: PUBLIC_KEY,
          minimum_chrome_version: '121',
          // Without this key every other extension could connect to this one; Firefox does not know
          // it.
          externally_connectable: { ids: [] },
          storage: { managed_schema: 'managed-schema.json' },
        };
  },
});
