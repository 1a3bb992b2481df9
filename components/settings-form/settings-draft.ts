import { isSameClient } from '@/utils/auth/model';
import { parseCustomHost } from '@/utils/environment/environment';
import type { RegionKey } from '@/utils/environment/regions';
import { formatNumber, t } from '@/utils/i18n/messages';
import { UUID } from '@/utils/schema/uuid';
import { environmentKeyOf, secretOwnerOf } from '@/utils/settings/client-owner';
import { locksOf } from '@/utils/settings/locks';
import { limitSession, type Policy } from '@/utils/settings/policy';
import {
  type AttentionSettings,
  DEFAULT_SETTINGS,
  MAX_NOTICE_LENGTH,
  type SessionSettings,
  type Settings,
} from '@/utils/settings/settings';
import { hostProblemText } from './host-problem';

/**
 * The settings while they are edited: every field as typed, including those of the choice that is
 * not selected.
 */
export type SettingsDraft = {
  environmentKind: 'region' | 'custom';
  region: RegionKey;
  host: string;
  method: Settings['signIn']['method'];
  clientId: string;
  /**
   * Key of the environment that the client ID is for; empty if none was chosen when it was typed.
   */
  clientIdFor: string;
  /** Client IDs of other environments, by key: they return when the user goes back. */
  otherClientIds: Readonly<Record<string, string>>;
  /** A new secret; empty keeps the stored one. */
  clientSecret: string;
  supervisorUserId: string;
  rememberSecret: boolean;
  session: SessionSettings;
  cobrowseService: Settings['cobrowseService'];
  askPurpose: boolean;
  inviteWithStart: boolean;
  notice: string;
  appearance: Settings['appearance'];
  iconOpens: Settings['iconOpens'];
  notices: Settings['notices'];
  attention: AttentionSettings;
};

/** Fields that a sign-in needs. */
const SIGN_IN_FIELDS = ['host', 'clientId', 'clientSecret', 'supervisorUserId'] as const;
export type SignInField = (typeof SIGN_IN_FIELDS)[number];
/** Fields that can be invalid, in the order of the page. */
export const CHECKED_FIELDS = ['host', 'notice', 'clientId', 'clientSecret', 'supervisorUserId'] as const;
export type CheckedField = (typeof CHECKED_FIELDS)[number];
export type Problems = Partial<Record<CheckedField, string>>;

/** Converts stored settings to an unedited draft. */
export function toDraft(settings: Settings): SettingsDraft {
  const { environment, signIn, session, cobrowseService, invite } = settings;
  const { appearance, attention, iconOpens, notices } = settings;
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
    clientIdFor: environmentKeyOf({ environment }),
    otherClientIds: {},
    clientSecret: '',
    supervisorUserId: signIn.supervisorUserId,
    rememberSecret: signIn.rememberSecret,
    session,
    cobrowseService,
    askPurpose: invite.askPurpose,
    inviteWithStart: invite.withStart !== false,
    notice: invite.notice,
    appearance,
    iconOpens,
    notices,
    attention,
  };
}

/** Returns the environment of a draft, usable or not. */
export function environmentOf({ environmentKind, region, host }: SettingsDraft): Settings['environment'] {
  return environmentKind === 'region' ? { kind: 'region', region } : { kind: 'custom', host: host.trim() };
}

const keyOf = (draft: SettingsDraft) => environmentKeyOf({ environment: environmentOf(draft) });

/**
 * Returns a draft with changes. Client ID and secret belong to the environment that they were
 * entered for: if it changes, the ID is removed (and returns with the first environment), and a
 * newly typed secret is dropped. A client ID that the organization has set stays.
 */
export function changeDraft(
  before: SettingsDraft,
  part: Partial<SettingsDraft>,
  clientIdLocked: boolean,
): SettingsDraft {
  const after = { ...before, ...part };
  const [from, to] = [keyOf(before), keyOf(after)];
  if (part.clientId !== undefined) return { ...after, clientIdFor: to };
  if (from === to || clientIdLocked) return after;
  const owner = before.clientIdFor;
  // Typed before any environment was chosen: it belongs to the one being typed.
  if (owner === '' && before.clientId !== '') return { ...after, clientSecret: '' };
  const { [to]: clientId = '', ...others } =
    before.clientId === '' ? before.otherClientIds : { ...before.otherClientIds, [owner]: before.clientId };
  return { ...after, clientId, clientIdFor: to, otherClientIds: others, clientSecret: '' };
}

