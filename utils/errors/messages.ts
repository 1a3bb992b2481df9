import type { ErrorCode } from './codes';
import { type Failure, TOO_LARGE } from './failure';
import type { RecoveryAction } from './recovery-actions';

/** A failure as shown to the user: what happened, what to do, and the button for it. */
export type FailureMessage = { title: string; help: string; recoveryAction: RecoveryAction };

const SUBJECTS: Record<string, string> = {
  conversation: 'The conversation has ended or is not in your organisation.',
  agent: 'The agent of this conversation is not a user of your organisation any more.',
  supervisor: 'Your own user was not found. Check the supervisor user ID in the settings.',
  session: 'The cobrowse session has ended.',
  'agent-left': 'The agent of this session has left the conversation.',
  user: 'This user is not in your organisation.',
  users: 'Genesys Cloud does not tell the names of users here.',
  queues: 'Genesys Cloud does not tell the names of queues here.',
  conversations: 'Genesys Cloud does not list your own conversations here.',
  agents: 'Genesys Cloud does not tell the states of agents here.',
  activity: 'Genesys Cloud does not tell what goes on in queues here.',
  search: 'Genesys Cloud does not offer the search for conversations here.',
  channel: 'The connection for live changes is not known to Genesys Cloud any more.',
  chat: 'Genesys chat does not reach this person.',
  cobrowse: 'This organisation does not have the Cobrowse Sessions API.',
  'co-browse': 'Genesys Cloud co-browse is not available for this conversation.',
  'sign-in': 'Genesys Cloud does not tell about this sign-in.',
};

/**
 * Subjects that a fresh list shows, and any unforeseen ones; the list does not contain the others.
 */
const IN_LIST = ['conversation', 'agent', 'agent-left', 'supervisor', 'session'];
const isInList = (subject: string) => IN_LIST.includes(subject) || !(subject in SUBJECTS);

/** What to do if reading the list again does not help. */
const NOT_FOUND_HELP: Record<string, string> = {
  'agent-left': 'End the session, or end it and start one with whose conversation it is now.',
};

const TRY_OR_SEND = 'Try again; if it stays so, send the details to your administrator.';

/** A `conflict` about one of these means that a cobrowse session is in the way. */
const COBROWSE_SUBJECTS = ['session', 'cobrowse', 'co-browse'];

/** Subject of `unexpected-error` if the background has not answered a page for too long. */
export const NO_ANSWER = 'no-answer';

const NO_AGENT: FailureMessage = {
  title: 'No agent found in this conversation.',
  help: 'Cobrowse requires an agent participant. Try again once an agent has answered.',
  recoveryAction: 'try-again',
};
const AGENT_CHANGED: FailureMessage = {
  title: 'Another agent has this conversation now.',
  help: 'Nothing was started. Look at the names, then start again.',
  recoveryAction: 'none',
};
const OWN_CONVERSATION: FailureMessage = {
  title: 'This is your own conversation.',
  help: 'Cobrowse shows you the page of another agent; here the agent is you.',
  recoveryAction: 'none',
};
const NO_AGENT_KINDS: Record<string, FailureMessage> = { own: OWN_CONVERSATION, changed: AGENT_CHANGED };

const PRACTICE_REFUSALS: Record<string, [title: string, help: string]> = {
  policy: [
    'Your organisation has switched practice off.',
    'Ask your administrator if you would like to practise.',
  ],
  session: ['Practice cannot begin while a session is live.', 'End your session, then practise.'],
  'sign-in': [
    'Practice cannot begin while a sign-in is open.',
    'Finish it or close its window, then practise.',
  ],
};

