import { resolveEnvironment } from '@/utils/environment/environment';
import { regionOf } from '@/utils/environment/from-address';
import { formatNumber, t, tPlural } from '@/utils/i18n/messages';
import type { Feature, Policy, PolicyProblem, PolicyValues } from '@/utils/settings/policy';
import type { Settings } from '@/utils/settings/settings';

/** One thing that the organization has set, in words. */
export type PolicyFact = { name: string; value: string };

type Value<K extends keyof PolicyValues> = NonNullable<PolicyValues[K]>;
type Wording = { [K in Exclude<keyof PolicyValues, 'disabledFeatures'>]: (value: Value<K>) => PolicyFact };

/** How each value of a policy is said. */
const FACTS: Wording = {
  region: (region) => ({
    name: t('policy_name_environment'),
    value: environmentName({ kind: 'region', region }) ?? region,
  }),
  customHost: (host) => ({ name: t('policy_name_environment'), value: host }),
  clientId: (value) => ({ name: t('policy_name_client_id'), value }),
  cobrowseService: (service) => ({ name: t('policy_name_service'), value: serviceName(service) }),
  allowRemoteControl: (on) => ({
    name: t('policy_name_control_default'),
    value: on ? t('policy_value_control_default_on') : t('policy_value_control_default_off'),
  }),
  controlAllowed: (on) => ({
    name: t('policy_name_control'),
    value: on ? t('policy_value_control_on') : t('policy_value_control_off'),
  }),
  timeoutInMinutes: (minutes) => ({ name: t('policy_name_time'), value: minutesText(minutes) }),
  maxTimeoutInMinutes: (minutes) => ({ name: t('policy_name_max_time'), value: minutesText(minutes) }),
  purposeRequired: (on) => ({ name: t('policy_name_purpose'), value: purposeText(on) }),
  inviteWithStart: (on) => ({
    name: t('policy_name_invite_with_start'),
    value: inviteText(on),
  }),
  tellMonitoredAgents: (on) => ({
    name: t('policy_name_telling'),
    value: on ? t('policy_value_telling_on') : t('policy_value_telling_off'),
  }),
  noticeText: (text) => ({ name: t('policy_name_notice'), value: text || t('settings_managed_none') }),
  historyDays: (days) => ({ name: t('policy_name_history'), value: retentionText(days || null) }),
  desktopAnchors: (anchors) => ({ name: t('policy_name_anchors'), value: anchors.join('\n') }),
  iconOpens: (opens) => ({ name: t('policy_name_icon'), value: iconText(opens) }),
  attentionHoldSeconds: (seconds) => ({ name: t('policy_name_hold'), value: secondsText(seconds) }),
  attentionAlertingSeconds: (seconds) => ({ name: t('policy_name_alerting'), value: secondsText(seconds) }),
  attentionHandledMinutes: (minutes) => ({
    name: t('policy_name_handled'),
    value: minutes === 0 ? t('policy_value_never') : minutesText(minutes),
  }),
};

/** Returns what the organization has set, in the order of the policy. */
export function policyFacts(policy: Policy): PolicyFact[] {
  // A region wins over a host.
  const { customHost, ...others } = policy;
  const shown = policy.region === undefined && customHost !== undefined ? { customHost, ...others } : others;
  return Object.entries(FACTS).flatMap(([key, say]) => {
    const value = shown[key as keyof typeof shown];
    // Each function takes the value of its own key.
    return value === undefined ? [] : (say as (value: unknown) => PolicyFact)(value);
  });
}

const FEATURE_KEYS = {
  'desktop-button': 'policy_feature_desktop_button',
  'chat-invitation': 'policy_feature_chat_invitation',
  'client-credentials': 'policy_feature_client_credentials',
  practice: 'policy_feature_practice',
  'history-export': 'policy_feature_history_export',
  notifications: 'policy_feature_notifications',
} as const satisfies Record<Feature, string>;

/** What can be switched off. */
export const featureName = (feature: Feature) => t(FEATURE_KEYS[feature]);

/** The common name of an environment; `null` if it is not usable. */
export function environmentName(environment: Settings['environment']): string | null {
  if (environment.kind === 'custom') return resolveEnvironment(environment) && environment.host;
  return regionOf(environment.region)?.name ?? null;
}

/** The name of a cobrowse service. */
export const serviceName = (service: Settings['cobrowseService']) =>
  service === 'auto' ? t('policy_service_auto') : t(`settings_service_${service}`);

export const minutesText = (minutes: number) => t('policy_value_minutes', { minutes: formatNumber(minutes) });
/** What pressing the toolbar icon does. */
export const iconText = (opens: Settings['iconOpens']) =>
  opens === 'popup' ? t('policy_value_icon_popup') : t('policy_value_icon_panel');
/** 0 in a policy: never. */
const secondsText = (seconds: number) =>
  seconds === 0 ? t('policy_value_never') : t('policy_value_seconds', { seconds: formatNumber(seconds) });
export const purposeText = (on: boolean) =>
  on ? t('policy_value_purpose_on') : t('policy_value_purpose_off');
export const inviteText = (on: boolean) =>
  on ? t('policy_value_invite_with_start_on') : t('policy_value_invite_with_start_off');
/** `null`: forever. */
export const retentionText = (days: number | null) =>
  days === null ? t('policy_value_history_forever') : tPlural('policy_value_history_days', days);

/** Describes what is wrong with a value of the policy, and what is used instead. */
export function problemText({ name, kind, given, taken, blocks }: PolicyProblem): string {
  const value = given === null ? name : t('common_label_value', { label: name, value: given });
  const becomes = (problem: string) =>
    taken === null ? problem : t('policy_problem_used', { problem, taken });
  switch (kind) {
    case 'unknown-name':
      return t('policy_problem_unknown_name', { name });
    case 'unknown-item':
      return t('policy_problem_unknown_item', { value });
    case 'corrected':
      return becomes(t('policy_problem_corrected', { value }));
    case 'unreadable':
      return blocks
        ? t('policy_problem_blocks', { value })
        : becomes(t('policy_problem_unreadable', { value }));
  }
}
