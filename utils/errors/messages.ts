import { joinSentences, type MessageKey, type MessageValues, t } from '../i18n/messages';
import type { ErrorCode } from './codes';
import { grantName, readGrant } from './denied-grant';
import { type Failure, TOO_LARGE } from './failure';
import type { RecoveryAction } from './recovery-actions';
import { SCREEN_REFUSAL_CODES } from './screen-refusal-codes';

/** A failure as shown to the user: what happened, what to do, and the button for it. */
export type FailureMessage = { title: string; help: string; recoveryAction: RecoveryAction };

/** Subject of `unexpected-error` if the background has not answered a page for too long. */
export const NO_ANSWER = 'no-answer';

/** Texts without values: only these can be named by a part of their key. */
type PlainKey = { [Key in MessageKey]: MessageValues<Key> extends [] ? Key : never }[MessageKey];
type Between<Start extends string, End extends string> = PlainKey extends infer Key
  ? Key extends `${Start}${infer Name}${End}`
    ? Name
    : never
  : never;
type TitleName = Between<'error_', '_title'>;
type HelpName = Between<'error_', '_help'>;

/** A text by the middle of its key: `signed_out` for `error_signed_out_title`. */
const title = (name: TitleName): string => t(`error_${name}_title`);
const help = (name: HelpName): string => t(`error_${name}_help`);
const say = (name: TitleName & HelpName, recoveryAction: RecoveryAction): FailureMessage => ({
  title: title(name),
  help: help(name),
  recoveryAction,
});

/** What a `not-found` can be about, besides the agent who left. */
export const NOT_FOUND_SUBJECTS = [
  'conversation',
  'agent',
  'supervisor',
  'session',
  'user',
  'users',
  'queues',
  'conversations',
  'agents',
  'activity',
  'search',
  'channel',
  'chat',
  'cobrowse',
  'screen-monitoring',
  'co-browse',
  'sign-in',
] as const;

/** Subjects that a fresh list shows; it does not contain the others. */
const IN_LIST = ['conversation', 'agent', 'supervisor', 'session'];

/** A `conflict` about one of these means that a cobrowse session is in the way. */
const COBROWSE_SUBJECTS = ['session', 'cobrowse', 'co-browse'];

type Underscored<Text extends string> = Text extends `${infer Before}${'.' | '-'}${infer After}`
  ? `${Before}_${Underscored<After>}`
  : Text;

/** Keys of texts have underscores where codes have dots and dashes. */
const underscored = <Text extends string>(text: Text) => text.replaceAll(/[.-]/g, '_') as Underscored<Text>;

const MISSING_SETTINGS: Record<string, HelpName> = {
  'the client ID': 'not_configured_client_id',
  'the client secret': 'not_configured_client_secret',
  'the region or host': 'not_configured_region',
  'the supervisor user ID': 'not_configured_supervisor',
};
/** Only own properties: an object inherits others, such as `valueOf`. */
const missingSetting = (subject = '') =>
  Object.hasOwn(MISSING_SETTINGS, subject) ? MISSING_SETTINGS[subject] : undefined;

/** A sentence of the API, as it is. It comes after ours. */
const genesysCloudSaid = (sentence: string | undefined) =>
  sentence && t('error_genesys_cloud_said', { sentence });

