import { t } from '../i18n/messages';
import type { FailureMessage } from './messages';

const saying = (title: string, help: string): FailureMessage => ({ title, help, recoveryAction: 'none' });

/** A start was pressed, and the background has not confirmed that it is recorded. */
export const notReceived = () => saying(t('button_no_answer'), t('button_start_unsure'));

/** A press on a button that had not been unchanged for long enough. */
export const pressAgain = () => saying(t('button_not_started'), t('button_not_started_why'));

/** The window that confirms a start could not be opened. */
export const noWindow = () => saying(t('button_no_window'), t('button_no_window_help'));

/** A press on *End* or *Invite* that had only just appeared, or a key of somebody who types. */
export const pressActionAgain = () => saying(t('button_not_done'), t('button_press_again'));

/** A press on *End* or *Invite* that the person may not have seen. */
export const actionUnseen = () => saying(t('button_not_done'), t('button_altered'));

/** *End* or *Invite* was pressed, and the background has not answered. */
export const actionNotReceived = () => saying(t('button_no_answer'), t('button_use_list'));

/** The agent was invited. */
export const invited = () => saying(t('button_invited'), '');
