import type { ErrorCode } from './codes';
import { type Failure, TOO_LARGE } from './failure';
import type { RecoveryAction } from './recovery-actions';
import { SCREEN_REFUSAL_CODES, type ScreenRefusalCode } from './screen-refusal-codes';

/** A failure as shown to the user: what happened, what to do, and the button for it. */
export type FailureMessage = { title: string; help: string; recoveryAction: RecoveryAction };

const SUBJECTS: Record<string, string> = {
  conversation: 'The conversation has ended or is not in your organisation.',
  agent: 'The agent of this conversation is no longer a user of your organisation.',
  supervisor: 'Your own user was not found. Check the supervisor user ID in the settings.',
  session: 'The cobrowse session has ended.',
  'agent-left': 'The agent of this session has left the conversation.',
  user: 'This user is not in your organisation.',
  users: 'User names are not available in this organisation.',
  queues: 'Queue names are not available in this organisation.',
  conversations: 'Your own conversations are not available in this organisation.',
  agents: 'Agent status is not available in this organisation.',
  activity: 'Queue activity is not available in this organisation.',
  search: 'Conversation search is not available in this organisation.',
  channel: 'The connection for live updates has expired.',
  chat: 'Genesys chat cannot reach this person.',
  cobrowse: 'This organisation does not have the Cobrowse Sessions API.',
  'screen-monitoring': 'Live Screen Monitoring is not available in this organisation.',
  'co-browse': 'Genesys Cloud co-browse is not available for this conversation.',
  'sign-in': 'Details of this sign-in are not available.',
};

/**
 * Subjects that a fresh list shows, and any unforeseen ones; the list does not contain the others.
 */
const IN_LIST = ['conversation', 'agent', 'agent-left', 'supervisor', 'session'];
const isInList = (subject: string) => IN_LIST.includes(subject) || !(subject in SUBJECTS);

/** What to do if reading the list again does not help. */
const NOT_FOUND_HELP: Record<string, string> = {
  'agent-left': 'End the session, or end it and start one with the current agent.',
};

const TRY_OR_SEND = 'Try again. If the problem persists, send the details to your administrator.';

/** A `conflict` about one of these means that a cobrowse session is in the way. */
const COBROWSE_SUBJECTS = ['session', 'cobrowse', 'co-browse'];

/** Subject of `unexpected-error` if the background has not answered a page for too long. */
export const NO_ANSWER = 'no-answer';

const NO_AGENT: FailureMessage = {
  title: 'No agent found in this conversation.',
  help: 'Cobrowse requires an agent participant. Try again once an agent has answered.',
  recoveryAction: 'try-again',
};
const SAME_AGENT: FailureMessage = {
  title: 'You are already viewing this agent’s screens.',
  help: 'That session belongs to another of the agent’s conversations. End it to start one here.',
  recoveryAction: 'try-again',
};
const AGENT_CHANGED: FailureMessage = {
  title: 'Another agent has this conversation now.',
  help: 'Nothing was started. Check the names, then start again.',
  recoveryAction: 'none',
};
const OWN_CONVERSATION: FailureMessage = {
  title: 'This is your own conversation.',
  help: 'You can cobrowse only with another agent.',
  recoveryAction: 'none',
};
const NO_AGENT_KINDS: Record<string, FailureMessage> = { own: OWN_CONVERSATION, changed: AGENT_CHANGED };

const PRACTICE_REFUSALS: Record<string, [title: string, help: string]> = {
  policy: ['Your organisation has turned off practice mode.', 'Ask your administrator if you need it.'],
  session: ['Practice cannot start while a session is live.', 'End your session, then try again.'],
  'sign-in': [
    'Practice cannot start during a sign-in.',
    'Finish the sign-in or close its window, then try again.',
  ],
};

/**
 * Why Genesys Cloud refused to show an agent's screens, by the platform's own code: what happened,
 * and what to do.
 */
const SCREEN_REFUSALS: Record<ScreenRefusalCode, [title: string, help: string]> = {
  'agent.permission.denied': [
    'The agent’s role does not allow their screens to be viewed.',
    'An administrator can add the permission realtimeMonitor:screen:participate to the agent’s role.',
  ],
  'self.monitoring.not.allowed': [
    'This is your own conversation.',
    'You can view only another agent’s screens.',
  ],
  'source.user.is.being.monitored': [
    'Your own screens are being viewed at the moment.',
    'You can start when that has ended.',
  ],
  'target.user.is.monitoring.another.user': [
    'The agent is viewing somebody else’s screens.',
    'You can start when that has ended.',
  ],
  'organization.session.limit.exceeded': [
    'Your organisation is viewing as many screens as it may at once.',
    'Try again when somebody has finished, or ask your administrator about the limit.',
  ],
  'supervisor.session.limit.exceeded': [
    'You are viewing as many agents as you may at once.',
    'End one of your sessions, then start again.',
  ],
  'agent.session.limit.exceeded': [
    'The agent’s screens are already being viewed by somebody else.',
    'You can start when that session has ended.',
  ],
  'participant.no.communications': [
    'The agent is no longer connected to this conversation.',
    'Refresh the list to see who has it now.',
  ],
  'participant.invalid.media.type': [
    'Genesys Cloud shows screens only during a call, callback, email or message.',
    'This conversation is of another kind.',
  ],
  'invalid.conversation.state': ['The email is parked.', 'You can start when the agent works on it again.'],
  'participant.user.id.not.found': [
    'Genesys Cloud does not know which agent has this conversation.',
    'Try again once an agent has answered.',
  ],
  'participant.not.found': [
    'The agent has left this conversation.',
    'Refresh the list to see who has it now.',
  ],
  'agent.status.not.found': [
    'Genesys Cloud does not know the agent’s status.',
    'Try again when the agent is on queue.',
  ],
  'agent.invalid.routing.state': ['The agent is not on queue.', 'You can start when the agent is on queue.'],
  'session.creation.failed': [
    'Genesys Cloud could not set up the connection to the agent’s screens.',
    TRY_OR_SEND,
  ],
};

