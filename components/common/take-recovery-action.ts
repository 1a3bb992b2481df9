import type { RecoveryAction } from '@/utils/errors/recovery-actions';

/** What a view does for the buttons of failures that do more than repeat what failed. */
export type Recoveries = Partial<Record<RecoveryAction, () => unknown>>;

/** Does what a failure's button says; `again` repeats what failed. */
export function takeRecoveryAction(action: RecoveryAction, own: Recoveries, again: () => unknown): void {
  void (own[action] ?? again)();
}