/** Whether the client ID is missing because the environment has changed. */
export function isClientIdTakenOut({ clientId, otherClientIds }: SettingsDraft): boolean {
  return clientId === '' && Object.keys(otherClientIds).length > 0;
}

/** Returns the draft once its environment is final: what was typed before now belongs to it. */
export function settleEnvironment(draft: SettingsDraft): SettingsDraft {
  return draft.clientIdFor === '' ? { ...draft, clientIdFor: keyOf(draft) } : draft;
}

/**
 * Whether the stored secret would still be used with the draft: only for the same client in the
 * same environment.
 */
export function keepsSecret(draft: SettingsDraft, settings: Settings, hasClientSecret: boolean): boolean {
  return hasClientSecret && isSameClient(secretOwnerOf(toSettings(draft)), secretOwnerOf(settings));
}

/**
 * Returns what would be stored for a draft. `others` are the settings that this page does not edit.
 */
export function toSettings(
  draft: SettingsDraft,
  others: Pick<Settings, 'history'> = DEFAULT_SETTINGS,
): Settings {
  return {
    version: 1,
    environment: environmentOf(draft),
    signIn: {
      method: draft.method,
      clientId: draft.clientId.trim(),
      supervisorUserId: draft.supervisorUserId.trim(),
      rememberSecret: draft.rememberSecret,
    },
    session: draft.session,
    history: others.history,
    cobrowseService: draft.cobrowseService,
    invite: {
      askPurpose: draft.askPurpose,
      notice: draft.notice.trim(),
      // Sent unless somebody says otherwise, now and in later versions.
      ...(!draft.inviteWithStart && { withStart: false }),
    },
    appearance: draft.appearance,
    iconOpens: draft.iconOpens,
    notices: draft.notices,
    attention: draft.attention,
  };
}

/** Applies the policy to the draft: the organization's values replace whatever was typed before. */
export function underPolicy(draft: SettingsDraft, settings: Settings, policy: Policy): SettingsDraft {
  const locks = locksOf(policy);
  const shown = toDraft(settings);
  const { environmentKind, region, host, method, clientId, session, cobrowseService, askPurpose, notice } =
    shown;
  const { inviteWithStart } = shown;
  // Typed for another environment before the organization set its own.
  const isElsewhere = locks.environment && draft.clientIdFor !== shown.clientIdFor;
  return {
    ...draft,
    ...(locks.environment && { environmentKind, region, host }),
    ...(locks.method && { method, clientSecret: '' }),
    ...((locks.clientId || isElsewhere) && { clientId, clientIdFor: shown.clientIdFor }),
    ...(isElsewhere && { clientSecret: '' }),
    ...(locks.cobrowseService && { cobrowseService }),
    ...(locks.askPurpose && { askPurpose }),
    ...(locks.inviteWithStart && { inviteWithStart }),
    ...(locks.notice && { notice }),
    ...(locks.iconOpens && { iconOpens: settings.iconOpens }),
    ...(locks.notices && { notices: settings.notices }),
    attention: {
      holdSeconds: (locks.holdSeconds ? shown : draft).attention.holdSeconds,
      alertingSeconds: (locks.alertingSeconds ? shown : draft).attention.alertingSeconds,
      handledMinutes: (locks.handledMinutes ? shown : draft).attention.handledMinutes,
    },
    session: limitSession(
      {
        allowRemoteControl: (locks.allowRemoteControl ? session : draft.session).allowRemoteControl,
        timeoutInMinutes: (locks.timeoutInMinutes ? session : draft.session).timeoutInMinutes,
      },
      policy,
    ),
  };
}

/**
 * Returns a draft after the stored settings have changed elsewhere, such as in another window: what
 * the user has not changed follows them, and the user's own changes stay. The sign-in and its
 * environment belong together.
 * @param base the stored settings that the draft was made of
 */
