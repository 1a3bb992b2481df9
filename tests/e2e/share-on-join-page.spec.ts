import { type Browser, chromium, type Page } from 'playwright-core';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { findChromium } from '../setup/browser.ts';
import { type ControlClient, createControlClient } from '../simulator/control-client.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { api, sessionBody, userToken } from '../unit/simulator/support.ts';
import { describeVideo } from './support/describe-video.ts';

// The simulator's join page: what the agent shares there reaches the supervisor's page.

let simulator: Simulator;
let control: ControlClient;
let browser: Browser;

beforeAll(async () => {
  simulator = await startSimulator({ conversations: 0, rateLimitPerMinute: 3_000 });
  control = createControlClient(simulator.origin);
  browser = await launch();
  return async () => {
    await browser.close();
    await simulator.stop();
  };
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

/** Join links of agent and supervisor for a new session. */
async function createLinks(allowRemoteControl: boolean) {
  const call = api(simulator.origin, await userToken(simulator.origin));
  const body = await sessionBody(control);
  body.settings.allowRemoteControl = allowRemoteControl;
  const { id } = (await call<{ id: string }>('POST', '/api/v2/cobrowse/sessions', body)).json();
  const [agent, supervisor] = await Promise.all(
    body.participants.map(async ({ userId }) => {
      const path = `/api/v2/cobrowse/sessions/${id}/participants/${userId}/tokens`;
      const { token } = (await call<{ token: string }>('POST', path)).json();
      return `${simulator.origin}/cobrowse/join?token=${token}`;
    }),
  );
  return { id, agent: agent ?? '', supervisor: supervisor ?? '' };
}

const ARGS = ['--headless=new', '--auto-select-tab-capture-source-by-title=Genesys Cloud simulator'];

const launch = () => chromium.launch({ executablePath: findChromium(), chromiumSandbox: false, args: ARGS });

async function open(url: string, inBrowser = browser): Promise<Page> {
  const page = await inBrowser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(url);
  return page;
}

const frames = (page: Page) =>
  page.evaluate(() => {
    const video = document.querySelector<HTMLVideoElement>('.stage > video');
    return video === null ? 0 : video.getVideoPlaybackQuality().totalVideoFrames;
  });

/** Waits until the supervisor's picture moves. */
async function expectMovingPicture(page: Page): Promise<void> {
  await expect.poll(() => frames(page)).toBeGreaterThan(3);
  const before = await frames(page);
  await expect.poll(() => frames(page)).toBeGreaterThan(before + 5);
}

/** Presses in the middle of the window that is behind on the stand-in desktop. */
async function pressWindowBehind(page: Page): Promise<void> {
  const box = await page.locator('.stage > video').boundingBox();
  if (!box) throw new Error('There is no picture');
  await page.mouse.click(box.x + box.width * 0.3, box.y + box.height * 0.5);
}

const front = (page: Page) => page.locator('.stage').getAttribute('data-front');

describeVideo('on the join page', () => {
  it.each(['agent', 'supervisor'] as const)(
    'the stand-in desktop reaches the supervisor, who controls it, when the %s comes first',
    async (first) => {
      const links = await createLinks(true);
      const one = await open(links[first]);
      const other = await open(first === 'agent' ? links.supervisor : links.agent);
      const [agent, supervisor] = first === 'agent' ? [one, other] : [other, one];
      await expectMovingPicture(supervisor);
      expect(await supervisor.locator('.screen').isVisible()).toBe(false);
      await pressWindowBehind(supervisor);
      await expect.poll(() => front(agent)).toBe('Claims · 20931');

      await agent.close();
      await expect.poll(() => supervisor.locator('.screen').isVisible()).toBe(true);
      const back = await open(links.agent);
      await expectMovingPicture(supervisor);
      await api(simulator.origin, await userToken(simulator.origin))(
        'DELETE',
        `/api/v2/cobrowse/sessions/${links.id}`,
      );
      for (const page of [back, supervisor])
        await expect.poll(() => page.locator('h1').textContent()).toBe('This session has ended');
    },
  );

  it('nothing of the supervisor reaches the agent where the session is view only', async () => {
    const links = await createLinks(false);
    const agent = await open(links.agent);
    const supervisor = await open(links.supervisor);
    await expectMovingPicture(supervisor);
    await pressWindowBehind(supervisor);
    // Even a page that sends its pointer all the same.
    await supervisor.evaluate(async () => {
      const socket = new WebSocket(`ws://${location.host}/cobrowse/join/socket${location.search}`);
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      socket.send(JSON.stringify({ type: 'pointer', kind: 'press', x: 0.3, y: 0.5 }));
      socket.close();
    });
    // Whoever comes later is served after it.
    await expectMovingPicture(await open(links.supervisor));
    expect(await front(agent)).toBeNull();
  });

  it('the agent’s screen reaches a supervisor who uses another browser', async () => {
    const links = await createLinks(false);
    const other = await launch();
    try {
      await open(links.agent, other);
      await expectMovingPicture(await open(links.supervisor));
    } finally {
      await other.close();
    }
  });

  it('the tab that the agent chooses replaces the stand-in', async () => {
    const links = await createLinks(true);
    const agent = await open(links.agent);
    const supervisor = await open(links.supervisor);
    await expectMovingPicture(supervisor);
    await open(simulator.origin);
    await agent.bringToFront();
    await agent.locator('#share-screen').click();
    await expect.poll(() => agent.locator('#stage-note').textContent()).toContain('what you have chosen');
    const size = () =>
      supervisor.evaluate(() => document.querySelector<HTMLVideoElement>('.stage > video')?.videoHeight);
    await expect.poll(size).not.toBe(540);
  });

  it('one person opens the agent’s page from the supervisor’s', async () => {
    const links = await createLinks(false);
    const supervisor = await open(links.supervisor);
    const agent = supervisor.context().waitForEvent('page');
    await supervisor.getByRole('button', { name: 'Open the agent’s page' }).click();
    await (await agent).getByText('You joined as').waitFor();
    await expectMovingPicture(supervisor);
  });
});
