import { defineConfig, type UserManifest } from 'wxt';
import { ALL_GENESYS_CLOUD_MATCH_PATTERNS } from './utils/environment/regions';

/**
 * The public half of the key that fixes the Chromium extension id
 * (mflddamhjijplebmphbecmklngnfccco) and with it the OAuth redirect URI. Public by design: the private half does not exist
 * any more, the stores sign with their own.
 */
const PUBLIC_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwIO/bpJDcq+Rdj97rb8ZsAkfbTpTAxh902XEkeRibFGevCtYTQ3KNbaAlj18QyvzEAE86jEcfArS5Y9HZl81Rusg2VXRCduxog1zx/RuYzN1Ns2K3VaVKYhWDocYGyid78Oae0spovNv+eQvYcnXdqzp0VNwX/s7WVokJhSXn+/1wwdPWkjVOlCImZkIVrG5L1FcMt3WQntiBkr93UMlOY0GyZWFfuTVU+qHRvw5N/9l5e+8FDinBKkI4lQEWBcdab9oTIcrjuk/FF0Gnjcvv0x2/TTlPK0lEcDwTY+yQV1Fnf7+Eb4jqAhPwJOQlSYCPXkvbcc2GNg56PdYHt/D6wIDAQAB';

/** Fixes the Firefox redirect URI: its host is the SHA-1 of this id. */
const GECKO_ID = 'cobrowse-for-genesys-cloud@browser.extension';

export default defineConfig({
  // Every name on screen has an import line that a newcomer can follow.
  imports: false,
  modules: ['@wxt-dev/webextension-polyfill'],
  hooks: {
    // WXT takes a page named `history` for one that replaces the browser's own history page. Ours does not.
    'build:manifestGenerated': (_wxt, manifest) => {
      delete manifest.chrome_url_overrides;
    },
  },
  // Whatever the mode, what is built is what users run: no names of source files in the views.
  vite: ({ command }) => (command === 'build' ? { oxc: { jsx: { development: false } } } : {}),
  manifest: ({ browser, command, mode }): UserManifest => {
    // Only builds that talk to the simulator may reach plain http, and only on loopback.
    const simulator = mode === 'simulator';
    const connect = simulator
      ? "connect-src 'self' https: wss: http://localhost:* http://127.0.0.1:* ws://localhost:* ws://127.0.0.1:*"
      : "connect-src 'self' https: wss:";
    // Vite's development server puts styles in line; what is built has none.
    const inlineStyles = command === 'serve' ? " 'unsafe-inline'" : '';
    const shared: UserManifest = {
      name: 'Cobrowse for Genesys Cloud',
      short_name: 'Cobrowse',
      description:
        'Start a cobrowse session with an agent on an active Genesys Cloud conversation in one click.',
      permissions: ['alarms', 'identity', 'scripting', 'storage'],
      host_permissions: simulator ? ['http://localhost/*'] : [],
      // Asked for one environment at a time, when the supervisor signs in. `https://*/*` covers custom hosts.
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
          // Without the key every other extension may open a conversation with this one; Firefox does not know it.
          externally_connectable: { ids: [] },
          storage: { managed_schema: 'managed-schema.json' },
        };
  },
});
