import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { GECKO_ID } from '../../../utils/settings/extension-ids.ts';
import { FIREFOX_BUILD_DIR, OUTPUT_DIR } from '../../setup/project.ts';
import { type BiDi, connectBiDi } from './bidi.ts';
import { Page } from './page.ts';
import { type Watch, watchFrom } from './watch.ts';

/** Firefox gives an extension a random host in each profile, unless it has one already. */
const UUID = '6f1d5a52-9a7c-4d0e-8f53-2b1f8c0e7a11';
/** Milliseconds until Firefox must be ready to be steered. */
const START_TIMEOUT_MS = 40_000;

const treeSchema = z.object({ contexts: z.array(z.object({ context: z.string(), url: z.string() })) });

/** A running Firefox with the extension in it. */
export type Firefox = {
  watch: Watch;
  /** Address of one of the extension's pages. */
  urlOf(file: string): string;
  /** Opens one of the extension's pages in a new tab. */
  open(file: string): Promise<Page>;
  /** The extension's tabs with this page, in the order in which they were opened. */
  pages(file: string): Promise<Page[]>;
  close(): Promise<void>;
};

/** Launches Firefox in a fresh profile, and installs the build for Firefox as a temporary add-on. */
export async function launchFirefox(executable: string): Promise<Firefox> {
  // In the project's folder and not among the system's: where Firefox comes as a snap it sees no other /tmp than its own.
  mkdirSync(OUTPUT_DIR, { recursive: true });
  const profile = mkdtempSync(path.join(OUTPUT_DIR, 'firefox-profile-'));
  const uuids = JSON.stringify({ [GECKO_ID]: UUID });
  writeFileSync(
    path.join(profile, 'user.js'),
    `user_pref('extensions.webextensions.uuids', ${JSON.stringify(uuids)});\n`,
  );
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
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: '1' } },
  );
  const end = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    }
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const bidi = await connectBiDi(await addressOf(child));
    const origin = `moz-extension://${UUID}`;
    const watch = await watchFrom(bidi, origin);
    await bidi.send(
      'webExtension.install',
      { extensionData: { type: 'path', path: FIREFOX_BUILD_DIR } },
      z.unknown(),
    );
    return {
      watch,
      urlOf: (file) => `${origin}/${file}`,
      ...tabsOf(bidi, origin),
      async close() {
        bidi.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function tabsOf(bidi: BiDi, origin: string): Pick<Firefox, 'open' | 'pages'> {
  return {
    async open(file) {
      const { context } = await bidi.send(
        'browsingContext.create',
        { type: 'tab' },
        z.object({ context: z.string() }),
      );
      const page = new Page(bidi, context);
      // What is not in view does not run its checks.
      await page.bringToFront();
      await page.goto(`${origin}/${file}`);
      return page;
    },
    async pages(file) {
      const { contexts } = await bidi.send('browsingContext.getTree', { maxDepth: 0 }, treeSchema);
      return contexts
        .filter(({ url }) => url.split('?')[0] === `${origin}/${file}`)
        .map(({ context }) => new Page(bidi, context));
    },
  };
}

/** Where Firefox listens, as it says itself. */
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