export function rebase(draft: SettingsDraft, base: Settings, stored: Settings): SettingsDraft {
  const [before, now] = [toDraft(base), toDraft(stored)];
  const followsSignIn =
    draft.clientSecret === '' &&
    isSame(signInOf(draft), signInOf(before)) &&
    !isSame(signInOf(before), signInOf(now));
  const { environmentKind, region, host, method, clientId, clientIdFor } = followsSignIn ? now : draft;
  const { supervisorUserId, rememberSecret } = followsSignIn ? now : draft;
  return {
    environmentKind,
    region,
    host,
    method,
    clientId,
    clientIdFor,
    otherClientIds: draft.otherClientIds,
    clientSecret: draft.clientSecret,
    supervisorUserId,
    rememberSecret,
    ...followed(otherPartsOf(draft), otherPartsOf(before), otherPartsOf(now)),
    session: followed(draft.session, before.session, now.session),
    appearance: followed(draft.appearance, before.appearance, now.appearance),
    attention: followed(draft.attention, before.attention, now.attention),
  };
}

function signInOf(draft: SettingsDraft): Pick<Settings, 'environment' | 'signIn'> {
  const { environment, signIn } = toSettings(draft);
  return { environment, signIn };
}

function otherPartsOf({
  cobrowseService,
  askPurpose,
  inviteWithStart,
  notice,
  iconOpens,
  notices,
}: SettingsDraft) {
  return { cobrowseService, askPurpose, inviteWithStart, notice, iconOpens, notices };
}

/** Returns the parts as the user has left them, and those as stored that only changed there. */
function followed<T extends object>(mine: T, before: T, now: T): T {
  const changed = Object.entries(now).filter(([name]) => {
    const key = name as keyof T;
    return isSame(mine[key], before[key]) && !isSame(before[key], now[key]);
  });
  return { ...mine, ...Object.fromEntries(changed) };
}

/** Spaces around a text are not stored. */
const isSame = (one: unknown, other: unknown) => written(one) === written(other);
const written = (value: unknown) => JSON.stringify(typeof value === 'string' ? value.trim() : value);

/** Whether saving the draft would change anything. */
export function isChanged(draft: SettingsDraft, settings: Settings): boolean {
  const stored = toSettings(toDraft(settings));
  return draft.clientSecret !== '' || JSON.stringify(toSettings(draft)) !== JSON.stringify(stored);
}

/** Finds what prevents saving: invalid fields. Empty ones may be filled in later. */
export function findProblems(draft: SettingsDraft): Problems {
  const problems: Problems = {};
  if (draft.environmentKind === 'custom') {
    const parsed = parseCustomHost(draft.host);
    if (!parsed.ok) problems.host = hostProblemText(parsed);
  }
  const { length } = draft.notice.trim();
  if (length > MAX_NOTICE_LENGTH) {
    problems.notice = t('settings_notice_problem', {
      count: formatNumber(length),
      max: formatNumber(MAX_NOTICE_LENGTH),
    });
  }
  const clientId = draft.clientId.trim();
  if (clientId !== '' && !UUID.test(clientId)) {
    problems.clientId = t('settings_client_id_problem');
  }
  const supervisor = draft.supervisorUserId.trim();
  if (supervisor !== '' && !UUID.test(supervisor)) {
    problems.supervisorUserId = t('settings_supervisor_id_problem');
  }
  return problems;
}

/** Finds what prevents signing in: invalid and missing fields. */
export function findSignInProblems(draft: SettingsDraft, hasClientSecret: boolean): Problems {
  const problems = findProblems(draft);
  if (draft.clientId.trim() === '') problems.clientId = t('settings_client_id_missing');
  if (draft.method === 'client-credentials') {
    if (draft.clientSecret === '' && !hasClientSecret)
      problems.clientSecret = t('settings_client_secret_missing');
    if (draft.supervisorUserId.trim() === '') {
      problems.supervisorUserId = t('settings_supervisor_id_missing');
    }
  }
  return problems;
}

/** Finds the fields that are still empty although a sign-in needs them. */
export function findMissing(draft: SettingsDraft, hasClientSecret: boolean): SignInField[] {
  const problems = findSignInProblems(draft, hasClientSecret);
  return SIGN_IN_FIELDS.filter((field) => problems[field] !== undefined && draft[field].trim() === '');
}
