import { takeDesktopScriptAway } from './desktop-script';
import type { Parts } from './parts';

/** Signs out, and leaves nothing of the person behind: not in the stores, not open in the history, not in the desktop's pages. */
export async function signOutOf({
  auth,
  history,
  practice,
  sessionWatch,
}: Pick<Parts, 'auth' | 'history' | 'practice' | 'sessionWatch'>): Promise<void> {
  // What is signed out of is the real sign-in, which is set aside while practice is on.
  await practice.leave();
  await sessionWatch.closePages();
  await auth.signOut();
  await history.recordLeft();
  await takeDesktopScriptAway();
}
