import type * as z from 'zod/mini';
import type { participantSchema } from './schemas';
import { isOver } from './watching';

export type WireParticipant = z.output<typeof participantSchema>;

/** The platform's media arrays. The first one in use names a conversation with several media. */
export const MEDIA_ARRAYS = [
  ['calls', 'voice'],
  ['callbacks', 'callback'],
  ['messages', 'message'],
  ['chats', 'chat'],
  ['emails', 'email'],
  ['videos', 'video'],
  ['socialExpressions', 'social'],
  ['internalMessages', 'internal'],
] as const;

/** One leg of a participant, with its own data only. */
export type Leg = {
  media: (typeof MEDIA_ARRAYS)[number][1];
  state: string | null | undefined;
  held: boolean;
  /** When it began to ring, and when its current hold began. */
  startAlertingTime: string | null | undefined;
  startHoldTime: string | null | undefined;
  connectedTime: string | null | undefined;
};

/** Whether a participant has a role; the tutorial calls it `role`, the platform `purpose`. */
export function isPart({ role, purpose }: WireParticipant, part: string): boolean {
  return role?.toLowerCase() === part || purpose?.toLowerCase() === part;
}

/** Whether a participant is in the conversation now. */
export function isLive(participant: WireParticipant): boolean {
  if (participant.endTime) return false;
  const states = allLegs(participant).flatMap(({ state }) => (state ? [state] : []));
  return states.length === 0 || states.some((state) => !isOver(state));
}

/**
 * Returns the leg in use: a connected one first, on hold if one of its medium is; otherwise any
 * that is not over. `undefined` if there is none.
 */
export function legOf(participant: WireParticipant): Leg | undefined {
  const live = allLegs(participant).filter(({ state }) => !isOver(state));
  const connected = live.filter(({ state }) => state?.toLowerCase() === 'connected');
  const first = connected[0] ?? live[0];
  return (
    (connected.length > 0 ? connected : live).find(({ media, held }) => media === first?.media && held) ??
    first
  );
}

/** Returns any leg of a participant, over or not. */
export function anyLegOf(participant: WireParticipant): Leg | undefined {
  return allLegs(participant)[0];
}

/** Every leg, whatever its medium: some media cannot be put on hold. */
type WireLeg = Partial<Omit<Leg, 'media' | 'held'>> & { held?: boolean | null | undefined };

function allLegs(participant: WireParticipant): Leg[] {
  return MEDIA_ARRAYS.flatMap(([key, media]) =>
    (participant[key] ?? []).map((leg: WireLeg) => ({
      media,
      state: leg.state,
      held: leg.held === true,
      startAlertingTime: leg.startAlertingTime,
      startHoldTime: leg.startHoldTime,
      connectedTime: leg.connectedTime,
    })),
  );
}
