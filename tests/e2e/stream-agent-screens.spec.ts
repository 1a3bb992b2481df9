import { type Browser, chromium, type Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { findChromium } from '../setup/browser.ts';
import { type ControlClient, createControlClient } from '../simulator/control-client.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { api, userToken } from '../unit/simulator/support.ts';
import { describeVideo } from './support/describe-video.ts';
import { type OfficialViewerPage, serveOfficialViewer } from './support/official-viewer-page.ts';

// The simulator's Live Screen Monitoring, as the unmodified official streaming client sees it.

const AGENT = 'bbbbbbbb-0000-4000-8000-000000000001';

let simulator: Simulator;
let control: ControlClient;
let browser: Browser;
let served: OfficialViewerPage;
let token: string;
let viewer: Page;

beforeAll(async () => {
  simulator = await startSimulator({ cobrowse: 'screen', conversations: 3, rateLimitPerMinute: 3_000 });
  control = createControlClient(simulator.origin);
  served = await serveOfficialViewer();
  browser = await chromium.launch({
    executablePath: findChromium(),
    chromiumSandbox: false,
    args: ['--headless=new'],
  });
  return async () => {
    await browser.close();
    await served.close();
    await simulator.stop();
  };
});

beforeEach(async () => {
  await control.reset();
  token = await userToken(simulator.origin);
  viewer = await openViewer();
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

async function openViewer(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(served.url);
  await page.waitForFunction(() => globalThis.viewer !== undefined);
  return page;
}

const connect = (page: Page) =>
  page.evaluate(([origin, secret]) => globalThis.viewer.connect(origin, secret), [
    simulator.origin,
    token,
  ] as const);
const names = (page: Page) => page.evaluate(() => globalThis.viewer.events.map(({ name }) => name));
const openComputer = async () => {
  const page = await browser.newPage();
  await page.goto(`${simulator.origin}/agent-desktop/${AGENT}`);
  await expect.poll(async () => (await control.screenMonitoring()).computerUserIds).toEqual([AGENT]);
  return page;
};

/** The path of a session that has been started for the agent as such. */
async function start(): Promise<string> {
  const path = `/api/v2/users/${AGENT}/screenmonitors/sessions`;
  const answer = await api(simulator.origin, token)<{ screenMonitoringId: string }>('POST', path);
  expect(answer.status, answer.text).toBe(200);
  return `${path}/${answer.json().screenMonitoringId}`;
}

/** How many frames each visible screen has shown; a screen that was unplugged is muted. */
const frames = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('video')]
      .filter(({ srcObject }) => srcObject instanceof MediaStream && !srcObject.getTracks()[0]?.muted)
      .map((video) => video.getVideoPlaybackQuality().totalVideoFrames),
  );

/** Waits until so many screens move. */
async function expectMovingScreens(page: Page, count: number): Promise<void> {
  await expect.poll(async () => (await frames(page)).filter((shown) => shown > 3)).toHaveLength(count);
  const before = await frames(page);
  await expect
    .poll(async () => (await frames(page)).every((shown, nth) => shown > (before[nth] ?? 0) + 3))
    .toBe(true);
}

describeVideo('the agent’s screens in the official client', () => {
  it('move, follow what is plugged in or out, and end with the session', async () => {
    const computer = await openComputer();
    await connect(viewer);
    const session = await start();
    await expectMovingScreens(viewer, 2);
    expect((await control.screenMonitoring()).live).toMatchObject([
      { targetUserId: AGENT, monitoringType: 'AgentLevel', media: 'connected' },
    ]);
    expect(await computer.locator('#notice').isVisible()).toBe(true);

    await control.setAgentScreens(AGENT, 4);
    await expectMovingScreens(viewer, 4);
    await control.setAgentScreens(AGENT, 1);
    await expectMovingScreens(viewer, 1);
    await control.setAgentScreens(AGENT, 3);
    await expectMovingScreens(viewer, 3);

    expect((await api(simulator.origin, token)('DELETE', session)).status).toBe(204);
    await expect.poll(() => names(viewer)).toContain('terminated');
    await expect.poll(() => computer.locator('html').getAttribute('data-watches')).toBe('0');
    expect(await computer.locator('#notice').isVisible()).toBe(false);
  });

  it('go on while the signalling is cut, and end when the viewer says so', async () => {
    await openComputer();
    await connect(viewer);
    await start();
    await expectMovingScreens(viewer, 2);
    expect(await control.cutStreams(1)).toEqual({ cut: 1 });
    await expect.poll(() => names(viewer)).toContain('disconnected');
    await expectMovingScreens(viewer, 2);
    await expect.poll(async () => (await names(viewer)).filter((one) => one === 'connected')).toHaveLength(2);
    await control.setAgentScreens(AGENT, 3);
    await expectMovingScreens(viewer, 3);
    await viewer.evaluate(() => globalThis.viewer.end());
    await expect.poll(async () => (await control.screenMonitoring()).live).toEqual([]);
    expect((await control.screenMonitoring()).sessions).toMatchObject([{ endReason: 'viewer' }]);
  });
});

describeVideo('the official client', () => {
  it('gets a propose and no offer for an agent whose computer is off', async () => {
    await connect(viewer);
    const session = await start();
    await expect.poll(() => names(viewer)).toContain('propose');
    await expect.poll(async () => (await control.screenMonitoring()).live[0]?.media).toBe('accepted');
    expect(await names(viewer)).not.toContain('session');
    await api(simulator.origin, token)('DELETE', session);
    await expect.poll(() => names(viewer)).toContain('canceled');
  });

  it('is told when another client of the same user has taken the session', async () => {
    await openComputer();
    await control.setScreenHabits({ answeredElsewhere: true });
    await connect(viewer);
    await start();
    await expect.poll(() => names(viewer)).toContain('handled');
    expect(await names(viewer)).not.toContain('session');
  });

  it('gives one of two connections of a user the session, and tells the other', async () => {
    await openComputer();
    const other = await openViewer();
    await other.evaluate(() => {
      globalThis.viewer.accepts = false;
    });
    await connect(viewer);
    await connect(other);
    await start();
    await expectMovingScreens(viewer, 2);
    await expect.poll(() => names(other)).toContain('handled');
    expect(await names(other)).not.toContain('session');
  });

  it('is refused with a dead token, and gives up', async () => {
    await control.revokeTokens();
    await expect(connect(viewer)).rejects.toThrow();
    expect(await names(viewer)).not.toContain('connected');
  });

  it('loses its connection with its token, and does not get it back', async () => {
    await connect(viewer);
    await control.revokeTokens();
    await expect.poll(() => names(viewer)).toContain('disconnected');
    await expect.poll(async () => (await control.screenMonitoring()).connectedUserIds).toEqual([]);
    expect((await names(viewer)).filter((one) => one === 'connected')).toHaveLength(1);
  });
});
