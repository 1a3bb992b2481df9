import { browser } from '#imports';
import { type Environment, environmentPatterns, originPattern } from './environment';

/** True when the browser lets the extension reach every host of the environment. */
export function hasHostAccess(environment: Environment): Promise<boolean> {
  return browser.permissions.contains({ origins: environmentPatterns(environment) });
}

/** True when the browser lets the extension reach this one origin. */
export function hasHostAccessTo(origin: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [originPattern(origin)] });
}

/**
 * Asks the browser for the environment's hosts and answers whether they are granted. Must be called
 * straight from a click: browsers refuse the question otherwise. Resolves at once, without a
 * prompt, when the access is there already.
 */
export function requestHostAccess(environment: Environment): Promise<boolean> {
  return browser.permissions.request({ origins: environmentPatterns(environment) });
}

/**
 * Gives back to the browser what the environment before needed and the one after does not. Never
 * fails: what stays is only more than needed.
 */
export async function giveBackHostAccess(
  before: Environment | null,
  after: Environment | null,
): Promise<void> {
  const needed = after ? environmentPatterns(after) : [];
  const origins = before ? environmentPatterns(before).filter((pattern) => !needed.includes(pattern)) : [];
  // One by one: a host that the manifest or a policy fixes must not keep the others.
  await Promise.allSettled(origins.map(async (origin) => browser.permissions.remove({ origins: [origin] })));
}

/** Calls back when the browser grants or takes away anything. Returns how to stop. */
export function watchHostAccess(onChange: () => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(onChange);
  onRemoved.addListener(onChange);
  return () => {
    onAdded.removeListener(onChange);
    onRemoved.removeListener(onChange);
  };
}
