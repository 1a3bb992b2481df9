import { formatList, formatNumber, t } from '@/utils/i18n/messages';
import type { Feature, PolicyValues } from '@/utils/settings/policy';
import { readPolicy } from '@/utils/settings/read-policy';
import type { AttentionSettings, Settings } from '@/utils/settings/settings';
import {
  environmentName,
  iconText,
  inviteText,
  minutesText,
  purposeText,
  retentionText,
  serviceName,
} from './policy-wording';

/** A part of the settings that can be set for everybody: its description, and its policy values. */
export type RollOutPart = {
  key: string;
  name: string;
  /** The current value in words; `null` if there is none to set. */
  shown: string | null;
  policy: PolicyValues;
};

/** What the administrator has chosen for the file. */
export type RollOutChoice = {
  /** Keys of the included parts. */
  parts: ReadonlySet<string>;
  controlForbidden: boolean;
  /** `null` for no limit. */
  maxMinutes: number | null;
  off: ReadonlySet<Feature>;
  /** Whether agents are not told that their screens are viewed. */
  tellingOff: boolean;
};

/** Every roll-out needs the environment and the client. */
export const FIRST_CHOICE: RollOutChoice = {
  parts: new Set(['environment', 'clientId']),
  controlForbidden: false,
  maxMinutes: null,
  off: new Set(),
  tellingOff: false,
};

/** Returns the parts with the values on the page. */
export function partsOf(settings: Settings): RollOutPart[] {
  const { environment, signIn, session, history, invite, attention } = settings;
  const days = history.keepForDays;
  return [
    {
      key: 'environment',
      name: t('policy_name_environment'),
      shown: environmentName(environment),
      policy:
        environment.kind === 'region' ? { region: environment.region } : { customHost: environment.host },
    },
    {
      key: 'clientId',
      name: t('policy_name_client_id'),
      shown: signIn.clientId || null,
      policy: { clientId: signIn.clientId },
    },
    {
      key: 'cobrowseService',
      name: t('policy_name_service'),
      shown: serviceName(settings.cobrowseService),
      policy: { cobrowseService: settings.cobrowseService },
    },
    {
      key: 'allowRemoteControl',
      name: t('policy_name_control_default'),
      shown: session.allowRemoteControl
        ? t('policy_value_control_default_on')
        : t('policy_value_control_default_off'),
      policy: { allowRemoteControl: session.allowRemoteControl },
    },
    {
      key: 'timeoutInMinutes',
      name: t('policy_name_time'),
      shown: minutesText(session.timeoutInMinutes),
      policy: { timeoutInMinutes: session.timeoutInMinutes },
    },
    {
      key: 'purposeRequired',
      name: t('policy_name_purpose'),
      shown: purposeText(invite.askPurpose),
      policy: { purposeRequired: invite.askPurpose },
    },
    {
      key: 'inviteWithStart',
      name: t('policy_name_invite_with_start'),
      shown: inviteText(invite.withStart !== false),
      policy: { inviteWithStart: invite.withStart !== false },
    },
    {
      key: 'noticeText',
      name: t('policy_name_notice'),
      shown: invite.notice || t('settings_managed_none'),
      policy: { noticeText: invite.notice },
    },
    {
      key: 'historyDays',
      name: t('policy_name_history'),
      shown: retentionText(days),
      policy: { historyDays: days ?? 0 },
    },
    {
      key: 'iconOpens',
      name: t('policy_name_icon'),
      shown: iconText(settings.iconOpens),
      policy: { iconOpens: settings.iconOpens },
    },
    {
      key: 'attention',
      name: t('policy_name_attention'),
      shown: attentionName(attention),
      policy: {
        attentionHoldSeconds: attention.holdSeconds ?? 0,
        attentionAlertingSeconds: attention.alertingSeconds ?? 0,
        attentionHandledMinutes: attention.handledMinutes ?? 0,
      },
    },
  ];
}

/** Returns the chosen policy, without anything that the extension itself would not accept. */
export function toPolicy(choice: RollOutChoice, parts: RollOutPart[]): PolicyValues {
  const chosen = parts.filter(({ key, shown }) => choice.parts.has(key) && shown !== null);
  const { problems: _, ...policy } = readPolicy({
    ...Object.assign({}, ...chosen.map((part) => part.policy)),
    ...(choice.controlForbidden && { controlAllowed: false }),
    ...(choice.maxMinutes !== null && { maxTimeoutInMinutes: choice.maxMinutes }),
    ...(choice.tellingOff && { tellMonitoredAgents: false }),
    ...(choice.off.size > 0 && { disabledFeatures: [...choice.off] }),
  });
  return policy;
}

function attentionName({ holdSeconds, alertingSeconds, handledMinutes }: AttentionSettings): string {
  const limits = [
    holdSeconds !== null && t('policy_value_attention_hold', { seconds: formatNumber(holdSeconds) }),
    alertingSeconds !== null &&
      t('policy_value_attention_alerting', { seconds: formatNumber(alertingSeconds) }),
    handledMinutes !== null && t('policy_value_attention_handled', { minutes: formatNumber(handledMinutes) }),
  ].filter((limit) => limit !== false);
  return limits.length > 0 ? formatList(limits) : t('policy_value_attention_none');
}
