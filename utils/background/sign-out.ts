import type { Parts } from './create-background';

/**
 * Signs out, and leaves nothing of the person behind: not in the stores, not open in the history,
 * not in the desktop's pages. What is done for them is the sign-in's, which sees off everybody who
 * leaves, however they do.
 */
export async function signOutOf({ auth, practice }: Pick<Parts, 'auth' | 'practice'>): Promise<void> {
  // What is signed out of is the real sign-in, which is set aside while practice is on.
  await practice.leave();
  await auth.signOut();
}
