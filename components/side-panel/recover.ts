import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import type { AppActions } from '@/utils/pages/app-state';

/** Does what a failure's button says; `again` repeats what failed. */
export function recover(action: RecoveryAction, actions: AppActions, again: () => void): void {
  if (action === 'sign-in') void actions.signIn();
  else if (action === 'open-settings' || action === 'grant-access') actions.openSettings();
  else if (action === 'refresh') void actions.refreshConversations('asked');
  else again();
}
