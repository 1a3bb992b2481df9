import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { foreignRequests } from '../../e2e/support/official-operations.ts';
import { FIREFOX_SIMULATOR_BUILD_DIR } from '../../setup/project.ts';
import type { SessionReport } from '../../simulator/control.ts';
import { type ControlClient, createControlClient } from '../../simulator/control-client.ts';
import { type SimulatorOptions, startSimulator } from '../../simulator/simulator.ts';
import { ConfirmWindow, confirmWindows } from './confirm-window.ts';
import { eventually } from './eventually.ts';
import { type Firefox, type FirefoxOptions, launchFirefox } from './launch-firefox.ts';
import type { Page } from './page.ts';
import { createProfile, removeProfile } from './profile.ts';

/** Identities that the simulator fixes. */
export const DANA = { name: 'Dana Whitfield', userId: 'aaaaaaaa-0000-4000-8000-000000000001' };
export const PUBLIC_CLIENT = '11111111-1111-4111-8111-111111111111';

/** Whether there is no Firefox here, and with it nothing to run the stories in. */
export const NO_FIREFOX_HERE = inject('firefox') === null;

export const button = (name: string) => ({ role: 'button', name });
/** A button of the settings' account: elsewhere on that page the same names come and go. */
export const accountButton = (name: string) => ({
  ...button(name),
  within: { role: 'region', name: 'Account' },
});
/**
 * The extension's button in a Genesys desktop page, by the beginning of its name, which may end
 * with people's names.
 */
export const ourButton = (begins: string) => ({ role: 'button', begins, inOurRoot: true });
export const ROWS = { role: 'option', within: { role: 'listbox', name: 'Active conversations' } };

/** A link of the settings' navigation, to one of its groups. */
export const group = (name: string) => ({
  role: 'link',
  name,
  within: { role: 'navigation', name: 'Sections of the settings' },
});

/** Fills in the simulator in both views of the settings page; nothing is saved yet. */
export async function fillInEnvironment(options: Page, origin: string): Promise<void> {
  await options.click({ role: 'radio', name: 'Custom host address' });
  await options.fill({ role: 'textbox', name: 'Custom host' }, origin);
  await options.click(group('For administrators'));
  await options.fill({ role: 'textbox', name: 'Client ID' }, PUBLIC_CLIENT);
  await options.click(group('Account & connection'));
}

/** A simulator, and a Firefox with the extension that was built for it. */
export type World = {
  /** The address of Genesys Cloud in the extension's settings. */
  origin: string;
  control: ControlClient;
  /** The browser that runs now. */
  firefox: Firefox;
  /**
   * A quiet page of the extension that stays open: what the extension's own pages may do can be
   * done from here.
   */
  inside: Page;
  /** Fills in the settings page where the organization has not done that; nothing is saved yet. */
  fillIn(options: Page): Promise<void>;
  /** Signs in as Dana through the settings page and the sign-in window. */
  signIn(): Promise<void>;
  /** Opens the popup's page in a tab, with an unfiltered list. */
  openPopup(): Promise<Page>;
  /**
   * Opens the simulated Genesys desktop at a hash route. `before` runs ahead of the page's own
   * scripts.
   */
  openDesktop(route: string, before?: () => void): Promise<Page>;
  /** Opens the desktop at a new conversation, and waits for the button. */
  openConversation(customerName: string, before?: () => void): Promise<{ id: string; desktop: Page }>;
  /** Everything that the extension has stored in one of its areas, as JSON. */
  stored(area: 'local' | 'session'): Promise<string>;
  badge(): Promise<string>;
  /** The window that asks whether to start with this customer, once it is there. */
  confirmWindow(customerName: string): Promise<ConfirmWindow>;
  confirmWindows(): Promise<Page[]>;
  joinPages(): Promise<Page[]>;
  /** The join page of a new session, once it is there. */
  joinPage(): Promise<Page>;
  sessionsOf(conversationId: string): Promise<SessionReport[]>;
  /** Ends the browser at once, as a crash does, and starts it again in the same profile. */
  killAndRestart(): Promise<void>;
  close(): Promise<void>;
};

/** How to open a world. */
export type WorldOptions = FirefoxOptions & {
  simulator?: SimulatorOptions;
  /**
   * The name under which the extension knows this computer. It may reach `localhost` once it is
   * installed; for `127.0.0.1` it has to ask.
   */
  host?: 'localhost' | '127.0.0.1';
  /** Called with the origin of the simulator before Firefox starts. */
  beforeLaunch?: (origin: string) => void | Promise<void>;
  /** Another executable than the one that was found. */
  executable?: string;
  /** Whether Dana is signed in through the real pages; true by default. */
  signedIn?: boolean;
};

const isJoinPage = (url: string) => new URL(url).pathname === '/cobrowse/join';

/** Starts both. */
async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { simulator: simulatorOptions, host = 'localhost', beforeLaunch, ...others } = options;
  const { signedIn = true, executable = inject('firefox') ?? '', ...firefoxOptions } = others;
  const simulator = await startSimulator({
    conversations: 8,
    agents: 6,
    // A file of stories opens more popups in a minute than any supervisor does.
    rateLimitPerMinute: 3_000,
    ...simulatorOptions,
  });
  const closing: (() => Promise<unknown>)[] = [() => simulator.stop()];
  const close = async () => {
    for (const one of closing) await one();
  };
  try {
    const origin = simulator.origin.replace('localhost', host);
    await beforeLaunch?.(origin);
    const profile = createProfile(firefoxOptions);
    closing.unshift(async () => removeProfile(profile));
    let firefox: Firefox | undefined;
    closing.unshift(async () => firefox?.close());
    const launch = async () => {
      firefox = await launchFirefox(executable, {
        buildDir: FIREFOX_SIMULATOR_BUILD_DIR,
        ...firefoxOptions,
        profile,
      });
      // It reads what is stored and asks for nothing.
      return { firefox, inside: await firefox.open('history.html') };
    };
    const control = createControlClient(simulator.origin);
    const world = makeWorld({ origin, control, ...(await launch()), launch, close });
    if (signedIn) await world.signIn();
    return world;
  } catch (error) {
    await close();
    throw error;
  }
}

