import type { World } from './world.ts';

/** What `chrome://extensions` may do, as far as the stories need it. */
type DeveloperPrivate = {
  updateExtensionConfiguration(update: { extensionId: string; hostAccess: string }): Promise<void>;
  addHostPermission(extensionId: string, pattern: string): Promise<void>;
  updateExtensionCommand(update: {
    extensionId: string;
    commandName: string;
    keybinding: string;
  }): Promise<void>;
};

/** Does what a user does on the browser's own page for extensions, in a tab of its own that is closed again. */
export async function onExtensionsPage({ context, extensionId }: World) {
  const page = await context.newPage();
  await page.goto('chrome://extensions/');
  const ask = <K extends keyof DeveloperPrivate>(name: K, ...args: Parameters<DeveloperPrivate[K]>) =>
    page.evaluate(
      ([method, values]) => {
        const api = (
          chrome as unknown as { developerPrivate: Record<string, (...all: unknown[]) => unknown> }
        ).developerPrivate;
        return api[method]?.(...values);
      },
      [name as string, args as unknown[]] as const,
    );
  return {
    /** Which sites the extension may reach: none but those granted one by one, or all that it asks for. */
    setHostAccess: (hostAccess: 'ON_SPECIFIC_SITES' | 'ON_ALL_SITES') =>
      ask('updateExtensionConfiguration', { extensionId, hostAccess }),
    /** Grants a host before it is asked for, so that the question is answered without a prompt. */
    grantHost: (pattern: string) => ask('addHostPermission', extensionId, pattern),
    /** Gives a command other keys; empty text takes them away. */
    setShortcut: (commandName: string, keybinding: string) =>
      ask('updateExtensionCommand', { extensionId, commandName, keybinding }),
    close: () => page.close(),
  };
}
