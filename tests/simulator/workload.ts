import { MEDIA, type Medium, VOICE } from './conversation-model.ts';
import type { Organization, Queue, User } from './organization.ts';
import type { SeededRandom } from './seeded-random.ts';

/** How many threads an agent of a large organization handles at once, besides one phone call. */
const MAX_THREADS = 8;

/**
 * The workload of a large organization: mostly messages and emails, because an agent takes one call
 * at a time.
 */
const MIX: readonly Medium[] = MEDIA.flatMap((medium) => Array<Medium>(shareOf(medium)).fill(medium));

/** How many calls and how many other conversations a user has. */
export type Load = { calls: number; threads: number };

/** Hands conversations out to the agents of a big organization, so that each has few of them. */
export class Workload {
  readonly #random: SeededRandom;
  readonly #order: readonly User[];
  readonly #loadOf: (userId: string) => Load;
  readonly #queues: ReadonlyMap<string, Queue>;
  #next = 0;

  /** @param loadOf asked each time, because conversations come and go */
  constructor(random: SeededRandom, organization: Organization, loadOf: (userId: string) => Load) {
    this.#random = random;
    this.#order = random.shuffle(organization.agents);
    this.#loadOf = loadOf;
    this.#queues = new Map(organization.queues.map((queue) => [queue.id, queue]));
  }

  medium(): Medium {
    return this.#random.pick(MIX);
  }

  /**
   * The next agent with capacity for another conversation of this medium; undefined if there is
   * none.
   */
  agentFor(medium: Medium): User | undefined {
    for (let tried = 0; tried < this.#order.length; tried += 1) {
      const agent = this.#order[this.#next];
      this.#next = (this.#next + 1) % this.#order.length;
      if (agent && hasRoom(this.#loadOf(agent.id), medium)) return agent;
    }
    return undefined;
  }

  /** One of the queues that an agent serves. */
  queueOf(agent: User): Queue | undefined {
    return agent.queueIds.length === 0 ? undefined : this.#queues.get(this.#random.pick(agent.queueIds));
  }
}

/** Whether a medium takes the phone, which each agent has only one of. */
export function isCall(medium: Medium): boolean {
  return medium.key === 'calls' || medium.key === 'callbacks';
}

function hasRoom({ calls, threads }: Load, medium: Medium): boolean {
  return isCall(medium) ? calls === 0 : threads < MAX_THREADS;
}

function shareOf(medium: Medium): number {
  if (medium.key === 'callbacks') return 1;
  return medium === VOICE ? 3 : 4;
}