type Ground = Pick<World, 'origin' | 'control' | 'firefox' | 'inside' | 'close'> & {
  launch(): Promise<Pick<World, 'firefox' | 'inside'>>;
};

function makeWorld({ launch, ...ground }: Ground): World {
  const { origin, control } = ground;
  const world: World = {
    ...ground,
    async killAndRestart() {
      await world.firefox.kill();
      Object.assign(world, await launch());
    },
    async fillIn(options) {
      await options.waitFor(accountButton('Sign in'));
      if (await options.evaluate(() => document.body.innerText.includes('Managed by your organization')))
        return;
      await fillInEnvironment(options, origin);
    },
    async signIn() {
      const { firefox } = world;
      const options = await firefox.open('options.html');
      await world.fillIn(options);
      await options.click(accountButton('Sign in'));
      const window = await firefox.page((url) => url.startsWith(`${origin}/oauth/authorize`));
      await window.click(button('Sign in'));
      await options.waitFor(accountButton('Sign out'));
      await options.close();
    },
    async openPopup() {
      await world.inside.evaluate(() =>
        chrome.storage.session.remove(['list-view', 'first-screen', 'snapshot']),
      );
      return await world.firefox.open('popup.html');
    },
    openDesktop: (route, before) => world.firefox.openUrl(`${origin}/directory/${route}`, before),
    async openConversation(customerName, before) {
      const { id } = await control.addConversation({ customerName });
      const desktop = await world.openDesktop(`#/analytics/interactions/${id}/admin`, before);
      await desktop.waitFor(ourButton('Cobrowse'));
      return { id, desktop };
    },
    stored: (area) =>
      world.inside.evaluate(async (name) => JSON.stringify(await chrome.storage[name].get()), area),
    badge: () => world.inside.evaluate(() => chrome.action.getBadgeText({})),
    confirmWindow: (customerName) => ConfirmWindow.find(world.firefox, customerName),
    confirmWindows: () => confirmWindows(world.firefox),
    joinPages: () => world.firefox.pagesWhere((url) => URL.canParse(url) && isJoinPage(url)),
    joinPage: () => world.firefox.page((url) => URL.canParse(url) && isJoinPage(url)),
    sessionsOf: async (id) =>
      (await control.sessions()).filter(({ conversationId }) => conversationId === id),
  };
  return world;
}

/**
 * A world for the stories of a `describe`: opened before them, closed after them, tidied between
 * them (faults gone, sessions ended, tabs closed). Each story fails when something of the extension
 * went uncaught meanwhile, or sent what the platform does not know. Answers how to get at the world
 * inside a story.
 */
export function useWorld(options: WorldOptions = {}): () => World {
  let world: World | undefined;
  const get = () => {
    if (!world) throw new Error('The world is there inside stories only.');
    return world;
  };
  /**
   * The number of errors from earlier stories, per browser: each story checks only its own.
   */
  const known = new Map<Firefox, number>();
  beforeAll(async () => {
    world = await openWorld(options);
  });
  afterEach(async () => {
    const { control, firefox, inside } = get();
    await control.clearFaults();
    await firefox.closeAllBut(inside);
    await refillBudget(inside);
    await endSessions(inside);
    await refillBudget(inside);
    const errors = await firefox.watch.errors();
    const fresh = errors.slice(known.get(firefox));
    known.set(firefox, errors.length);
    expect(fresh).toEqual([]);
    // At each story: one that resets the simulator takes its log away.
    expect(foreignRequests(await control.requests())).toEqual([]);
  });
  afterAll(async () => {
    await world?.close();
  });
  return get;
}

/**
 * Ends the sessions of a story: each begins without one, so that a button named `End` belongs to
 * its own.
 */
async function endSessions(inside: Page): Promise<void> {
  await inside.evaluate(async () => {
    const { 'cobrowse-sessions': sessions } = await chrome.storage.session.get('cobrowse-sessions');
    for (const sessionId of Object.keys(sessions ?? {})) {
      const message = { id: 1, type: 'end-session', data: { sessionId }, timestamp: Date.now() };
      await chrome.runtime.sendMessage(message);
    }
  });
}

/**
 * A file of stories starts more in a minute than any supervisor does: each story has the whole
 * request budget. A request that is being booked meanwhile writes back what it has read, so this
 * looks again.
 */
async function refillBudget(inside: Page): Promise<void> {
  const empty = () => inside.evaluate(() => chrome.storage.session.remove('request-times'));
  const left = () =>
    inside.evaluate(async () => {
      const { 'request-times': times } = await chrome.storage.session.get('request-times');
      return Array.isArray(times) ? times.length : 0;
    });
  await eventually(async () => {
    await empty();
    // Wait here, not in the page: the shortest timer of a hidden page is a second.
    await sleep(60);
    expect(await left(), 'requests that go on after the story').toBeLessThanOrEqual(2);
  });
}
