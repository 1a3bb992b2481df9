import type { Feature, PolicyProblem, PolicyValues } from '@/utils/settings/policy';

/** What each value of a policy sets, for a list. */
export const POLICY_NAMES: Record<Exclude<keyof PolicyValues, 'disabledFeatures'>, string> = {
  region: 'environment',
  customHost: 'environment',
  clientId: 'client ID',
  cobrowseService: 'cobrowse service',
  allowRemoteControl: 'control by default',
  controlAllowed: 'whether control is allowed',
  timeoutInMinutes: 'default time limit',
  maxTimeoutInMinutes: 'maximum time limit',
  purposeRequired: 'session purpose',
  tellMonitoredAgents: 'telling agents that their screens are viewed',
  noticeText: 'notice',
  historyDays: 'history retention',
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
  const becomes = taken === null ? '' : ` ${taken} is used instead.`;
  switch (kind) {
    case 'unknown-name':
      return `${name}: unknown setting, ignored.`;
    case 'unknown-item':
      return `${value} is unknown and ignored. The other items apply.`;
    case 'corrected':
      return `${value} is out of range or too long.${becomes}`;
    case 'unreadable':
      return `${value} cannot be read.${blocks ? ' Sign-in and all requests are blocked until it is corrected.' : becomes}`;
  }
}
