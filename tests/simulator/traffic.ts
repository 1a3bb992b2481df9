import { type Conversation, liveAgents, queueNameOf } from './conversation-model.ts';
import { makeConversation } from './conversation-scenarios.ts';
import { mediumOf } from './conversations.ts';
import { isBig, type User } from './organization.ts';
import { Workload } from './workload.ts';
import type { World } from './world.ts';

/** One change per step and this many conversations. */
const CONVERSATIONS_PER_CHANGE = 250;
/** A session younger than this keeps its conversation alive, so that demos are not interrupted. */
const PROTECTED_SESSION_MS = 10 * 60_000;

const workloads = new WeakMap<World['organization'], Workload>();

/**
 * Starts, changes and ends conversations automatically every few seconds, more of them in a bigger
 * organization. Their number stays about the same.
 * @returns a function that stops it
 */
export function startTraffic(world: World): () => void {
  const timer = setInterval(() => {
    const changes = Math.max(1, Math.round(world.conversationCount / CONVERSATIONS_PER_CHANGE));
    for (let change = 0; change < changes; change += 1) stepTraffic(world);
  }, world.options.trafficStepMs);
  // Traffic alone should not keep the process running.
  timer.unref();
  return () => clearInterval(timer);
}

/** One change somewhere on the floor. */
export function stepTraffic(world: World): void {
  const { random, conversations } = world;
  const active = conversations.active();
  const target = world.conversationCount;

  // The further from the target, the likelier a step back towards it.
  const surplus = (active.length - target) / Math.max(4, target);
  const choice = random.next() + surplus * 0.5;
  if (active.length === 0 || choice < 0.3) {
    conversations.add(newConversation(world));
    return;
  }
  const conversation = random.pick(active);
  const rings = liveAgents(conversation).some(({ connectedTime }) => connectedTime === undefined);
  if (rings && choice < 0.7) {
    conversations.connect(conversation);
  } else if (choice < 0.5) {
    const held = liveAgents(conversation).length > 0 && random.chance(0.5);
    conversations.setHeld(conversation, held);
  } else if (choice < 0.7) {
    const to = agentFor(world, conversation);
    if (to && queueNameOf(conversation) !== undefined && !isProtected(world, conversation)) {
      conversations.transfer(conversation, to);
    }
  } else if (!isProtected(world, conversation)) {
    conversations.end(conversation);
  }
}

/** Half of them are still alerting, so that clients see agents answer. */
function newConversation(world: World): Conversation {
  const { random, organization } = world;
  const rings = random.chance(0.5) ? { agentState: 'alerting' } : {};
  const startedAt = world.now() - 20_000;
  if (!isBig(organization)) return makeConversation(random, organization, { ...rings, startedAt });
  const workload = workloadOf(world);
  const medium = workload.medium();
  const agent = workload.agentFor(medium);
  const queue = agent && workload.queueOf(agent);
  return makeConversation(random, organization, {
    medium,
    agents: agent ? [agent] : [],
    ...(queue ? { queue } : {}),
    ...rings,
    startedAt,
  });
}

/**
 * Within the queue's own people it would be a hand-over; any other agent will do for a simulation.
 */
function agentFor(world: World, conversation: Conversation): User | undefined {
  const { random, organization } = world;
  const taken = new Set(liveAgents(conversation).map(({ userId }) => userId));
  if (isBig(organization)) {
    const agent = workloadOf(world).agentFor(mediumOf(conversation));
    return agent && !taken.has(agent.id) ? agent : undefined;
  }
  const others = organization.agents.filter(({ id }) => !taken.has(id));
  return others.length === 0 ? undefined : random.pick(others);
}

function workloadOf(world: World): Workload {
  const { organization, conversations } = world;
  const known = workloads.get(organization);
  if (known) return known;
  const workload = new Workload(world.random, organization, (userId) => {
    const all = conversations.ofUser(userId);
    const calls = all.filter(
      ({ participants }) => participants[0]?.calls ?? participants[0]?.callbacks,
    ).length;
    return { calls, threads: all.length - calls };
  });
  workloads.set(organization, workload);
  return workload;
}

function isProtected(world: World, conversation: Conversation): boolean {
  const session =
    world.cobrowse.live(conversation.id) ??
    world.platformCobrowse.live(conversation.id) ??
    world.screens.sessions.liveIn(conversation.id);
  return session !== undefined && world.now() - session.createdAt < PROTECTED_SESSION_MS;
}
