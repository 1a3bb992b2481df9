import { parseCustomHost } from '@/utils/environment/environment';
import type { RegionKey } from '@/utils/environment/regions';
import { locksOf } from '@/utils/settings/locks';
import { limitSession, type Policy } from '@/utils/settings/policy';
import { DEFAULT_SETTINGS, type SessionSettings, type Settings } from '@/utils/settings/settings';

/** The settings while they are edited: every field as typed, also those of the choice that is not taken. */
export type SettingsDraft = {
  environmentKind: 'region' | 'custom';
  region: RegionKey;
  host: string;
  method: Settings['signIn']['method'];
  clientId: string;
  /** A new secret; empty leaves the stored one alone. */
  clientSecret: string;
  supervisorUserId: string;
  rememberSecret: boolean;
  session: SessionSettings;
  cobrowseService: Settings['cobrowseService'];
  askPurpose: boolean;
  notice: string;
};

/** Fields that can be wrong, in the order in which they stand on the page. */
export const CHECKED_FIELDS = ['host', 'clientId', 'clientSecret', 'supervisorUserId'] as const;
export type CheckedField = (typeof CHECKED_FIELDS)[number];
export type Problems = Partial<Record<CheckedField, string>>;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Stored settings as a draft nobody has touched. */
export function toDraft({ environment, signIn, session, cobrowseService, invite }: Settings): SettingsDraft {
  const standard = DEFAULT_SETTINGS.environment;
  return {
    environmentKind: environment.kind,
    region:
      environment.kind === 'region'
        ? environment.region
        : standard.kind === 'region'
          ? standard.region
          : 'us_east_1',
    host: environment.kind === 'custom' ? environment.host : '',
    method: signIn.method,
    clientId: signIn.clientId,
    clientSecret: '',
    supervisorUserId: signIn.supervisorUserId,
    rememberSecret: signIn.rememberSecret,
    session,
    cobrowseService,
    askPurpose: invite.askPurpose,
    notice: invite.notice,
  };
}

/** What would be stored for a draft. `others` are the settings that this page does not edit. */
export function toSettings(
  draft: SettingsDraft,
  others: Pick<Settings, 'history'> = DEFAULT_SETTINGS,
): Settings {
  return {
    version: 1,
    environment:
      draft.environmentKind === 'region'
        ? { kind: 'region', region: draft.region }
        : { kind: 'custom', host: draft.host.trim() },
    signIn: {
      method: draft.method,
      clientId: draft.clientId.trim(),
      supervisorUserId: draft.supervisorUserId.trim(),
      rememberSecret: draft.rememberSecret,
    },
    session: draft.session,
    history: others.history,
    cobrowseService: draft.cobrowseService,
    invite: { askPurpose: draft.askPurpose, notice: draft.notice.trim() },
  };
}

/** The draft as the organisation leaves it: its word stands where it has spoken, whatever was typed before. */
export function underPolicy(draft: SettingsDraft, settings: Settings, policy: Policy): SettingsDraft {
  const locks = locksOf(policy);
  const { environmentKind, region, host, method, clientId, session, cobrowseService, askPurpose, notice } =
    toDraft(settings);
  return {
    ...draft,
    ...(locks.environment && { environmentKind, region, host }),
    ...(locks.method && { method, clientSecret: '' }),
    ...(locks.clientId && { clientId }),
    ...(locks.cobrowseService && { cobrowseService }),
    ...(locks.askPurpose && { askPurpose }),
    ...(locks.notice && { notice }),
    session: limitSession(
      {
        allowRemoteControl: (locks.allowRemoteControl ? session : draft.session).allowRemoteControl,
        timeoutInMinutes: (locks.timeoutInMinutes ? session : draft.session).timeoutInMinutes,
      },
      policy,
    ),
  };
}

/** Whether saving the draft would change anything. */
export function isChanged(draft: SettingsDraft, settings: Settings): boolean {
  const stored = toSettings(toDraft(settings));
  return draft.clientSecret !== '' || JSON.stringify(toSettings(draft)) !== JSON.stringify(stored);
}

/** What stands in the way of saving: fields whose text cannot be right. Empty ones may be filled in later. */
export function findProblems(draft: SettingsDraft): Problems {
  const problems: Problems = {};
  if (draft.environmentKind === 'custom') {
    const parsed = parseCustomHost(draft.host);
    if (!parsed.ok) problems.host = parsed.problem;
  }
  const clientId = draft.clientId.trim();
  if (clientId !== '' && !UUID.test(clientId)) {
    problems.clientId = 'A client ID looks like 1b2c3d4e-0000-4000-8000-123456789abc.';
  }
  const supervisor = draft.supervisorUserId.trim();
  if (supervisor !== '' && !UUID.test(supervisor)) {
    problems.supervisorUserId = 'A user ID looks like 1b2c3d4e-0000-4000-8000-123456789abc.';
  }
  return problems;
}

/** What stands in the way of signing in: the same, and whatever is still missing. */
export function findSignInProblems(draft: SettingsDraft, hasClientSecret: boolean): Problems {
  const problems = findProblems(draft);
  if (draft.clientId.trim() === '') problems.clientId = 'Enter the client ID your administrator gave you.';
  if (draft.method === 'client-credentials') {
    if (draft.clientSecret === '' && !hasClientSecret) problems.clientSecret = 'Enter the client secret.';
    if (draft.supervisorUserId.trim() === '') {
      problems.supervisorUserId =
        'Enter your own user ID: with this method Genesys Cloud does not know who you are.';
    }
  }
  return problems;
}
