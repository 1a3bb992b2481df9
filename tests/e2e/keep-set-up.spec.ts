import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { OptionsPage } from './support/options-page.ts';
import { violations } from './support/violations.ts';
import { WorkerDeath } from './support/worker-death.ts';
import { PUBLIC_CLIENT, SECRET_CLIENT, useWorld } from './support/world.ts';

const world = useWorld({ signedIn: false });
const PICTURES = fileURLToPath(new URL('../../.output/set-up', import.meta.url));

/** Settings as the first version of the extension stored them. */
const older = () => ({
  version: 1,
  environment: { kind: 'custom', host: world().origin },
  signIn: { method: 'pkce', clientId: PUBLIC_CLIENT, supervisorUserId: '', rememberSecret: false },
  session: { allowRemoteControl: false, timeoutInMinutes: 30 },
});
const damaged = () => ({
  ...older(),
  session: { allowRemoteControl: 'perhaps', timeoutInMinutes: -1 },
  history: { keepForDays: 'soon' },
  cobrowseService: 'sessions',
  invite: { askPurpose: true, notice: 'Calls are recorded.' },
});
const newer = () => ({
  ...damaged(),
  version: 2,
  session: { allowRemoteControl: false, timeoutInMinutes: 45, countdown: true },
  history: { keepForDays: 30 },
  cobrowseService: 'third-service',
  theme: 'dark',
});

/** The content of the disk. */
const onDisk = (): Promise<Record<string, unknown>> =>
  world()
    .worker()
    .evaluate(() => chrome.storage.local.get(null));

/**
 * Writes records to disk while no worker runs, so that the next worker finds them; then opens the
 * settings page.
 */
async function openWith(records: Record<string, unknown>): Promise<OptionsPage> {
  const death = await WorkerDeath.watchFrom(world());
  await death.mark();
  await death.stop();
  await death.page.evaluate(async (stored) => {
    await chrome.storage.local.clear();
    await chrome.storage.local.set(stored);
  }, records);
  const settings = await world().openOptions();
  expect(await death.hasSuccessor()).toBe(true);
  await death.page.close();
  return settings;
}

const reports = ({ page }: OptionsPage): Locator =>
  page.getByRole('region', { name: /^(Some of your saved data|Your saved data is)/ });
/** Waits for the report, and returns its lines. */
async function linesOf(settings: OptionsPage): Promise<string[]> {
  await reports(settings).waitFor();
  return (await reports(settings).innerText()).split('\n').filter(Boolean);
}

describe('Set-up on disk', () => {
  it('of the first version is used as it is, and nothing is said', async () => {
    const settings = await openWith({ settings: older(), 'pinned-agents': ['u-1'] });
    await expect.poll(() => settings.valueOf('Client ID')).toBe(PUBLIC_CLIENT);
    // The checks run after the background's answer, so it has arrived.
    await settings.checkedWith(/./);
    expect(await reports(settings).count()).toBe(0);
    const stored = await onDisk();
    expect(stored).toMatchObject({ settings: older(), 'pinned-agents': ['u-1'] });
    expect(Object.keys(stored).filter((key) => key.startsWith('kept/'))).toEqual([]);
  });

  it('that is damaged loses only what is damaged; the page says what, and the old record is kept', async () => {
    const secret = { secret: SECRET_CLIENT.secret };
    const settings = await openWith({
      settings: damaged(),
      'pinned-agents': ['u-1', 7, 'u-2'],
      'remembered-client-secret': secret,
    });
    expect(await linesOf(settings)).toEqual([
      'Some of your saved data could not be read',
      'Settings',
      'Control: now view only.',
      'Time limit: now 15 minutes.',
      'History retention: now forever, until you choose again.',
      'Kept: Region or host, Sign-in method, Client ID, Remember the secret, Cobrowse service, Ask for a purpose, Notice.',
      'Client secret',
      'Could not be read. Enter it again.',
      'Pinned agents',
      '2 of 3 kept.',
      'A copy of the stored data is kept on this computer. Secrets are not copied.',
    ]);
    await lookAt(settings);
    expect(await settings.valueOf('Client ID')).toBe(PUBLIC_CLIENT);

    // The next save writes the readable part, and keeps the old record beside it.
    await settings.fill('Client ID', SECRET_CLIENT.id);
    await settings.save();
    // The button disappears during the save.
    await expect
      .poll(async () => (await onDisk()).settings)
      .toMatchObject({
        signIn: { clientId: SECRET_CLIENT.id },
        session: { allowRemoteControl: false, timeoutInMinutes: 15 },
        invite: { notice: 'Calls are recorded.' },
      });
    const after = await onDisk();
    expect(after['kept/settings']).toMatchObject([{ raw: damaged() }]);
    const { 'remembered-client-secret': _own, ...others } = after;
    expect(JSON.stringify(others)).not.toContain(SECRET_CLIENT.secret);

    await settings.showSettings();
    await settings.page.reload();
    await reports(settings).waitFor();
    await settings.button('Dismiss').click();
    await reports(settings).waitFor({ state: 'detached' });
    // The button is gone, and the focus stays in the page.
    await expect.poll(() => settings.page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
    await expect
      .poll(async () => JSON.stringify((await onDisk())['kept/settings']))
      .toContain('"isDismissed":true');
    await settings.page.reload();
    await settings.checkedWith(/./);
    expect(await reports(settings).count()).toBe(0);
    expect((await onDisk())['kept/settings']).toMatchObject([{ raw: damaged() }]);
  });

  it('of a newer version is used as far as it is known, and a save keeps the rest of it', async () => {
    const settings = await openWith({ settings: newer() });
    expect(await linesOf(settings)).toEqual([
      'Some of your saved data could not be read',
      'Settings',
      'Saved by a newer version of this extension. Settings that this version does not know are kept.',
      'Cobrowse service: now chosen automatically.',
      expect.stringMatching(/^Kept: Region or host, .*, Time limit, .*, Notice\.$/),
      'A copy of the stored data is kept on this computer.',
    ]);
    await settings.fill('Client ID', SECRET_CLIENT.id);
    await settings.save();
    await expect
      .poll(async () => (await onDisk()).settings)
      .toEqual({
        // What the record lacks is saved with it.
        appearance: { theme: 'system', density: 'comfortable', popupWidth: 400 },
        attention: { holdSeconds: 120, alertingSeconds: 30, handledMinutes: null },
        iconOpens: 'popup',
        notices: { kinds: [], names: 'agent' },
        ...newer(),
        signIn: { ...newer().signIn, clientId: SECRET_CLIENT.id },
      });
  });

  it('of which nothing can be read asks for everything, and guesses no environment', async () => {
    const settings = await openWith({ settings: 'gone' });
    expect(await linesOf(settings)).toContain('Could not be read. Set up region and sign-in again.');
    expect(await settings.valueOf('Custom host')).toBe('');
    expect((await onDisk())['kept/settings']).toMatchObject([{ raw: 'gone' }]);
  });
});

/**
 * Checks the page with the report for WCAG A and AA in both color schemes, and keeps a picture of
 * each.
 */
async function lookAt({ page }: OptionsPage): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), colorScheme).toEqual([]);
    await page.screenshot({ path: `${PICTURES}/report-${colorScheme}.png` });
  }
}
