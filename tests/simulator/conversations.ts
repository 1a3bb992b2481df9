import {
  type Conversation,
  legsOf,
  liveAgents,
  MEDIA,
  type Medium,
  makeParticipant,
  VOICE,
} from './conversation-model.ts';
import type { User } from './organisation.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Ended conversations that stay readable by id; traffic would otherwise fill the memory. */
const KEPT_AFTER_END = 500;

/** The conversations of an organisation, active ones and those that ended lately. */
export class Conversations {
  readonly #byId = new Map<string, Conversation>();
  readonly #random: SeededRandom;
  readonly #now: () => number;

  constructor(random: SeededRandom, initial: readonly Conversation[], now: () => number) {
    this.#random = random;
    this.#now = now;
    for (const conversation of initial) this.add(conversation);
  }

  add(conversation: Conversation): void {
    this.#byId.set(conversation.id, conversation);
  }

  /** The conversation with this id (letter case does not matter), active or ended. */
  find(id: string): Conversation | undefined {
    return this.#byId.get(id.toLowerCase());
  }

  /** Every conversation, the newest first. */
  all(): Conversation[] {
    return [...this.#byId.values()].sort((a, b) => b.startTime.localeCompare(a.startTime));
  }

  /** Those that have not ended, the newest first. */
  active(): Conversation[] {
    return this.all().filter(({ state }) => state === 'active');
  }

  /** Ends a conversation for everybody in it. Ending twice changes nothing. */
  end(conversation: Conversation): void {
    if (conversation.state !== 'active') return;
    const now = new Date(this.#now()).toISOString();
    conversation.state = 'disconnected';
    conversation.endTime = now;
    for (const participant of conversation.participants) {
      if (participant.endTime === undefined) endParticipant(participant, now, 'peer');
    }
    const ended = [...this.#byId.values()].filter(({ state }) => state !== 'active');
    for (const old of ended.slice(0, -KEPT_AFTER_END)) this.#byId.delete(old.id);
  }

  /** Puts the live agents' legs on hold, or takes them off. */
  setHeld(conversation: Conversation, held: boolean): void {
    for (const leg of liveAgents(conversation).flatMap(legsOf)) {
      leg.held = held;
      if (held) leg.startHoldTime = new Date(this.#now()).toISOString();
      else delete leg.startHoldTime;
    }
  }

  /** Hands the conversation from its live agents (or the queue) to another agent. */
  transfer(conversation: Conversation, to: User): void {
    const now = this.#now();
    const leaving = conversation.participants.filter(
      ({ role, endTime }) => endTime === undefined && (role === 'agent' || role === 'acd'),
    );
    const from = leaving.at(-1);
    for (const participant of leaving) endParticipant(participant, new Date(now).toISOString(), 'transfer');
    const queue =
      from?.queueId === undefined ? {} : { queue: { id: from.queueId, name: from.queueName ?? '' } };
    conversation.participants.push(
      makeParticipant({
        random: this.#random,
        medium: mediumOf(conversation),
        purpose: 'agent',
        user: to,
        ...queue,
        startedAt: now,
        connectedAt: now,
      }),
    );
  }
}

/** The medium of the customer's leg. */
export function mediumOf(conversation: Conversation): Medium {
  const first = conversation.participants[0];
  const sameKey = MEDIA.filter(({ key }) => first?.[key] !== undefined);
  const type = first?.messages?.[0]?.type;
  return sameKey.find((medium) => medium.type === type) ?? sameKey[0] ?? VOICE;
}

function endParticipant(participant: Conversation['participants'][number], now: string, how: string): void {
  participant.endTime = now;
  for (const leg of legsOf(participant)) {
    leg.state = 'disconnected';
    leg.held = false;
    leg.disconnectedTime = now;
    leg.disconnectType = how;
    for (const segment of leg.segments) segment.endTime ??= now;
  }
}
