import type { Feature, PolicyProblem, PolicyValues } from '@/utils/settings/policy';

/** What each value of a policy sets, for a list. */
export const POLICY_NAMES: Record<Exclude<keyof PolicyValues, 'disabledFeatures'>, string> = {
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

/** Describes what is wrong with a value of the policy, and what is used instead. */
export function problemText({ name, kind, given, taken, blocks }: PolicyProblem): string {
  const value = given === null ? name : `${name}: ${given}`;
  const becomes = taken === null ? '' : ` It is taken as ${taken}.`;
  switch (kind) {
    case 'unknown-name':
      return `${name}: this name is not known and has no effect.`;
    case 'unknown-item':
      return `${value} is not known. The other items count.`;
    case 'corrected':
      return `${value} is out of range or too long.${becomes}`;
    case 'unreadable':
      return `${value} cannot be read.${blocks ? ' Nothing is reached and nobody signs in until it is corrected.' : becomes}`;
  }
}
