/** The session type of screen monitoring in the streaming client. */
export const SCREEN_MONITORING = 'liveScreenMonitoring';

/** A session that the platform proposes to this user's clients. */
export type Proposal = {
  id: string;
  sessionType: string;
  /** The monitored agent. */
  fromUserId: string | null;
  conversationId: string | null;
};

/** A session or start of ours that may be meant. */
export type Wanted = {
  key: string;
  conversationId: string;
  agentUserId: string | null;
  /** Whether it has no media yet, or has lost it. */
  open: boolean;
};

/**
 * Finds which of our sessions a proposal is for. The platform may propose before it has answered
 * the start, and a proposal does not name the monitoring session, so the agent decides, then the
 * conversation.
 * @returns its key, or `null`: then it is not ours, and must be left alone
 */
export function matchProposal(proposal: Proposal, wanted: Wanted[]): string | null {
  if (proposal.sessionType !== SCREEN_MONITORING || proposal.fromUserId === null) return null;
  const ofAgent = wanted.filter(({ agentUserId, open }) => open && agentUserId === proposal.fromUserId);
  const exact = ofAgent.find(({ conversationId }) => conversationId === proposal.conversationId);
  return (exact ?? ofAgent[0])?.key ?? null;
}
