import type { AgentChange } from '@/utils/cobrowse/agent-change';
import type { ServiceTraits } from '@/utils/cobrowse/service-traits';
import type { StartStep } from '@/utils/cobrowse/start-machine';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { formatNumber, t } from '@/utils/i18n/messages';

const MINUTE_MS = 60_000;

/** The step of a start, as it is shown while it lasts. */
export function stepText(step: StartStep): string {
  switch (step) {
    case 'checking':
      return t('button_step_checking');
    case 'creating':
      return t('button_step_starting');
    case 'issuing-links':
      return t('button_step_links');
    case 'opening':
      return t('button_step_opening');
  }
}

/** The text of a recovery action's button; `null` if there is no button. */
export function recoveryActionText(action: RecoveryAction): string | null {
  switch (action) {
    case 'sign-in':
      return t('button_sign_in');
    case 'open-settings':
      return t('button_open_settings');
    case 'try-again':
    case 'refresh':
      return t('button_try_again');
    case 'grant-access':
      return t('button_allow_access');
    case 'reopen':
      return t('button_open_again');
    case 'open-session':
      return t('button_go_to_session');
    case 'choose-purpose':
      return t('button_choose_purpose');
    case 'reload':
      return t('button_reload');
    case 'wait':
    case 'none':
      return null;
  }
}

/** Whose page a start will show. */
export function showsText(shows: ServiceTraits['shows']): string {
  switch (shows) {
    case 'agent-page':
      return t('button_shows_agent_page');
    case 'agent-screen':
      return t('button_shows_agent_screen');
    case 'customer-page':
      return t('button_shows_customer_page');
  }
}

/** What happened to the agent of a session, and the button for it; `null` without a next agent. */
export function agentChangeText({ left: gone, now }: AgentChange): {
  sentence: string;
  button: string | null;
} {
  const left = gone ?? t('button_the_agent');
  if (now === null) return { sentence: t('button_left_none', { left }), button: null };
  const agent = now.name ?? t('button_another_agent');
  return {
    sentence: t(now.rings ? 'button_left_alerting' : 'button_left_now', { agent, left }),
    button: t('button_start_over', { agent: now.name ?? t('button_current_agent') }),
  };
}

/** The time left of a session in whole minutes: short for the button, long for its tooltip. */
export function minutesLeft(expiresAt: number, now: number): { short: string; long: string } {
  const count = Math.ceil((expiresAt - now) / MINUTE_MS);
  if (count <= 1) return { short: t('button_last_minute'), long: t('button_last_minute_left') };
  const minutes = formatNumber(count);
  return { short: t('button_minutes', { minutes }), long: t('button_minutes_left', { minutes }) };
}
