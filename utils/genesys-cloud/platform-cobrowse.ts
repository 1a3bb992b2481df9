import type * as z from 'zod/mini';
import type { GenesysCloudClient } from './client';
import { isAbout } from './is-about';
import { segment } from './path-segment';
import { cobrowseOfferSchema, cobrowseTracesSchema } from './schemas';

/**
 * An offer, as the platform returns it to the user who made it. The addresses in the answer are not
 * read, so none is ever opened.
 */
export type CobrowseOfferAnswer = z.output<typeof cobrowseOfferSchema>;

/** One side of a co-browse in a conversation. */
export type CobrowseTrace = {
  /** Id of the session; missing if the platform does not report it. */
  sessionId: string | null;
  state: 'offered' | 'shared' | 'ended';
  /** The viewer; `null` for the customer's side. */
  viewer: { userId: string; name: string | null } | null;
  /** Milliseconds since the epoch; `null` if the platform does not report it. */
  startedAt: number | null;
};

/** The co-browses of a conversation. */
export type CobrowseTraces = { conversationEnded: boolean; traces: CobrowseTrace[] };

/** States of a leg with nothing to see and nothing to accept. */
const ENDED = new Set(['disconnected', 'terminated', 'none']);

/**
 * Offers co-browse to the customer of a conversation: `POST
 * /api/v2/conversations/{conversationId}/cobrowse`, without a body. Throws `conflict` if one is
 * offered or active. Never sent twice.
 */
export function offerCobrowse(
  client: GenesysCloudClient,
  conversationId: string,
): Promise<CobrowseOfferAnswer> {
  return client.request({
    method: 'POST',
    path: `${pathOf(conversationId)}/cobrowse`,
    schema: cobrowseOfferSchema,
    repeatable: false,
  });
}

/**
 * Reads the co-browses of a conversation, newest last: `GET
 * /api/v2/conversations/{conversationId}`. Two calls return them; only this one also covers other
 * people's conversations and has an unambiguous 404.
 */
export async function readCobrowseTraces(
  client: GenesysCloudClient,
  conversationId: string,
): Promise<CobrowseTraces> {
  const { endTime, participants } = await client.request({
    method: 'GET',
    path: pathOf(conversationId),
    schema: cobrowseTracesSchema.check(isAbout('id', conversationId)),
    repeatable: true,
  });
  return {
    conversationEnded: Boolean(endTime),
    traces: (participants ?? []).flatMap((participant) => {
      const { userId, name } = participant;
      return (participant.cobrowsesessions ?? []).map((leg) => ({
        sessionId: leg.cobrowseSessionId?.toLowerCase() || null,
        state: stateOf(leg.state),
        viewer: userId ? { userId: userId.toLowerCase(), name: name || null } : null,
        startedAt: timeOf(leg.connectedTime) ?? timeOf(leg.startAlertingTime),
      }));
    }),
  };
}

const pathOf = (conversationId: string) => `/api/v2/conversations/${segment(conversationId)}`;

/**
 * A state that the platform may add counts as an offer: the co-browse exists, and is not known to
 * be accepted.
 */
function stateOf(state: string | null | undefined): CobrowseTrace['state'] {
  const known = state?.toLowerCase() ?? '';
  if (ENDED.has(known)) return 'ended';
  return known === 'connected' ? 'shared' : 'offered';
}

const timeOf = (time: string | null | undefined) => Date.parse(time ?? '') || null;
