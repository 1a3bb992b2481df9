import type { Feature, Policy } from '@/utils/settings/policy';

/** What each value of a policy sets, as it stands in a list. */
export const POLICY_NAMES: Record<Exclude<keyof Policy, 'disabledFeatures'>, string> = {
  region: 'environment',
  customHost: 'environment',
  clientId: 'client ID',
  cobrowseService: 'cobrowse service',
  allowRemoteControl: 'control by default',
  controlAllowed: 'whether control is allowed',
  timeoutInMinutes: 'time limit by default',
  maxTimeoutInMinutes: 'longest time limit',
  purposeRequired: 'purpose of a start',
  noticeText: 'notice',
  historyDays: 'how long the history is kept',
};

/** What can be switched off. */
export const FEATURE_NAMES: Record<Feature, string> = {
  'desktop-button': 'The button in the Genesys desktop',
  'chat-invitation': 'Invitations by Genesys chat',
  'client-credentials': 'Sign-in with client ID and secret',
  practice: 'Practice with a made-up organisation',
  'history-export': 'Exporting the history',
};
