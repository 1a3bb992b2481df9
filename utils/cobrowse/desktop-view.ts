import { describeFailure } from '../errors/messages';
import type { DesktopNames, DesktopView } from '../messaging/protocol';
import type { AgentChange } from './agent-change';
import type { Session, Start } from './model';
import type { ServiceTraits } from './service-traits';
import { shownStep } from './start-machine';

/**
 * Returns what the desktop page may know about a conversation: the names of its participants, but
 * no user id, no token, no link and no join code.
 * @param next what is known about a start that has not begun: whose page it would show, whether it
 *   asks for a purpose, who it is with, and whether the conversation is the supervisor's own
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
    names?: DesktopNames | null;
  } = {},
  change: AgentChange | null = null,
): DesktopView {
  const about = { conversationId, ...(next.names && { names: next.names }) };
  if (start) {
    const { state } = start;
    if (state.phase === 'running') return { ...about, phase: 'running', step: shownStep(state.step) };
    // The path of a call contains ids of sessions and persons, and the API's message may too.
    const { call: _call, apiMessage: _apiMessage, ...shown } = state.failure;
    const { retryAt } = shown;
    const message = describeFailure(shown, state.phase === 'waiting');
    return { ...about, phase: state.phase, message, ...(retryAt !== undefined && { retryAt }) };
  }
  if (session) {
    const { expiresAt, settings } = session;
    const { allowRemoteControl } = settings;
    return { ...about, phase: 'live', expiresAt, allowRemoteControl, ...(change && { change }) };
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
