import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

/**
 * The browser's host permissions in memory; `fakeBrowser` has none of its own. `'*'` grants every
 * host.
 */
export function fakePermissions(...initially: string[]) {
  const granted = new Set(initially);
  const fixed = new Set<string>();
  const listeners = { onAdded: new Set<() => void>(), onRemoved: new Set<() => void>() };
  const { permissions } = fakeBrowser;
  const has = (origin: string) => granted.has('*') || granted.has(origin);
  for (const name of ['onAdded', 'onRemoved'] as const) {
    vi.spyOn(permissions[name], 'addListener').mockImplementation((listener) => {
      listeners[name].add(listener as () => void);
    });
    vi.spyOn(permissions[name], 'removeListener').mockImplementation((listener) => {
      listeners[name].delete(listener as () => void);
    });
  }
  vi.spyOn(permissions, 'contains').mockImplementation((async ({ origins }: { origins: string[] }) =>
    origins.every(has)) as never);
  vi.spyOn(permissions, 'remove').mockImplementation((async ({ origins }: { origins: string[] }) => {
    if (origins.some((origin) => fixed.has(origin)))
      throw new Error('You cannot remove required permissions.');
    return origins.map((origin) => granted.delete(origin)).some(Boolean);
  }) as never);
  const tell = (name: keyof typeof listeners) => {
    for (const listener of listeners[name]) listener();
  };
  return {
    granted: () => [...granted].sort(),
    /** What the manifest or a policy fixes. */
    fix: (origin: string) => fixed.add(origin),
    grant(origin: string) {
      granted.add(origin);
      tell('onAdded');
    },
    takeAway(origin: string) {
      granted.delete(origin);
      tell('onRemoved');
    },
    listeners: () => listeners.onAdded.size + listeners.onRemoved.size,
  };
}
