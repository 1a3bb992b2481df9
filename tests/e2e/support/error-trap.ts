import type { Page } from 'playwright-core';
import type { World } from './world.ts';

type RuntimeError = {
  message: string;
  contextUrl: string;
  isServiceWorker: boolean;
  stackTrace: { functionName: string; url: string; lineNumber: number; columnNumber: number }[];
};
type DeveloperPrivate = {
  developerPrivate: {
    updateProfileConfiguration(update: { inDeveloperMode: boolean }): Promise<void>;
    updateExtensionConfiguration(update: { extensionId: string; errorCollection: boolean }): Promise<void>;
    getExtensionInfo(extensionId: string): Promise<{ runtimeErrors: RuntimeError[] }>;
    deleteExtensionErrors(which: { extensionId: string }): Promise<void>;
  };
};

/** How the browser labels uncaught errors; it also records other console messages. */
const UNCAUGHT = /^Uncaught /;
/** The error of the last calls of a worker that is being stopped: nothing is left to catch it. */
const DYING = /^Uncaught \(in promise\) Error: No SW/;

/**
 * The extension's uncaught errors and rejections as the browser recorded them, across all restarts
 * of its worker.
 */
export type ErrorTrap = { errors(): Promise<string[]> };

/**
 * Sets the trap, and proves that it works. It uses its own browser page, opened for each read:
 * tests close their tabs.
 */
export async function setErrorTrap(world: World): Promise<ErrorTrap> {
  const { extensionId } = world;
  const inExtensionsPage = async <T>(look: (page: Page) => Promise<T>): Promise<T> => {
    const page = await world.context.newPage();
    await page.goto('chrome://extensions/');
    return await look(page).finally(() => page.close());
  };
  const errors = async () => {
    const noted = await inExtensionsPage((page) =>
      page.evaluate(async (id) => {
        const { developerPrivate } = chrome as unknown as DeveloperPrivate;
        const { runtimeErrors } = await developerPrivate.getExtensionInfo(id);
        return runtimeErrors.map(({ message, isServiceWorker, contextUrl, stackTrace }) => {
          const where = isServiceWorker ? 'the worker' : contextUrl;
          const stack = stackTrace.map(
            (at) => `${at.functionName} ${at.url}:${at.lineNumber}:${at.columnNumber}`,
          );
          return [`${message} in ${where}`, ...stack].join('\n  ');
        });
      }, extensionId),
    );
    return noted.filter((message) => UNCAUGHT.test(message) && !DYING.test(message));
  };

  await inExtensionsPage((page) =>
    page.evaluate(async (id) => {
      const { developerPrivate } = chrome as unknown as DeveloperPrivate;
      await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
      await developerPrivate.updateExtensionConfiguration({ extensionId: id, errorCollection: true });
    }, extensionId),
  );
  await world.worker().evaluate(() => {
    setTimeout(() => void Promise.reject(new Error('bait')), 0);
  });
  for (const until = Date.now() + 5_000; !(await errors()).some((message) => message.includes('bait')); ) {
    if (Date.now() > until) throw new Error('The browser does not note the errors of the extension.');
  }
  await inExtensionsPage((page) =>
    page.evaluate(
      (id) =>
        (chrome as unknown as DeveloperPrivate).developerPrivate.deleteExtensionErrors({ extensionId: id }),
      extensionId,
    ),
  );
  return { errors };
}
