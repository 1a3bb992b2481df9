import type { AgentChange } from '@/utils/cobrowse/agent-change';
import type { Session } from '@/utils/cobrowse/model';
import type { ServiceTraits } from '@/utils/cobrowse/service-traits';
import type { StartStep } from '@/utils/cobrowse/start-machine';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { isListedPurpose, type ListedPurpose } from '@/utils/invite/purpose';
import { formatClockTime } from './time';

/** The steps of a start as shown to the user, in order. */
export const STEP_NAMES: Record<StartStep, string> = {
  checking: 'Checking',
  creating: 'Creating',
  'issuing-links': 'Preparing links',
  opening: 'Opening',
};

/** The button text of each recovery action; empty if there is no button. */
export const RECOVERY_ACTION_NAMES: Record<RecoveryAction, string> = {
  'sign-in': 'Sign in',
  'open-settings': 'Open settings',
  'try-again': 'Try again',
  refresh: 'Refresh list',
  'grant-access': 'Allow access',
  reopen: 'Open again',
  'choose-purpose': 'Choose purpose',
  reload: 'Reload',
  wait: '',
  none: '',
};

/** The purposes as shown to the user. */
export const PURPOSE_NAMES: Record<ListedPurpose, string> = {
  coaching: 'Coaching',
  assistance: 'Assistance',
  complaint: 'Complaint',
  compliance: 'Compliance',
  training: 'Training',
};

/** Returns a purpose by name, or in the supervisor's own words. */
export function purposeName(purpose: string): string {
  return isListedPurpose(purpose) ? PURPOSE_NAMES[purpose] : purpose;
}

/** Says in two words whether a session allows control. */
export function controlName(allowRemoteControl: boolean): string {
  return allowRemoteControl ? 'Control allowed' : 'View only';
}

/**
 * Describes the limits of the session itself, and those here. Its page does not know our limits,
 * which this says too.
 */
export function ownLimitText(
  { settings, expiresAt, joinedExisting }: Session,
  own: NonNullable<Session['ownLimit']>,
): string {
  const here = formatClockTime(expiresAt);
  if (!joinedExisting) return `Your organisation limits the time: it ends at ${here}.`;
  const isMore = settings.allowRemoteControl && !own.settings.allowRemoteControl;
  const what = `This session was started elsewhere${settings.allowRemoteControl ? ' with control' : ''} and runs until ${formatClockTime(own.sessionEndsAt)}`;
  const you = `you have ${isMore ? 'view-only ' : ''}access until ${here}`;
  return `${what}; ${you}.${isMore ? ' The page may still offer control; do not use it.' : ''}`;
}

/**
 * Describes what happened to the agent of a session, and what the user can do; without a button
 * while nobody has the conversation.
 */
export function agentChangeWording({ left, now }: AgentChange): { sentence: string; button: string | null } {
  const gone = `${left ?? 'The agent'} has left`;
  if (now === null) return { sentence: `${gone}; the conversation has no agent now.`, button: null };
  const name = now.name ?? 'Another agent';
  return {
    sentence: now.rings
      ? `${gone}; the conversation is alerting ${name}.`
      : `${gone}; ${name} has the conversation now.`,
    button: `End and start with ${now.name ?? 'the current agent'}`,
  };
}

/** What can be chosen to be shown, as the user chooses it. */
export const VIEW_NAMES: Record<ServiceTraits['shows'], string> = {
  'agent-page': 'Agent’s page',
  'agent-screen': 'Agent’s screen',
  'customer-page': 'Customer’s page',
};

/** Whose page a start will show, and what that requires. */
export const SHOWS_NOTES: Record<ServiceTraits['shows'], string> = {
  'agent-page': 'You will see the agent’s page.',
  'agent-screen': 'You will see the agent’s screens, view only.',
  'customer-page': 'You will see the customer’s page after they accept.',
};

/**
 * Whose page a start will show, and what that requires. `tellsAgents`: whether the extension tells
 * agents that their screens are viewed.
 */
export function showsNote(shows: ServiceTraits['shows'], tellsAgents: boolean): string {
  const note = SHOWS_NOTES[shows];
  return shows === 'agent-screen' && tellsAgents ? `${note} The agent is told.` : note;
}
