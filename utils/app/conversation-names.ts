import type { NamedConversation } from '../cobrowse/start-to-confirm';
import type { Conversation } from '../genesys-cloud/conversation';
import { plainLine, shorten } from '../invite/plain-text';
import type { DesktopNames } from '../messaging/protocol';

/** Longest name that is shown, in UTF-16 units. */
const LONGEST_NAME = 80;

/**
 * A name made plain (one line, nothing invisible) and short; `null` where nothing is left of it.
 */
function plainName(name: string | null | undefined): string | null {
  return shorten(plainLine(name ?? ''), LONGEST_NAME) || null;
}

/** A conversation by what people call it. */
export function nameConversation(conversation: Conversation): NamedConversation {
  const { customerName, agent, queueName, media } = conversation;
  return {
    customer: plainName(customerName),
    agent: plainName(agent?.name),
    hasAgent: agent !== null,
    queue: plainName(queueName),
    media,
  };
}

/** What of that the button in the desktop page says. */
export function desktopNames(conversation: Conversation): DesktopNames {
  const { customer, agent, hasAgent } = nameConversation(conversation);
  return { customer, agent, hasAgent };
}
