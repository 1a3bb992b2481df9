import type { AgentChange } from '@/utils/cobrowse/agent-change';
import type { Session } from '@/utils/cobrowse/model';
import type { ServiceTraits } from '@/utils/cobrowse/service-traits';
import type { StartStep } from '@/utils/cobrowse/start-machine';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { t } from '@/utils/i18n/messages';
import { isListedPurpose, type ListedPurpose } from '@/utils/invite/purpose';
import { formatClockTime } from './time';

/** The steps of a start, in the order in which they are shown. */
export const STEPS = ['checking', 'creating', 'issuing-links', 'opening'] as const satisfies StartStep[];

/** A step of a start as shown to the user. */
export function stepName(step: StartStep): string {
  return t(step === 'issuing-links' ? 'common_step_issuing_links' : `common_step_${step}`);
}

/** The button text of a recovery action; empty if there is no button. */
export function recoveryActionName(action: RecoveryAction): string {
  switch (action) {
    case 'sign-in':
      return t('common_recover_sign_in');
    case 'open-settings':
      return t('common_recover_open_settings');
    case 'try-again':
      return t('common_recover_try_again');
    case 'open-session':
      return t('common_recover_open_session');
    case 'grant-access':
      return t('common_recover_grant_access');
    case 'choose-purpose':
      return t('common_recover_choose_purpose');
    case 'refresh':
    case 'reopen':
    case 'reload':
      return t(`common_recover_${action}`);
    case 'wait':
    case 'none':
      return '';
  }
}

/** A purpose from the list as shown to the user. */
export const listedPurposeName = (purpose: ListedPurpose): string => t(`common_purpose_${purpose}`);

/** Returns a purpose by name, or in the supervisor's own words. */
export function purposeName(purpose: string): string {
  return isListedPurpose(purpose) ? listedPurposeName(purpose) : purpose;
}

/** Says in two words whether a session allows control. */
export function controlName(allowRemoteControl: boolean): string {
  return t(allowRemoteControl ? 'common_session_control' : 'common_session_view_only');
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
  if (!joinedExisting) return t('common_limited_by_organization', { time: here });
  const times = { end: formatClockTime(own.sessionEndsAt), own_end: here };
  if (!settings.allowRemoteControl) return t('common_session_from_elsewhere', times);
  return own.settings.allowRemoteControl
    ? t('common_session_from_elsewhere_with_control', times)
    : t('common_session_from_elsewhere_view_only', times);
}

/**
 * Describes what happened to the agent of a session, and what the user can do; without a button
 * while nobody has the conversation.
 */
export function agentChangeWording({ left, now }: AgentChange): { sentence: string; button: string | null } {
  if (now === null)
    return {
      sentence: left === null ? t('common_agent_has_left') : t('common_agent_left', { left }),
      button: null,
    };
  const agent = now.name;
  return {
    sentence: agentChangeSentence(left, agent, now.rings),
    button:
      agent === null ? t('common_end_and_start_with_current') : t('common_end_and_start_with', { agent }),
  };
}

function agentChangeSentence(left: string | null, agent: string | null, rings: boolean): string {
  if (left !== null && agent !== null)
    return rings
      ? t('common_agent_left_alerting', { left, agent })
      : t('common_agent_left_to', { left, agent });
  if (left !== null)
    return rings
      ? t('common_agent_left_alerting_another', { left })
      : t('common_agent_left_to_another', { left });
  if (agent !== null)
    return rings ? t('common_agent_has_left_alerting', { agent }) : t('common_agent_has_left_to', { agent });
  return t(rings ? 'common_agent_has_left_alerting_another' : 'common_agent_has_left_to_another');
}

/** What can be chosen to be shown, as the user chooses it. */
export function viewName(shows: ServiceTraits['shows']): string {
  switch (shows) {
    case 'agent-page':
      return t('common_view_agent_page');
    case 'agent-screen':
      return t('common_view_agent_screen');
    case 'customer-page':
      return t('common_view_customer_page');
  }
}

/**
 * Whose page a start will show, and what that requires. `tellsAgents`: whether the extension tells
 * agents that their screens are viewed.
 */
export function showsNote(shows: ServiceTraits['shows'], tellsAgents: boolean): string {
  switch (shows) {
    case 'agent-page':
      return t('common_shows_agent_page');
    case 'agent-screen':
      return t(tellsAgents ? 'common_shows_agent_screen_told' : 'common_shows_agent_screen');
    case 'customer-page':
      return t('common_shows_customer_page');
  }
}

/** What a keyboard shortcut does. The browser's own commands come without a description. */
export function commandName({ name, description }: { name: string; description: string }): string {
  return description || t(name === '_execute_action' ? 'shortcut_open_popup' : 'shortcut_open_panel');
}
