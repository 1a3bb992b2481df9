import type * as z from 'zod/mini';
import type { GenesysCloudClient } from './client';
import { isAbout } from './is-about';
import { segment } from './path-segment';
import { cobrowseOfferSchema, cobrowseTracesSchema } from './schemas';

/**
 * An offer as the platform answers it to who made it. The addresses in the answer are not read:
 * nothing it says is ever opened.
 */
export type CobrowseOfferAnswer = z.output<typeof cobrowseOfferSchema>;

/** One side of a co-browse as the conversation shows it. */
export type CobrowseTrace = {
  /** Id of the session; missing where the platform does not tell. */
  sessionId: string | null;
  state: 'offered' | 'shared' | 'ended';
  /** Who looks; `null` for the side of the customer. */
  viewer: { userId: string; name: string | null } | null;
  /** Milliseconds since the epoch; `null` when the platform does not say. */
  startedAt: number | null;
};

/** What a conversation tells of its co-browses. */
export type CobrowseTraces = { conversationEnded: boolean; traces: CobrowseTrace[] };

/** States of a leg in which there is nothing to see and nothing to accept. */
const ENDED = new Set(['disconnected', 'terminated', 'none']);

/**
 * Offers co-browse to the customer of a conversation: `POST
 * /api/v2/conversations/{conversationId}/cobrowse`, which takes no body. Throws `conflict`
 * when one is offered or going on. Never sent twice.
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
 * The co-browses of a conversation, newest last: `GET /api/v2/conversations/{conversationId}`. Of
 * the two calls that tell them it is the one that answers about conversations of others too, and
 * whose 404 has one meaning only.
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
 * What the platform may add to the states is taken for an offer: it is there, and nobody knows that
 * it was accepted.
 */
function stateOf(state: string | null | undefined): CobrowseTrace['state'] {
  const known = state?.toLowerCase() ?? '';
  if (ENDED.has(known)) return 'ended';
  return known === 'connected' ? 'shared' : 'offered';
}

const timeOf = (time: string | null | undefined) => Date.parse(time ?? '') || null;
