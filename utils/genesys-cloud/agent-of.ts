import { isLive, isPart, legOf, type WireParticipant } from './legs';
import { howWatches, isListening } from './watching';

/** The agent of a conversation, and the other colleagues in it. */
export type Agents = {
  /** `undefined` while there is none. */
  agent: WireParticipant | undefined;
  alsoThere: WireParticipant[];
};

/**
 * Finds the agent of a conversation. After transfers and unanswered rings an agent appears several
 * times, and colleagues who were called in (a consultation, a conference) are connected too. The
 * agent is the one who has answered, was not called in by another, came through the queue and has
 * been there longest; if nobody has answered, the one whose phone rings.
 */
export function agentsOf(participants: readonly WireParticipant[]): Agents {
  const candidates = participants
    .filter((participant) => isAgentPart(participant) && isLive(participant) && !onlyWatches(participant))
    .map((participant, index) => ({ participant, index, rank: rankOf(participant, participants) }))
    .sort((a, b) => compare(a.rank, b.rank) || (a.rank[0] === RINGS ? b.index - a.index : a.index - b.index));
  const [agent, ...others] = candidates.map(({ participant }) => participant);
  const seen = new Set([agent?.userId?.toLowerCase()]);
  return {
    agent,
    alsoThere: others.filter((participant) => {
      const userId = participant.userId?.toLowerCase();
      // While the phone rings, the person is not in the conversation yet.
      if (seen.has(userId) || answered(participant) === RINGS) return false;
      seen.add(userId);
      return true;
    }),
  };
}

function isAgentPart(participant: WireParticipant): boolean {
  return Boolean(participant.userId) && (isPart(participant, 'agent') || isPart(participant, 'user'));
}

/**
 * Whether somebody is in a conversation only to watch. An agent who came through the queue and
 * talks in it stays its agent, even while they watch the customer's page or their own screen is
 * watched.
 */
export function onlyWatches(participant: WireParticipant): boolean {
  const how = howWatches(participant);
  if (how === null) return false;
  if (isListening(how)) return true;
  return !(isPart(participant, 'agent') && legOf(participant));
}

const TALKS = 0;
const WAITS = 1;
const RINGS = 2;

/** Compared number by number; lower comes first. */
function rankOf(participant: WireParticipant, all: readonly WireParticipant[]): number[] {
  const level = answered(participant);
  return [
    level,
    wasCalledIn(participant, all) ? 1 : 0,
    hasQueue(participant) ? 0 : 1,
    level === RINGS ? 0 : since(participant),
  ];
}

function answered(participant: WireParticipant): number {
  const state = legOf(participant)?.state?.toLowerCase();
  if (state === 'connected') return TALKS;
  return state === 'alerting' || state === 'dialing' || state === 'contacting' ? RINGS : WAITS;
}

/**
 * Whether another agent has called them in. `consultParticipantId` names the participant being
 * handed over, which may be the customer; only if it names an agent is it known who called whom.
 */
function wasCalledIn(called: WireParticipant, all: readonly WireParticipant[]): boolean {
  const { id, consultParticipantId } = called;
  if (!consultParticipantId || consultParticipantId === id) return false;
  return all.some(
    (other) => other.id === consultParticipantId && isAgentPart(other) && since(other) <= since(called),
  );
}

function hasQueue({ queueId, queueName }: WireParticipant): boolean {
  return Boolean(queueId || queueName);
}

/** When a participant joined, in milliseconds since the epoch; infinite if unknown. */
function since(participant: WireParticipant): number {
  const times = [legOf(participant)?.connectedTime, participant.connectedTime, participant.startTime];
  return (
    times.map((time) => Date.parse(time ?? '')).find((time) => !Number.isNaN(time)) ??
    Number.POSITIVE_INFINITY
  );
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [place, value] of one.entries()) {
    const against = other[place] ?? 0;
    if (value !== against) return value < against ? -1 : 1;
  }
  return 0;
}
