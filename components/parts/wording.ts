import type { ServiceTraits } from '@/utils/cobrowse/service-traits';
import type { StartStep } from '@/utils/cobrowse/start-machine';
import type { WayOut } from '@/utils/errors/sentences';

/** The steps of a start as the user reads them, in order. */
export const STEP_NAMES: Record<StartStep, string> = {
  checking: 'Checking',
  creating: 'Creating',
  'issuing-links': 'Issuing links',
  opening: 'Opening',
};

/** What the button of each way out says; empty where there is nothing to press. */
export const WAY_OUT_NAMES: Record<WayOut, string> = {
  'sign-in': 'Sign in',
  'open-settings': 'Open settings',
  'try-again': 'Try again',
  refresh: 'Refresh list',
  'grant-access': 'Allow access',
  reopen: 'Open again',
  wait: '',
  none: '',
};

/** Whether a session is for looking or for touching, in two words. */
export function controlName(allowRemoteControl: boolean): string {
  return allowRemoteControl ? 'Control allowed' : 'View only';
}

/** Whose page a start will show, and what that takes. */
export const SHOWS_NOTES: Record<ServiceTraits['shows'], string> = {
  'agent-page': 'You will see the agent’s page.',
  'customer-page': 'You will see the customer’s page; the customer must accept.',
};
