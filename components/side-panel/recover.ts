import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import type { AppActions } from '@/utils/pages/app-state';
import { takeRecoveryAction } from '../common/take-recovery-action';

/** Does what a failure's button on the panel's own tabs says; `again` repeats what failed. */
export function recover(action: RecoveryAction, actions: AppActions, again: () => unknown): void {
  const own = {
    'sign-in': actions.signIn,
    'open-settings': actions.openSettings,
    'grant-access': actions.openSettings,
    refresh: () => actions.refreshConversations('asked'),
  };
  takeRecoveryAction(action, own, again);
}
