import { describeFailure } from '../errors/sentences';
import type { DesktopView } from '../messaging/protocol';
import type { Session, Start } from './model';
import type { ServiceTraits } from './service-traits';
import { shownStep } from './start-machine';

/**
 * What the desktop page may know of a conversation: no id of a person, no token, no link, no join code.
 * @param next what is known of a start that has not begun: whose page it would show, and whether it asks what it is for
 */
export function toDesktopView(
  conversationId: string,
  start: Start | null,
  session: Session | null,
  next: { shows?: ServiceTraits['shows'] | null; asksPurpose?: boolean } = {},
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
  const { shows, asksPurpose } = next;
  return {
    conversationId,
    phase: 'idle',
    ...(shows && { shows }),
    ...(asksPurpose && { asksPurpose }),
  };
}
