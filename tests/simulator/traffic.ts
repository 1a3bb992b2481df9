import type { Conversation } from './conversation-model.ts';
import { liveAgents, queueNameOf } from './conversation-model.ts';
import { makeConversation } from './conversation-scenarios.ts';
import type { World } from './world.ts';

const STEP_MS = 3_000;
/** A session younger than this keeps its conversation alive, so that nobody is cut off while showing it. */
const PROTECTED_SESSION_MS = 10 * 60_000;

/**
 * Lets conversations start, change and end by themselves every few seconds. Their number stays about what it was at the start.
 * @returns a function that stops it
 */
export function startTraffic(world: World): () => void {
  const timer = setInterval(() => stepTraffic(world), STEP_MS);
  // Traffic alone should not keep the process running.
  timer.unref();
  return () => clearInterval(timer);
}

/** One change somewhere on the floor. */
export function stepTraffic(world: World): void {
  const { random, organisation, conversations } = world;
  const active = conversations.active();
  const target = world.options.conversations;

  // The further from the target, the likelier a step back towards it.
  const surplus = (active.length - target) / Math.max(4, target);
  const choice = random.next() + surplus * 0.5;
  if (active.length === 0 || choice < 0.3) {
    conversations.add(makeConversation(world.random, organisation, { startedAt: world.now() - 20_000 }));
    return;
  }
  const conversation = random.pick(active);
  if (choice < 0.5) {
    const held = liveAgents(conversation).length > 0 && random.chance(0.5);
    conversations.setHeld(conversation, held);
  } else if (choice < 0.7 && organisation.agents.length > 0) {
    // Within the queue's own people it would be a hand-over; any other agent will do for a simulation.
    const others = organisation.agents.filter(
      ({ id }) => !liveAgents(conversation).some(({ userId }) => userId === id),
    );
    if (others.length > 0 && queueNameOf(conversation) !== undefined && !isProtected(world, conversation)) {
      conversations.transfer(conversation, random.pick(others));
    }
  } else if (!isProtected(world, conversation)) {
    conversations.end(conversation);
  }
}

function isProtected(world: World, conversation: Conversation): boolean {
  const session = world.cobrowse.live(conversation.id);
  return session !== undefined && world.now() - session.createdAt < PROTECTED_SESSION_MS;
}