const MESSAGES: Record<ErrorCode, (failure: Failure, waiting: boolean) => FailureMessage> = {
  'signed-out': ({ apiCode, status }) => ({
    title: apiCode === 'credentials.expired' ? 'Your sign-in has expired.' : 'You are signed out.',
    help: [
      status === 401 &&
        apiCode !== 'credentials.expired' &&
        'Genesys Cloud ended your sign-in: it was used elsewhere, idle for too long, or revoked.',
      'Sign in again; what you started goes on by itself.',
    ]
      .filter(Boolean)
      .join(' '),
    recoveryAction: 'sign-in',
  }),
  'sign-in-cancelled': () => ({
    title: 'Sign-in was cancelled.',
    help: 'The sign-in window was closed before it was done.',
    recoveryAction: 'sign-in',
  }),
  'sign-in-failed': ({ apiMessage }) => ({
    title: 'Genesys Cloud refused the sign-in.',
    help: apiMessage
      ? `It said: “${apiMessage}”. Check client ID and redirect URI with your administrator.`
      : 'Check client ID and redirect URI with your administrator.',
    recoveryAction: 'open-settings',
  }),
  'sign-in-page-failed': ({ subject }) => ({
    title: 'The sign-in page could not be shown.',
    help: `Try again. If it stays so, check with your administrator: the client ID, whether the redirect URI ${subject ? `${subject} ` : ''}is registered with it, and your organisation’s identity provider.`,
    recoveryAction: 'try-again',
  }),
  'invalid-client': () => ({
    title: 'Genesys Cloud does not accept this client ID or secret.',
    help: 'Compare both with the OAuth client in Genesys Cloud Admin › Integrations › OAuth.',
    recoveryAction: 'open-settings',
  }),
  'not-configured': ({ subject }) => ({
    title: 'The set-up is not finished.',
    help: subject ? `Still missing: ${subject}.` : 'Choose a region and enter a client ID in the settings.',
    recoveryAction: 'open-settings',
  }),
  'policy-unreadable': ({ subject }) => ({
    title: `Your organisation’s policy cannot be read${subject ? `: ${subject}` : ''}.`,
    help: 'Nothing is reached and nobody signs in until an administrator corrects it. The settings show what was found.',
    recoveryAction: 'open-settings',
  }),
  'host-access-missing': ({ subject }) => ({
    title: 'The browser does not let this extension reach Genesys Cloud.',
    help: subject ? `Allow access to ${subject}.` : 'Allow access to your region.',
    recoveryAction: 'grant-access',
  }),
  'permission-denied': ({ subject, apiMessage }) => ({
    title: subject?.startsWith('this network')
      ? `Genesys Cloud does not allow ${subject}.`
      : subject
        ? `Missing in Genesys Cloud: ${subject}.`
        : 'Genesys Cloud does not allow this.',
    help: subject?.startsWith('this network')
      ? 'Use a network that your organisation allows, or ask an administrator to allow this one.'
      : subject?.includes(' in the division ')
        ? 'You have no such access there. An administrator adds the division to your role at Admin › People & Permissions › Roles.'
        : subject
          ? 'An administrator adds scopes at Admin › Integrations › OAuth, permissions at Admin › People & Permissions › Roles.'
          : `Ask an administrator for the Cobrowse capability and its permissions.${apiMessage ? ` Genesys Cloud said: “${apiMessage}”` : ''}`,
    recoveryAction: 'try-again',
  }),
  'not-found': ({ subject = 'conversation' }) => ({
    title: SUBJECTS[subject] ?? 'This conversation has ended or is not in your organisation.',
    help:
      NOT_FOUND_HELP[subject] ??
      (isInList(subject) ? 'Refresh the list to see what is active now.' : TRY_OR_SEND),
    recoveryAction: subject === 'supervisor' ? 'open-settings' : isInList(subject) ? 'refresh' : 'try-again',
  }),
  'purpose-required': () => ({
    title: 'A purpose is asked for with every start.',
    help: 'Choose what this session is for; then it starts.',
    recoveryAction: 'choose-purpose',
  }),
  'no-agent': ({ subject }) => NO_AGENT_KINDS[subject ?? ''] ?? NO_AGENT,
  'cobrowse-unavailable': () => ({
    title: 'This organisation has no cobrowse service that the extension knows.',
    help: 'Ask your administrator whether the Cobrowse Sessions API or Genesys Cloud co-browse is switched on, and check the service in the settings.',
    recoveryAction: 'try-again',
  }),
  conflict: ({ subject = 'session', owner }) =>
    COBROWSE_SUBJECTS.includes(subject)
      ? {
          title: `${owner ?? 'Somebody else'} already has a cobrowse session on this conversation.`,
          help: 'It can be started again when that session has ended.',
          recoveryAction: 'try-again',
        }
      : {
          title: 'Genesys Cloud did not do this, because it conflicts with another change.',
          help: TRY_OR_SEND,
          recoveryAction: 'try-again',
        },
  'session-not-allowed': () => ({
    title: 'The live session of this conversation allows control, which your organisation forbids.',
    help: 'It was not joined: this session cannot be joined view-only. Ask whoever started it to end it, then start again.',
    recoveryAction: 'try-again',
  }),
  'invalid-request': ({ apiMessage, fieldPath }) => ({
    title: 'Genesys Cloud did not accept the request.',
    help: [apiMessage, fieldPath && `Field: ${fieldPath}.`].filter(Boolean).join(' ') || 'Details are below.',
    recoveryAction: 'try-again',
  }),
  'rate-limited': (failure, waiting) => ({
    title: isOwnWait(failure)
      ? 'The extension waits a moment, to stay within what Genesys Cloud allows.'
      : 'Genesys Cloud asks to wait a moment.',
    help: waiting ? 'It goes on by itself when the time is over.' : 'Try again when the time is over.',
    recoveryAction: waiting ? 'wait' : 'try-again',
  }),
  'timed-out': () => ({
    title: 'Genesys Cloud did not answer in time.',
    help: 'Nothing was lost. Try again; a session that was made meanwhile is joined, not made twice.',
    recoveryAction: 'try-again',
  }),
  unreachable: () => ({
    title: 'Genesys Cloud cannot be reached.',
    help: 'Check your network or VPN, then try again. A session that was made meanwhile is joined, not made twice.',
    recoveryAction: 'try-again',
  }),
  'server-error': ({ status }) => ({
    title: 'Genesys Cloud has a problem of its own.',
    help: `It answered with an error${status ? ` (${status})` : ''}. Try again in a moment.`,
    recoveryAction: 'try-again',
  }),
  'unexpected-response': ({ call, fieldPath }) => ({
    title:
      fieldPath === TOO_LARGE
        ? 'The answer of Genesys Cloud is larger than this call can have.'
        : 'Genesys Cloud answered in a form this extension does not know.',
    help: `${call ? `The call was ${call}. ` : ''}${TRY_OR_SEND}`,
    recoveryAction: 'try-again',
  }),
  'join-token-expired': () => ({
    title: 'The join link expired.',
    help: 'Open the session again to get a fresh link.',
    recoveryAction: 'reopen',
  }),
  'unsafe-join-link': () => ({
    title: 'The join link points outside your Genesys Cloud environment.',
    help: 'It was not opened. Check region or host in the settings.',
    recoveryAction: 'open-settings',
  }),
  'switched-off': () => ({
    title: 'Your organisation has switched this off.',
    help: 'Ask your administrator if you need it.',
    recoveryAction: 'none',
  }),
  'practice-refused': ({ subject }) => {
    // Only own properties: an object inherits others, such as `valueOf`.
    const known = Object.hasOwn(PRACTICE_REFUSALS, subject ?? '');
    const [title, help] = (known && PRACTICE_REFUSALS[subject ?? '']) || [
      'Practice is on: nothing real can be started.',
      'Leave practice in the Cobrowse popup, then start again.',
    ];
    return { title, help, recoveryAction: 'none' };
  },
  'invalid-message': () => ({
    title: 'The extension received a request it does not accept.',
    help: 'Reload this page and try again.',
    recoveryAction: 'none',
  }),
  'unexpected-error': ({ subject }) =>
    subject === NO_ANSWER
      ? {
          title: 'The extension does not answer.',
          help: 'Nothing is lost: reload, and what you started goes on. If it stays so, restart the browser.',
          recoveryAction: 'reload',
        }
      : {
          title: 'Something unexpected went wrong.',
          help: 'Nothing was lost. Try again.',
          recoveryAction: 'try-again',
        },
};

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