const MESSAGES: Record<ErrorCode, (failure: Failure, waiting: boolean) => FailureMessage> = {
  'signed-out': ({ apiCode, status }) =>
    apiCode === 'credentials.expired'
      ? say('sign_in_expired', 'sign-in')
      : {
          title: title('signed_out'),
          help: help(status === 401 ? 'signed_out_by_genesys_cloud' : 'signed_out'),
          recoveryAction: 'sign-in',
        },
  'sign-in-canceled': () => say('sign_in_canceled', 'sign-in'),
  'sign-in-failed': ({ apiMessage }) => ({
    title: title('sign_in_failed'),
    help: joinSentences([help('sign_in_failed'), genesysCloudSaid(apiMessage)]),
    recoveryAction: 'open-settings',
  }),
  'sign-in-page-failed': ({ subject: address }) => ({
    title: title('sign_in_page_failed'),
    help: address ? t('error_sign_in_page_failed_address_help', { address }) : help('sign_in_page_failed'),
    recoveryAction: 'try-again',
  }),
  'invalid-client': () => say('invalid_client', 'open-settings'),
  'not-configured': ({ subject }) => ({
    title: title('not_configured'),
    help: help(missingSetting(subject) ?? 'not_configured'),
    recoveryAction: 'open-settings',
  }),
  'policy-unreadable': ({ subject: keys }) => ({
    title: keys ? t('error_policy_unreadable_keys_title', { keys }) : title('policy_unreadable'),
    help: help('policy_unreadable'),
    recoveryAction: 'open-settings',
  }),
  'host-access-missing': ({ subject: hosts }) => ({
    title: title('host_access_missing'),
    help: hosts ? t('error_host_access_missing_hosts_help', { hosts }) : help('host_access_missing'),
    recoveryAction: 'grant-access',
  }),
  'permission-denied': permissionDenied,
  'not-found': notFound,
  'purpose-required': () => say('purpose_required', 'choose-purpose'),
  'no-agent': ({ subject }) => {
    if (subject === 'own') return say('own_conversation', 'none');
    if (subject === 'changed') return say('agent_changed', 'none');
    return say('no_agent', 'try-again');
  },
  'cobrowse-unavailable': () => say('cobrowse_unavailable', 'try-again'),
  conflict: ({ subject = 'session', owner }) => {
    if (!COBROWSE_SUBJECTS.includes(subject)) return say('conflicting_change', 'try-again');
    return {
      title: owner ? t('error_conflict_owner_title', { owner }) : title('conflict'),
      help: help('conflict'),
      recoveryAction: 'try-again',
    };
  },
  'session-not-allowed': () => say('session_not_allowed', 'try-again'),
  'screen-refused': ({ apiCode = '', subject }) => {
    if (subject === 'same-agent') return say('same_agent', 'open-session');
    const known = SCREEN_REFUSAL_CODES.find((one) => one === apiCode);
    return say(known ? `screens_${underscored(known)}` : 'screen_refused', 'try-again');
  },
  'screen-unreachable': ({ subject }) =>
    say(subject === 'page' ? 'screen_page_closed' : 'screen_unreachable', 'try-again'),
  'agent-not-told': () => say('agent_not_told', 'try-again'),
  'invalid-request': ({ apiMessage, fieldPath: field }) => ({
    title: title('invalid_request'),
    help:
      joinSentences([apiMessage, field !== undefined && t('error_invalid_request_field', { field })]) ||
      help('invalid_request'),
    recoveryAction: 'try-again',
  }),
  'rate-limited': (failure, waiting) => ({
    title: title(isOwnWait(failure) ? 'own_wait' : 'rate_limited'),
    help: help(waiting ? 'rate_limited_waiting' : 'rate_limited'),
    recoveryAction: waiting ? 'wait' : 'try-again',
  }),
  'timed-out': () => say('timed_out', 'try-again'),
  unreachable: () => say('unreachable', 'try-again'),
  'server-error': ({ status }) => ({
    title: status ? t('error_server_error_status_title', { status: String(status) }) : title('server_error'),
    help: help('server_error'),
    recoveryAction: 'try-again',
  }),
  'unexpected-response': ({ call, fieldPath }) => ({
    title: title(fieldPath === TOO_LARGE ? 'too_large' : 'unexpected_response'),
    help: call ? t('error_unexpected_response_call_help', { call }) : help('unexpected_response'),
    recoveryAction: 'try-again',
  }),
  'join-token-expired': () => say('join_token_expired', 'reopen'),
  'unsafe-join-link': () => say('unsafe_join_link', 'open-settings'),
  'switched-off': () => say('switched_off', 'none'),
  'practice-refused': ({ subject }) => {
    if (subject === 'policy' || subject === 'session' || subject === 'sign-in')
      return say(`practice_${underscored(subject)}`, 'none');
    return say('practice_on', 'none');
  },
  'invalid-message': () => say('invalid_message', 'none'),
  'unexpected-error': ({ subject }) =>
    subject === NO_ANSWER ? say('no_answer', 'reload') : say('unexpected', 'try-again'),
};

function permissionDenied({ subject, apiMessage }: Failure): FailureMessage {
  const recoveryAction = 'try-again';
  if (!subject)
    return {
      title: title('permission_denied'),
      help: joinSentences([help('permission_denied'), genesysCloudSaid(apiMessage)]),
      recoveryAction,
    };
  const grant = readGrant(subject);
  if (grant.kind === 'network') return say('permission_denied_network', recoveryAction);
  const missing = t('error_permission_denied_missing_title', { grant: grantName(grant) });
  if (grant.kind === 'scope')
    return {
      title: missing,
      help: t('error_permission_denied_scope_help', { scope: grant.scope }),
      recoveryAction,
    };
  if (grant.kind !== 'permission')
    return { title: missing, help: help('permission_denied_other'), recoveryAction };
  const { permission, division } = grant;
  if (division !== undefined || permission === null)
    return { title: missing, help: help('permission_denied_division'), recoveryAction };
  return {
    title: missing,
    help: t('error_permission_denied_permission_help', { permission }),
    recoveryAction,
  };
}

function notFound({ subject = 'conversation' }: Failure): FailureMessage {
  if (subject === 'agent-left') return say('agent_left', 'refresh');
  // An unforeseen subject is one of the list.
  const known = NOT_FOUND_SUBJECTS.find((one) => one === subject) ?? 'conversation';
  const isInList = IN_LIST.includes(known);
  return {
    title: t(`error_not_found_${underscored(known)}`),
    help: help(isInList ? 'not_found' : 'unexpected_response'),
    recoveryAction: known === 'supervisor' ? 'open-settings' : isInList ? 'refresh' : 'try-again',
  };
}

/** Whether the extension postponed a request itself, without an answer from Genesys Cloud. */
export function isOwnWait({ code, status }: Failure): boolean {
  return code === 'rate-limited' && status === undefined;
}

/**
 * Describes a failure in one sentence about what happened and one about what to do. `waiting`:
 * whether it resumes automatically.
 */
export function describeFailure(failure: Failure, waiting = false): FailureMessage {
  return MESSAGES[failure.code](failure, waiting);
}
