import type { Background } from './create-background';

/**
 * Signs out, and leaves nothing of the person behind: not in the stores, not open in the history,
 * not in the desktop's pages. The sign-in runs the cleanup for everybody who leaves, however they
 * do.
 */
export async function signOutOf({ auth, practice }: Pick<Background, 'auth' | 'practice'>): Promise<void> {
  // What is signed out of is the real sign-in, which is set aside while practice is on.
  await practice.leave();
  await auth.signOut();
}
