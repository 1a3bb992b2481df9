import { describeFailure } from '../errors/sentences';
import type { DesktopView } from '../messaging/protocol';
import type { Session, Start } from './model';
import type { ServiceTraits } from './service-traits';
import { shownStep } from './start-machine';

/**
 * What the desktop page may know of a conversation: no id of a person, no token, no link, no join code. `nextShows`: whose page a start
 * would show, where that is known.
 */
export function toDesktopView(
  conversationId: string,
  start: Start | null,
  session: Session | null,
  nextShows: ServiceTraits['shows'] | null = null,
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
  return { conversationId, phase: 'idle', ...(nextShows && { shows: nextShows }) };
}
