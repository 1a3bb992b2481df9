import type { Background } from './create-background';

/**
 * Signs out, and leaves nothing of the person in the stores, open in the history, or in the
 * desktop's pages. The sign-in runs the cleanup for every way of signing out.
 */
export async function signOutOf({ auth, practice }: Pick<Background, 'auth' | 'practice'>): Promise<void> {
  // Restore the real sign-in first: it is backed up while practice is on.
  await practice.leave();
  await auth.signOut();
}
