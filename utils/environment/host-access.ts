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
 * Asks the browser for the environment's hosts and answers whether they are granted. Must be called straight from a click:
 * browsers refuse the question otherwise. Resolves at once, without a prompt, when the access is there already.
 */
export function requestHostAccess(environment: Environment): Promise<boolean> {
  return browser.permissions.request({ origins: environmentPatterns(environment) });
}

/** Calls back when hosts are granted or taken away; returns how to stop. */
export function watchHostAccess(onChange: () => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(onChange);
  onRemoved.addListener(onChange);
  return () => {
    onAdded.removeListener(onChange);
    onRemoved.removeListener(onChange);
  };
}
