import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import * as z from 'zod';
import { GECKO_ID } from '../../../utils/settings/extension-ids.ts';
import { FIREFOX_BUILD_DIR } from '../../setup/project.ts';
import { connectBiDi } from './bidi.ts';
import { findBrowserWindow } from './browser-window.ts';
import { eventually } from './eventually.ts';
import { type HostPermissions, hostPermissionsFrom } from './host-permissions.ts';
import { allowInPrivateWindows, openPrivateWindow, type PrivateWindow } from './private-windows.ts';
import { createProfile, type ProfileOptions, removeProfile, UUID } from './profile.ts';
import { type Key, pressAltShift } from './shortcut-keys.ts';
import { type Tabs, tabsOf } from './tabs.ts';
import { type Watch, watchFrom } from './watch.ts';

/** Timeout until Firefox accepts commands, in milliseconds. */
const START_TIMEOUT_MS = 120_000;

/** How to launch. */
export type FirefoxOptions = ProfileOptions & {
  /** Folder of the built extension; the build as users get it when missing. */
  buildDir?: string;
  /**
   * Home folder of the browser's process, where it looks for native manifests; the user's own when
   * missing.
   */
  home?: string;
  /** Another extension to install, and the host that its pages get. */
  stranger?: { dir: string; id: string; uuid: string };
  /**
   * Whether a policy installs the extension. Otherwise it is installed as a temporary add-on, which
   * a restart takes away.
   */
  installedByPolicy?: boolean;
  /** Whether the user lets the extension run in private windows. */
  privateWindows?: boolean;
  /** A profile by {@link createProfile}, which stays when the browser ends. */
  profile?: string;
};

/** A running Firefox with the extension in it. */
export type Firefox = Tabs & {
  watch: Watch;
  hosts: HostPermissions;
  /** Address of one of the extension's pages. */
  urlOf(file: string): string;
  /** The browser is logged in nowhere any more. */
  clearCookies(): Promise<void>;
  openPrivateWindow(): Promise<PrivateWindow>;
  /** Presses Alt, Shift and a key on the keyboard, for the tab in front. */
  pressAltShift(key: Key): Promise<void>;
  close(): Promise<void>;
  /** Ends the browser's process at once, as a crash does. */
  kill(): Promise<void>;
};

/** Launches Firefox with the extension, in a fresh profile unless the options name one. */
export async function launchFirefox(executable: string, options: FirefoxOptions = {}): Promise<Firefox> {
  const { buildDir = FIREFOX_BUILD_DIR, home, stranger } = options;
  const profile = options.profile ?? createProfile(options);
  const child = spawn(
    executable,
    [
      '--headless',
      '--no-remote',
      '--profile',
      profile,
      '--remote-debugging-port=0',
      // Extensions' pages and the browser's own window are steered too.
      '-remote-allow-system-access',
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...(home && { HOME: home }), MOZ_CRASHREPORTER_DISABLE: '1' },
    },
  );
  const end = async (signal?: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    }
    if (options.profile === undefined) removeProfile(profile);
  };
  try {
    const bidi = await connectBiDi(await addressOf(child));
    const origin = `moz-extension://${UUID}`;
    const inWindow = await findBrowserWindow(bidi);
    const watch = await watchFrom(inWindow, origin);
    if (options.privateWindows) await allowInPrivateWindows(inWindow);
    const install = (dir: string) =>
      bidi.send('webExtension.install', { extensionData: { type: 'path', path: dir } }, z.unknown());
    if (options.installedByPolicy) {
      const isThere = () => inWindow((id) => WebExtensionPolicy.getByID(id) !== null, GECKO_ID);
      await eventually(async () => expect(await isThere(), 'the extension is installed').toBe(true));
    } else await install(buildDir);
    if (stranger) await install(stranger.dir);
    return {
      watch,
      hosts: hostPermissionsFrom(inWindow),
      pressAltShift: (key) => pressAltShift(inWindow, key),
      urlOf: (file) => `${origin}/${file}`,
      ...tabsOf(bidi, origin),
      clearCookies: () => bidi.send('storage.deleteCookies', {}, z.unknown()).then(() => undefined),
      openPrivateWindow: () => openPrivateWindow(bidi, inWindow),
      async close() {
        bidi.close();
        await end();
      },
      async kill() {
        bidi.close();
        await end('SIGKILL');
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The address that Firefox reports to listen on. */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('What Firefox says cannot be heard.');
  const said: string[] = [];
  const lines = createInterface(stderr);
  const timer = setTimeout(() => lines.close(), START_TIMEOUT_MS);
  for await (const line of lines) {
    said.push(line);
    const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? [];
    if (address) {
      clearTimeout(timer);
      // Nobody listens any more; a full pipe would stop the browser.
      stderr.resume();
      return address;
    }
  }
  throw new Error(`Firefox cannot be steered. It said:\n${said.join('\n')}`);
}
