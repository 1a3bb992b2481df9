import type { Failure } from '../errors/failure';
import { describeFailure, type FailureMessage } from '../errors/messages';
import type { DesktopNames, DesktopView } from '../messaging/protocol';
import type { AgentChange } from './agent-change';
import type { Session, Start } from './model';
import { SERVICE_TRAITS, type ServiceTraits } from './service-traits';
import { shownStep } from './start-machine';

/**
 * Returns what the desktop page may know about a conversation: the names of its participants, but
 * no user id, no token, no link and no join code.
 * @param next what is known about a start that has not begun: whose page it would show, whether it
 *   asks for a purpose, who it is with, and whether the conversation is the supervisor's own;
 *   `isChatOff`: agents cannot be invited by chat message
 * @param change set if the agent of the session has left
 */
export function toDesktopView(
  conversationId: string,
  start: Start | null,
  session: Session | null,
  next: {
    shows?: ServiceTraits['shows'] | null;
    asksPurpose?: boolean;
    isOwn?: boolean;
    isChatOff?: boolean;
    names?: DesktopNames | null;
  } = {},
  change: AgentChange | null = null,
): DesktopView {
  const about = { conversationId, ...(next.names && { names: next.names }) };
  if (start) {
    const { state } = start;
    if (state.phase === 'running') return { ...about, phase: 'running', step: shownStep(state.step) };
    const { retryAt } = state.failure;
    const message = describeForPage(state.failure, state.phase === 'waiting');
    return { ...about, phase: state.phase, message, ...(retryAt !== undefined && { retryAt }) };
  }
  if (session) {
    const { expiresAt, settings, service, invitation } = session;
    const { agentLink, endsForAll } = SERVICE_TRAITS[service];
    const invite = !invitation ? 'new' : invitation.certain ? 'again' : 'unsure';
    return {
      ...about,
      phase: 'live',
      expiresAt,
      allowRemoteControl: settings.allowRemoteControl,
      ...(change && { change }),
      ...(agentLink && !next.isChatOff && { invite }),
      ...(!endsForAll && { leaves: true }),
    };
  }
  const { shows, asksPurpose, isOwn } = next;
  return {
    ...about,
    phase: 'idle',
    ...(shows && { shows }),
    ...(asksPurpose && { asksPurpose }),
    ...(isOwn && { isOwn }),
  };
}

/**
 * Describes a failure to the desktop page. The path of a call contains ids of sessions and persons,
 * and the API's message may too.
 * @param waiting whether what failed goes on by itself
 */
export function describeForPage(
  { call: _call, apiMessage, ...shown }: Failure,
  waiting = false,
): FailureMessage {
  return describeFailure({ ...shown, ...(apiMessage && { apiMessage: withoutIds(apiMessage) }) }, waiting);
}

/** Longest sentence of Genesys Cloud that is shown in the page, in characters. */
const MAX_SENTENCE_LENGTH = 300;

/**
 * Returns a sentence of Genesys Cloud as the page may know it: links, mail addresses, and whatever
 * could be an id or a token, are replaced by “…”.
 */
export function withoutIds(sentence: string): string {
  return sentence
    .replace(/\S*(?::\/\/|@)\S*/g, '…')
    .replace(/[\w.~+/=-]{16,}/g, (run) => (/\d/.test(run) || run.length >= 40 ? '…' : run))
    .slice(0, MAX_SENTENCE_LENGTH);
}
