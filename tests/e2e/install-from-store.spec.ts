import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { EXTENSION_DIR, useWorld } from './support/world.ts';

/** The id of the unpacked build, which the key in its manifest fixes. */
const ID_OF_THE_KEY = 'mflddamhjijplebmphbecmklngnfccco';

/** A copy of the build as it is packed for a store: without the key, the browser chooses the id. */
function copyWithoutKey(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cobrowse-store-'));
  cpSync(EXTENSION_DIR, folder, { recursive: true });
  const file = path.join(folder, 'manifest.json');
  const { key, ...manifest } = JSON.parse(readFileSync(file, 'utf8'));
  if (!key) throw new Error('The build has no key that could be left out.');
  writeFileSync(file, JSON.stringify(manifest));
  return folder;
}

describe('the package of a store, which runs under another id', () => {
  const extensionDir = copyWithoutKey();
  const world = useWorld({ extensionDir, signedIn: false });
  afterAll(() => rmSync(extensionDir, { recursive: true, force: true }));

  test('the settings show the redirect URI, and write the policy, of the id that it runs under', async () => {
    expect(world().extensionId).not.toBe(ID_OF_THE_KEY);
    const settings = await world().openOptions();
    const uri = `https://${world().extensionId}.chromiumapp.org/us_east_1`;
    await expect.poll(() => settings.valueOf('Redirect URI')).toBe(uri);

    await world().context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await settings.page.bringToFront();
    const copied = () => settings.page.evaluate(() => navigator.clipboard.readText());
    await settings.button('Copy redirect URI').click();
    await expect.poll(copied).toBe(uri);
    await settings.openGuide();
    await settings.button('Copy for your administrator').click();
    await expect.poll(copied).toContain(`redirect URI: ${uri}`);

    await settings.openPolicyFile();
    await settings.page.getByRole('checkbox', { name: /^History retention/ }).check();
    await settings.page.getByText(world().extensionId).first().waitFor();
    expect(await settings.page.content()).not.toContain(ID_OF_THE_KEY);
  });
});
