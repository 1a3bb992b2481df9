import type { LoggedRequest } from '../../simulator/request-log.ts';

/**
 * Groups requests into round trips: requests that were under way together are one round; a request
 * that arrived after all earlier ones had been answered begins the next.
 */
export function toRounds(requests: LoggedRequest[]): LoggedRequest[][] {
  const rounds: LoggedRequest[][] = [];
  let answeredBy = Number.NEGATIVE_INFINITY;
  for (const request of [...requests].sort((a, b) => a.at - b.at)) {
    const round = rounds.at(-1);
    if (!round || request.at >= answeredBy) rounds.push([request]);
    else round.push(request);
    answeredBy = Math.max(answeredBy, request.at + (request.durationMs ?? 0));
  }
  return rounds;
}

const OF_ITS_SESSION = /\/cobrowse\/sessions\/[^/]+\/participants\//;

/**
 * The calls about one conversation and the session that is made for it, without those that keep the
 * list up to date meanwhile.
 */
export function aboutConversation(requests: LoggedRequest[], conversationId: string): LoggedRequest[] {
  return requests.filter(
    ({ path, query, body }) =>
      OF_ITS_SESSION.test(path) || `${path} ${query} ${JSON.stringify(body)}`.includes(conversationId),
  );
}

/** A request as `POST /api/v2/cobrowse/sessions`, ids replaced, for readable expectations. */
export function signature({ method, path }: LoggedRequest): string {
  return `${method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '{id}')}`;
}
