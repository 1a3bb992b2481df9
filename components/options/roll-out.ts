import { resolveEnvironment } from '@/utils/environment/environment';
import { REGIONS } from '@/utils/environment/regions';
import type { Feature, PolicyValues } from '@/utils/settings/policy';
import { readPolicy } from '@/utils/settings/read-policy';
import type { Settings } from '@/utils/settings/settings';

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

const SERVICE_NAMES: Record<Settings['cobrowseService'], string> = {
  screen: 'Live Screen Monitoring',
  auto: 'Automatic',
  sessions: 'Cobrowse Sessions API',
  platform: 'Genesys Cloud co-browse',
};

/** Returns the parts with the values on the page. */
export function partsOf(settings: Settings): RollOutPart[] {
  const { environment, signIn, session, history, invite } = settings;
  const days = history.keepForDays;
  return [
    {
      key: 'environment',
      name: 'Environment',
      shown: environmentName(environment),
      policy:
        environment.kind === 'region' ? { region: environment.region } : { customHost: environment.host },
    },
    {
      key: 'clientId',
      name: 'Client ID',
      shown: signIn.clientId || null,
      policy: { clientId: signIn.clientId },
    },
    {
      key: 'cobrowseService',
      name: 'Cobrowse service',
      shown: SERVICE_NAMES[settings.cobrowseService],
      policy: { cobrowseService: settings.cobrowseService },
    },
    {
      key: 'allowRemoteControl',
      name: 'Control by default',
      shown: session.allowRemoteControl ? 'With control' : 'View only',
      policy: { allowRemoteControl: session.allowRemoteControl },
    },
    {
      key: 'timeoutInMinutes',
      name: 'Default time limit',
      shown: `${session.timeoutInMinutes} min`,
      policy: { timeoutInMinutes: session.timeoutInMinutes },
    },
    {
      key: 'purposeRequired',
      name: 'Session purpose',
      shown: invite.askPurpose ? 'Required' : 'Not required',
      policy: { purposeRequired: invite.askPurpose },
    },
    {
      key: 'noticeText',
      name: 'Notice',
      shown: invite.notice || 'None',
      policy: { noticeText: invite.notice },
    },
    {
      key: 'historyDays',
      name: 'History',
      shown: days === null ? 'Kept forever' : `Kept for ${days} days`,
      policy: { historyDays: days ?? 0 },
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

function environmentName(environment: Settings['environment']): string | null {
  if (environment.kind === 'custom') return resolveEnvironment(environment) && environment.host;
  return REGIONS.find(({ key }) => key === environment.region)?.name ?? null;
}
