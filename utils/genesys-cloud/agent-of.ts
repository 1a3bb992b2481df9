import { isLive, isPart, legOf, type WireParticipant } from './legs';
import { howWatches, isListening } from './watching';

/** Whose conversation it is, and which colleagues are in it besides. */
export type Agents = {
  /** `undefined` while nobody has it. */
  agent: WireParticipant | undefined;
  alsoThere: WireParticipant[];
};

/**
 * Whose conversation it is. After transfers and unanswered rings an agent appears several times,
 * and who was called in (a consultation, a conference) is connected too. The conversation is of the
 * one who has answered, was not called in by another, came to it through the queue and has been
 * there longest; where nobody has answered, of the one whose phone rings.
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
      // Whose phone rings is not there yet.
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
 * Whether somebody is in a conversation for no other reason than to watch. An agent who came
 * through the queue and talks in it stays its agent, also while they watch the customer's page or
 * their own screen is watched.
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

/** Lower comes first, number by number. */
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
 * Whether one of the others has called them in. The platform names by `consultParticipantId` who is
 * being handed over, which is the customer on some participants; only where it names one of the
 * agents is it known who called whom.
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

/** When somebody came in, in milliseconds since the epoch; infinite where nothing says it. */
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
