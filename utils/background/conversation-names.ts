import type { NamedConversation } from '../cobrowse/start-to-confirm';
import type { Conversation } from '../genesys-cloud/conversation-model';
import { plainLine, shorten } from '../invite/plain-text';
import { hasContent } from '../invite/purpose';
import type { DesktopNames } from '../messaging/protocol';

/** Longest name to show, in UTF-16 units. */
const MAX_NAME_LENGTH = 80;

/**
 * Characters that are invisible, or drawn as a gap. Joiners that scripts and emoji need are kept.
 */
const UNSEEN = /(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** The separator between names on the button, and its look-alikes. */
const SEPARATORS =
  /[|¦·•\u0387\u05c0\u16eb\u2016\u2022\u2023\u2024\u2027\u2043\u2219\u22c5\u23d0\u25cf\u25e6\u26ab\u2758\u2981\u2b24\u2e31\u2e33\u30fb\uff5c\uff65\uffe8\u{10101}]/gu;
/**
 * More combining marks on one letter than any name needs: stacked marks overlap their neighbors.
 */
const HEAPED_MARKS = /(\p{M}{2})\p{M}+/gu;

/**
 * Returns a plain, short name: one line, nothing invisible, no separator. Returns `null` if nothing
 * readable is left.
 */
function plainName(name: string | null | undefined): string | null {
  const plain = (name ?? '').replace(SEPARATORS, ' ').replace(UNSEEN, '').replace(HEAPED_MARKS, '$1');
  const shown = shorten(plainLine(plain), MAX_NAME_LENGTH);
  return hasContent(shown) ? shown : null;
}

/** Describes a conversation by names. */
export function nameConversation(conversation: Conversation): NamedConversation {
  const { customerName, agent, queueName, media } = conversation;
  return {
    customer: plainName(customerName),
    agent: plainName(agent?.name),
    hasAgent: agent !== null,
    agentUserId: agent?.userId ?? null,
    queue: plainName(queueName),
    media,
  };
}

/** The names that the button in the desktop page shows. */
export function desktopNames(conversation: Conversation): DesktopNames {
  const { customer, agent, hasAgent } = nameConversation(conversation);
  return { customer, agent, hasAgent };
}
