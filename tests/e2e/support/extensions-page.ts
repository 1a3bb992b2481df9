import type { Page } from 'playwright-core';
import type { World } from './world.ts';

/** The controls of `chrome://extensions` that tests press. */
type DeveloperPrivate = {
  developerPrivate: {
    updateProfileConfiguration(change: { inDeveloperMode: boolean }): Promise<void>;
    updateExtensionConfiguration(change: { extensionId: string; hostAccess: string }): Promise<void>;
    addHostPermission(extensionId: string, host: string): Promise<void>;
    updateExtensionCommand(change: {
      extensionId: string;
      commandName: string;
      keybinding: string;
    }): Promise<void>;
    getExtensionsInfo(): Promise<{ id: string; name: string }[]>;
    reload(extensionId: string, options: { failQuietly: boolean }): Promise<unknown>;
  };
};

/** `chrome://extensions`, where a user revokes and grants access. */
export class ExtensionsPage {
  readonly #page: Page;
  readonly #id: string;

  private constructor(page: Page, id: string) {
    this.#page = page;
    this.#id = id;
  }

  static async open({
    context,
    extensionId,
  }: Pick<World, 'context' | 'extensionId'>): Promise<ExtensionsPage> {
    const page = await context.newPage();
    await page.goto('chrome://extensions/');
    return new ExtensionsPage(page, extensionId);
  }

  /** Id of another extension by its name. */
  async idOf(name: string): Promise<string> {
    const found = await this.#page.evaluate(
      async (wanted) =>
        (await (chrome as unknown as DeveloperPrivate).developerPrivate.getExtensionsInfo()).find(
          (one) => one.name === wanted,
        )?.id,
      name,
    );
    if (!found) throw new Error(`No extension named ${name}`);
    return found;
  }

  /** Revokes all host access of the extension, or grants all that it may have. */
  async setHostAccess(hostAccess: 'ON_SPECIFIC_SITES' | 'ON_ALL_SITES'): Promise<void> {
    await this.#page.evaluate(
      ([extensionId, access]) =>
        (chrome as unknown as DeveloperPrivate).developerPrivate.updateExtensionConfiguration({
          extensionId,
          hostAccess: access,
        }),
      [this.#id, hostAccess] as const,
    );
  }

  /**
   * Marks it as granted before: then the next request for this host needs no prompt, which is
   * outside any page.
   */
  async grantBefore(host: string): Promise<void> {
    await this.#page.evaluate(
      ([extensionId, pattern]) =>
        (chrome as unknown as DeveloperPrivate).developerPrivate.addHostPermission(extensionId, pattern),
      [this.#id, host] as const,
    );
  }

  /** Assigns keys to a command; empty text removes them. */
  async setShortcut(commandName: string, keybinding: string): Promise<void> {
    await this.#page.evaluate(
      (change) => (chrome as unknown as DeveloperPrivate).developerPrivate.updateExtensionCommand(change),
      { extensionId: this.#id, commandName, keybinding },
    );
  }

  /** Reloads the extension, as an update does. */
  async reload(): Promise<void> {
    await this.#page.evaluate(async (extensionId) => {
      const { developerPrivate } = chrome as unknown as DeveloperPrivate;
      // Without it an extension from the command line may come back switched off.
      await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
      await developerPrivate.reload(extensionId, { failQuietly: true });
    }, this.#id);
  }
}
