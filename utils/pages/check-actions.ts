import { browser } from '#imports';
import { browserOf } from '../checks/versions';
import { findDesktopScript } from '../environment/content-script';
import { resolveEnvironment } from '../environment/environment';
import { hasHostAccess } from '../environment/host-access';
import { streamingOrigin } from '../environment/streaming-host';
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
    const [hostAccess, commands, script] = await Promise.all([
      resolved !== null && hasHostAccess(resolved),
      browser.commands.getAll(),
      findDesktopScript(resolved),
    ]);
    return {
      hostAccess,
      shortcuts: commands.map(({ name = '', shortcut = '' }) => ({ name, shortcut })),
      ...script,
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
    // Firefox has a call for this and cannot open its own pages by address; Chromium has only the
    // address.
    const { commands } = browser as { commands: { openShortcutSettings?: () => Promise<void> } };
    if (commands.openShortcutSettings) void commands.openShortcutSettings();
    else void browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
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
