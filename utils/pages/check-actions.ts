import { browser } from '#imports';
import { shortcutsPage } from '../browser/differences';
import { browserOf } from '../checks/versions';
import { findDesktopScript } from '../environment/content-script';
import { resolveEnvironment } from '../environment/environment';
import { hasHostAccess } from '../environment/host-access';
import { streamingOrigin } from '../environment/streaming-host';
import { buttonPlacesItem } from '../genesys-desktop/state';
import { checkReachability } from '../http/reachability';
import type { AppActions } from './app-state';

type CheckActions = Pick<
  AppActions,
  'readBrowserFacts' | 'checkSignInHost' | 'checkStreamingHost' | 'openShortcutSettings' | 'readVersions'
>;

const REACHABILITY_TIMEOUT_MS = 8_000;

/** The parts of the checks that the settings page runs itself. */
export const checkActions: CheckActions = {
  async readBrowserFacts({ environment }) {
    const resolved = resolveEnvironment(environment);
    const suggested = browser.runtime.getManifest().commands ?? {};
    const [hostAccess, commands, script, { unanchored }] = await Promise.all([
      resolved !== null && hasHostAccess(resolved),
      browser.commands.getAll(),
      findDesktopScript(resolved),
      buttonPlacesItem.get(),
    ]);
    return {
      hostAccess,
      // The others have no keys until somebody assigns some. Firefox says null there.
      shortcuts: commands
        .filter(({ name = '' }) => suggested[name]?.suggested_key != null)
        .map(({ name = '', shortcut = '' }) => ({ name, shortcut })),
      ...script,
      unanchored: Object.keys(unanchored),
    };
  },
  async checkSignInHost({ environment }) {
    const resolved = resolveEnvironment(environment);
    return resolved
      ? await checkReachability(`${resolved.loginOrigin}/`, REACHABILITY_TIMEOUT_MS)
      : 'unreachable';
  },
  async checkStreamingHost({ environment }) {
    const resolved = resolveEnvironment(environment);
    if (!resolved) return 'unreachable';
    // A WebSocket gives no reason for its failure, and needs a channel: any answer over HTTPS will
    // do.
    const url = streamingOrigin(resolved).replace(/^ws/, 'http');
    return await checkReachability(`${url}/`, REACHABILITY_TIMEOUT_MS);
  },
  openShortcutSettings() {
    const url = shortcutsPage(navigator.userAgent);
    if (url !== null) void browser.tabs.create({ url });
    // WXT's types are Chromium's, which has no such call.
    else void (browser.commands as { openShortcutSettings?(): Promise<void> }).openShortcutSettings?.();
  },
  async readVersions() {
    const { os } = await browser.runtime.getPlatformInfo();
    return {
      extension: browser.runtime.getManifest().version,
      browser: browserOf(navigator.userAgent),
      system: os,
    };
  },
};
