import { environmentPatterns, resolveEnvironment } from '@/utils/environment/environment';
import type { Settings } from '@/utils/settings/settings';

/**
 * The hosts to request from the browser, as its own prompt names them; none while the environment
 * is not usable.
 */
export function hostsOf({ environment }: Settings): string[] {
  const resolved = resolveEnvironment(environment);
  return resolved
    ? environmentPatterns(resolved).map((pattern) => new URL(pattern.slice(0, -1)).hostname)
    : [];
}
