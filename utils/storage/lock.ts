import { browser } from '#imports';

/**
 * Closes all storage to content scripts. Session storage is closed by default, local storage only
 * on request (Chromium; Firefox has no such option, and nothing secret is there unless the user let
 * the client secret be remembered).
 */
export function lockStorage(): void {
  const { local, session } = browser.storage as unknown as Record<'local' | 'session', Lockable>;
  for (const area of [local, session]) void area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

type Lockable = { setAccessLevel?(level: { accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void> };
