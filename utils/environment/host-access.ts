import { browser } from '#imports';
import { type Environment, environmentPatterns, originPattern } from './environment';

/** Whether the browser lets the extension access every host of the environment. */
export function hasHostAccess(environment: Environment): Promise<boolean> {
  return browser.permissions.contains({ origins: environmentPatterns(environment) });
}

/** Whether the browser lets the extension access this one origin. */
export function hasHostAccessTo(origin: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [originPattern(origin)] });
}

/**
 * Asks the browser for access to the environment's hosts and returns whether it was granted. Call
 * it directly from a click: browsers refuse the request otherwise. Resolves at once, without a
 * prompt, if access was granted before.
 */
export function requestHostAccess(environment: Environment): Promise<boolean> {
  return browser.permissions.request({ origins: environmentPatterns(environment) });
}

/**
 * Removes access that the previous environment needed and the new one does not. Never fails: what
 * stays is only more than needed.
 */
export async function releaseHostAccess(
  before: Environment | null,
  after: Environment | null,
): Promise<void> {
  const needed = after ? environmentPatterns(after) : [];
  const origins = before ? environmentPatterns(before).filter((pattern) => !needed.includes(pattern)) : [];
  // One by one: a host that the manifest or a policy fixes must not prevent removing the others.
  await Promise.allSettled(origins.map(async (origin) => browser.permissions.remove({ origins: [origin] })));
}

/** Calls back when the browser grants or revokes any access. Returns a function that stops it. */
export function watchHostAccess(onChange: () => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(onChange);
  onRemoved.addListener(onChange);
  return () => {
    onAdded.removeListener(onChange);
    onRemoved.removeListener(onChange);
  };
}
