import { describeFailure } from '../errors/sentences';
import type { DesktopView } from '../messaging/protocol';
import type { Session, Start } from './model';
import { shownStep } from './start-machine';

/**
 * What the desktop page may know of a conversation: no id of a person, no token, no link.
 * @param asksPurpose whether a start asks what it is for
 */
export function toDesktopView(
  conversationId: string,
  start: Start | null,
  session: Session | null,
  asksPurpose = false,
): DesktopView {
  if (start) {
    const { state } = start;
    if (state.phase === 'running') return { conversationId, phase: 'running', step: shownStep(state.step) };
    // The path of a call names sessions and persons, and the API's own words may.
    const { call: _call, apiMessage: _apiMessage, ...shown } = state.failure;
    const { retryAt } = shown;
    const sentence = describeFailure(shown, state.phase === 'waiting');
    return { conversationId, phase: state.phase, sentence, ...(retryAt !== undefined && { retryAt }) };
  }
  if (session) {
    const { expiresAt, settings } = session;
    return { conversationId, phase: 'live', expiresAt, allowRemoteControl: settings.allowRemoteControl };
  }
  return { conversationId, phase: 'idle', ...(asksPurpose && { asksPurpose }) };
}
