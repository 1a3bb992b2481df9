import { type Conversation, EMAIL, type Medium, VOICE, WEB_MESSAGING } from './conversation-model.ts';
import {
  answeredAtSecondTry,
  CUSTOMER_NAMES,
  longThread,
  makeConversation,
  onHold,
  open,
  parkedEmail,
  transferredAndBack,
  twoAgentsAtOnce,
  withUnknownEnums,
} from './conversation-scenarios.ts';
import { isBig, type Organization, type User } from './organization.ts';
import type { SeededRandom } from './seeded-random.ts';
import { isCall, type Load, Workload } from './workload.ts';

const VERY_LONG_NAME =
  'Maximiliana Wilhelmina Anastasia von Hohenstein-Schwarzenberg zu Löwenstein-Wertheim-Rosenberg, ' +
  'on behalf of the Greater Northern Counties Agricultural and Horticultural Cooperative Society Limited';

/** With at least this many conversations, one in as many is a thread that lasts for days. */
const ONE_LONG_THREAD_IN = 40;
const LONG_THREAD_AGE_S = 9 * 24 * 3600;

/**
 * The conversations an organization starts with. The first ones are the awkward cases every client
 * meets sooner or later; they come first so that small organizations have them too.
 * @param now the moment the organization is made, in milliseconds since 1970
 */
export function makeConversations(
  random: SeededRandom,
  organization: Organization,
  count: number,
  now: number,
): Conversation[] {
  // Each customer calls once before any calls twice.
  const customers = random.shuffle(CUSTOMER_NAMES);
  const ago = (minSeconds: number, maxSeconds: number) => now - random.int(minSeconds, maxSeconds) * 1000;
  const agent = () => random.pick(organization.agents);
  const caller = () => customers.pop() ?? random.pick(CUSTOMER_NAMES);
  const spread = isBig(organization) ? spreadOver(random, organization) : null;
  const isLongThread = (index: number) =>
    count >= ONE_LONG_THREAD_IN && index % ONE_LONG_THREAD_IN === ONE_LONG_THREAD_IN - 1;
  const two = (): [User, User] => {
    const [first, second] = random.shuffle(organization.agents);
    return [first ?? agent(), second ?? first ?? agent()];
  };

  const awkward: (() => Conversation)[] = [
    () =>
      makeConversation(random, organization, {
        customerName: caller(),
        medium: VOICE,
        startedAt: ago(120, 900),
      }),
    () =>
      answeredAtSecondTry(
        open(random, organization, { customerName: caller(), medium: VOICE, startedAt: ago(180, 900) }),
        agent(),
      ),
    () =>
      makeConversation(random, organization, {
        customerName: caller(),
        medium: VOICE,
        agents: [],
        startedAt: ago(30, 240),
      }),
    () =>
      withUnknownEnums(
        open(random, organization, {
          customerName: caller(),
          medium: WEB_MESSAGING,
          startedAt: ago(120, 900),
        }),
        agent(),
      ),
    () => makeConversation(random, organization, { customerName: VERY_LONG_NAME, startedAt: ago(120, 1800) }),
    () =>
      transferredAndBack(
        open(random, organization, { customerName: caller(), medium: VOICE, startedAt: ago(600, 1800) }),
        ...two(),
      ),
    () =>
      onHold(
        open(random, organization, { customerName: caller(), medium: VOICE, startedAt: ago(240, 1200) }),
        agent(),
      ),
    () =>
      makeConversation(random, organization, {
        customerName: caller(),
        medium: VOICE,
        agentState: 'alerting',
        startedAt: ago(20, 40),
      }),
    () =>
      twoAgentsAtOnce(
        open(random, organization, { customerName: caller(), medium: VOICE, startedAt: ago(400, 1500) }),
        ...two(),
      ),
    () =>
      parkedEmail(
        open(random, organization, { customerName: caller(), medium: EMAIL, startedAt: ago(3600, 30_000) }),
        agent(),
      ),
  ];

  return Array.from({ length: count }, (_, index) => {
    if (organization.agents.length === 0) {
      return makeConversation(random, organization, { agents: [], startedAt: ago(30, 240) });
    }
    const special = awkward[index]?.();
    if (special) return special;
    const medium = spread?.medium();
    if (isLongThread(index)) {
      const thread = medium?.key === 'messages' ? medium : WEB_MESSAGING;
      const user = spread?.agentFor(thread) ?? agent();
      const queue = spread?.queueOf(user);
      const request = {
        customerName: caller(),
        medium: thread,
        startedAt: ago(0, 3600) - LONG_THREAD_AGE_S * 1000,
      };
      return longThread(
        open(random, organization, { ...request, ...(queue ? { queue } : {}) }),
        user,
        ago(45, 2700),
      );
    }
    if (spread && medium) return spread.make(medium, caller(), now);
    return makeConversation(random, organization, { customerName: caller(), startedAt: ago(45, 2700) });
  });
}

/** The workload of a large organization's agents, counted while it is created. */
function spreadOver(random: SeededRandom, organization: Organization) {
  const loads = new Map<string, Load>();
  const loadOf = (userId: string) => loads.get(userId) ?? { calls: 0, threads: 0 };
  const workload = new Workload(random, organization, loadOf);
  const agentFor = (medium: Medium): User | undefined => {
    const agent = workload.agentFor(medium);
    if (agent) {
      const { calls, threads } = loadOf(agent.id);
      loads.set(agent.id, isCall(medium) ? { calls: calls + 1, threads } : { calls, threads: threads + 1 });
    }
    return agent;
  };
  return {
    medium: () => workload.medium(),
    agentFor,
    queueOf: (agent: User) => workload.queueOf(agent),
    make(medium: Medium, customerName: string, now: number): Conversation {
      const waits = random.chance(0.03);
      const agent = waits ? undefined : agentFor(medium);
      const queue = agent && workload.queueOf(agent);
      const rings = random.chance(0.03);
      const parked = !rings && medium === EMAIL && random.chance(0.1);
      const held = !rings && isCall(medium) && random.chance(0.1);
      return makeConversation(random, organization, {
        customerName,
        medium,
        agents: agent ? [agent] : [],
        ...(queue ? { queue } : {}),
        ...(rings ? { agentState: 'alerting' } : {}),
        ...(parked ? { agentState: 'parked' } : {}),
        ...(held ? { held } : {}),
        startedAt: now - (rings || !agent ? random.int(20, 40) : random.int(45, 2700)) * 1000,
      });
    },
  };
}