const MESSAGES: Record<ErrorCode, (failure: Failure, waiting: boolean) => FailureMessage> = {
  'signed-out': ({ apiCode, status }) => ({
    title: apiCode === 'credentials.expired' ? 'Your sign-in has expired.' : 'You are signed out.',
    help: [
      status === 401 &&
        apiCode !== 'credentials.expired' &&
        'Genesys Cloud ended your sign-in: it was used elsewhere, idle for too long, or revoked.',
      'Sign in again. Anything you started continues automatically.',
    ]
      .filter(Boolean)
      .join(' '),
    recoveryAction: 'sign-in',
  }),
  'sign-in-cancelled': () => ({
    title: 'Sign-in was cancelled.',
    help: 'You closed the sign-in window before finishing.',
    recoveryAction: 'sign-in',
  }),
  'sign-in-failed': ({ apiMessage }) => ({
    title: 'Genesys Cloud refused the sign-in.',
    help: apiMessage
      ? `It said: “${apiMessage}”. Check the client ID and redirect URI with your administrator.`
      : 'Check the client ID and redirect URI with your administrator.',
    recoveryAction: 'open-settings',
  }),
  'sign-in-page-failed': ({ subject }) => ({
    title: 'The sign-in page could not be shown.',
    help: `Try again. If the problem persists, check with your administrator: the client ID, whether the redirect URI ${subject ? `${subject} ` : ''}is registered for it, and your identity provider.`,
    recoveryAction: 'try-again',
  }),
  'invalid-client': () => ({
    title: 'Genesys Cloud does not accept this client ID or secret.',
    help: 'Compare both with the OAuth client in Genesys Cloud Admin › Integrations › OAuth.',
    recoveryAction: 'open-settings',
  }),
  'not-configured': ({ subject }) => ({
    title: 'Setup is not complete.',
    help: subject ? `Still missing: ${subject}.` : 'Choose a region and enter a client ID in the settings.',
    recoveryAction: 'open-settings',
  }),
  'policy-unreadable': ({ subject }) => ({
    title: `Your organisation’s policy cannot be read${subject ? `: ${subject}` : ''}.`,
    help: 'Sign-in and all requests are blocked until an administrator corrects it. The settings show the details.',
    recoveryAction: 'open-settings',
  }),
  'host-access-missing': ({ subject }) => ({
    title: 'The browser does not allow access to Genesys Cloud.',
    help: subject ? `Allow access to ${subject}.` : 'Allow access to your region.',
    recoveryAction: 'grant-access',
  }),
  'permission-denied': ({ subject, apiMessage }) => ({
    title: subject?.startsWith('this network')
      ? `Genesys Cloud does not allow ${subject}.`
      : subject
        ? `Missing in Genesys Cloud: ${subject}.`
        : 'You do not have permission in Genesys Cloud.',
    help: subject?.startsWith('this network')
      ? 'Use a network that your organisation allows, or ask an administrator to allow this one.'
      : subject?.includes(' in the division ')
        ? 'You have no access there. Ask an administrator to add the division to your role at Admin › People & Permissions › Roles.'
        : subject
          ? 'An administrator can add scopes at Admin › Integrations › OAuth and permissions at Admin › People & Permissions › Roles.'
          : `Ask an administrator for the permissions that the cobrowse service needs.${apiMessage ? ` Genesys Cloud said: “${apiMessage}”` : ''}`,
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
    title: 'A purpose is required.',
    help: 'Choose a purpose to start.',
    recoveryAction: 'choose-purpose',
  }),
  'no-agent': ({ subject }) => NO_AGENT_KINDS[subject ?? ''] ?? NO_AGENT,
  'cobrowse-unavailable': () => ({
    title: 'This organisation has no cobrowse service that the extension supports.',
    help: 'Ask your administrator whether the Cobrowse Sessions API or Genesys Cloud co-browse is turned on, and check the service in the settings.',
    recoveryAction: 'try-again',
  }),
  conflict: ({ subject = 'session', owner }) =>
    COBROWSE_SUBJECTS.includes(subject)
      ? {
          title: `${owner ?? 'Somebody else'} already has a cobrowse session on this conversation.`,
          help: 'You can start when that session has ended.',
          recoveryAction: 'try-again',
        }
      : {
          title: 'The request conflicts with another change in Genesys Cloud.',
          help: TRY_OR_SEND,
          recoveryAction: 'try-again',
        },
  'session-not-allowed': () => ({
    title: 'The live session of this conversation allows control, which your organisation forbids.',
    help: 'You cannot join it view-only. Ask whoever started it to end it, then start again.',
    recoveryAction: 'try-again',
  }),
  'screen-refused': ({ apiCode = '', subject }) => {
    if (subject === 'same-agent') return SAME_AGENT;
    const known = SCREEN_REFUSAL_CODES.find((one) => one === apiCode);
    const [title, help] = (known && SCREEN_REFUSALS[known]) ?? [
      'Genesys Cloud did not show the agent’s screens.',
      TRY_OR_SEND,
    ];
    return { title, help, recoveryAction: 'try-again' };
  },
  'screen-unreachable': ({ subject }) => ({
    title:
      subject === 'page'
        ? 'The page for the agent’s screens was closed.'
        : 'The connection for the agent’s screens could not be made.',
    help:
      subject === 'page'
        ? 'Nobody is being viewed. Start again to see the screens.'
        : 'Nobody is being viewed. Check your network, VPN or firewall for wss://streaming of your region, then try again.',
    recoveryAction: 'try-again',
  }),
  'agent-not-told': () => ({
    title: 'The agent could not be told that you would view their screens.',
    help: 'So the session was ended: nobody is viewed without knowing. Your role needs chat:chat:access, and your client the scope organization:readonly.',
    recoveryAction: 'try-again',
  }),
  'invalid-request': ({ apiMessage, fieldPath }) => ({
    title: 'Genesys Cloud did not accept the request.',
    help:
      [apiMessage, fieldPath && `Field: ${fieldPath}.`].filter(Boolean).join(' ') || 'See the details below.',
    recoveryAction: 'try-again',
  }),
  'rate-limited': (failure, waiting) => ({
    title: isOwnWait(failure)
      ? 'The extension is waiting to stay within the Genesys Cloud rate limit.'
      : 'Too many requests to Genesys Cloud.',
    help: waiting ? 'Continues automatically.' : 'Try again after the wait.',
    recoveryAction: waiting ? 'wait' : 'try-again',
  }),
  'timed-out': () => ({
    title: 'Genesys Cloud did not respond in time.',
    help: 'Nothing was lost. Try again. If a session was already created, you join it.',
    recoveryAction: 'try-again',
  }),
  unreachable: () => ({
    title: 'Genesys Cloud cannot be reached.',
    help: 'Check your network or VPN, then try again. If a session was already created, you join it.',
    recoveryAction: 'try-again',
  }),
  'server-error': ({ status }) => ({
    title: 'Genesys Cloud is not responding correctly.',
    help: `It returned an error${status ? ` (${status})` : ''}. Try again in a moment.`,
    recoveryAction: 'try-again',
  }),
  'unexpected-response': ({ call, fieldPath }) => ({
    title:
      fieldPath === TOO_LARGE
        ? 'The response from Genesys Cloud is too large.'
        : 'Unexpected response from Genesys Cloud.',
    help: `${call ? `The call was ${call}. ` : ''}${TRY_OR_SEND}`,
    recoveryAction: 'try-again',
  }),
  'join-token-expired': () => ({
    title: 'The join link expired.',
    help: 'Open the session again to get a fresh link.',
    recoveryAction: 'reopen',
  }),
  'unsafe-join-link': () => ({
    title: 'The join link leads outside your Genesys Cloud environment.',
    help: 'It was not opened. Check the region or host in the settings.',
    recoveryAction: 'open-settings',
  }),
  'switched-off': () => ({
    title: 'Your organisation has turned this off.',
    help: 'Ask your administrator if you need it.',
    recoveryAction: 'none',
  }),
  'practice-refused': ({ subject }) => {
    // Only own properties: an object inherits others, such as `valueOf`.
    const known = Object.hasOwn(PRACTICE_REFUSALS, subject ?? '');
    const [title, help] = (known && PRACTICE_REFUSALS[subject ?? '']) || [
      'Practice mode is on. You cannot start real sessions.',
      'Leave practice in the Cobrowse popup, then start again.',
    ];
    return { title, help, recoveryAction: 'none' };
  },
  'invalid-message': () => ({
    title: 'The extension rejected an invalid request.',
    help: 'Reload this page and try again.',
    recoveryAction: 'none',
  }),
  'unexpected-error': ({ subject }) =>
    subject === NO_ANSWER
      ? {
          title: 'The extension is not responding.',
          help: 'Nothing was lost. Reload, and anything you started continues. If the problem persists, restart the browser.',
          recoveryAction: 'reload',
        }
      : {
          title: 'Something went wrong.',
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
