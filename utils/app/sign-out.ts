import { unregisterDesktopScript } from '../environment/content-script';
import type { Parts } from './parts';

/** Signs out, and leaves nothing of the person behind: not in the stores, not open in the history, not in the desktop's pages. */
export async function signOutOf({ auth, history }: Pick<Parts, 'auth' | 'history'>): Promise<void> {
  await auth.signOut();
  await history.recordLeft();
  await unregisterDesktopScript();
}
