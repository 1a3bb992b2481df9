import type { NamedConversation } from '../cobrowse/start-to-confirm';
import type { Conversation } from '../genesys-cloud/conversation-model';
import { plainLine, shorten } from '../invite/plain-text';
import { saysSomething } from '../invite/purpose';
import type { DesktopNames } from '../messaging/protocol';

/** Longest name that is shown, in UTF-16 units. */
const LONGEST_NAME = 80;

/** Drawn as nothing, or as a gap of any width; the joiners that scripts and emoji need stay. */
const UNSEEN = /(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** What stands between names on the button, and what looks like it. */
const SEPARATORS =
  /[|¦·•\u0387\u05c0\u16eb\u2016\u2022\u2023\u2024\u2027\u2043\u2219\u22c5\u23d0\u25cf\u25e6\u26ab\u2758\u2981\u2b24\u2e31\u2e33\u30fb\uff5c\uff65\uffe8\u{10101}]/gu;
/** More marks on one letter than any name needs: a heap of them reaches over what is beside it. */
const HEAPED_MARKS = /(\p{M}{2})\p{M}+/gu;

/**
 * A name made plain (one line, nothing invisible, nothing that reads as the end of it) and short;
 * `null` where nothing is left that can be read.
 */
function plainName(name: string | null | undefined): string | null {
  const plain = (name ?? '').replace(SEPARATORS, ' ').replace(UNSEEN, '').replace(HEAPED_MARKS, '$1');
  const shown = shorten(plainLine(plain), LONGEST_NAME);
  return saysSomething(shown) ? shown : null;
}

/** A conversation by what people call it. */
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

/** What of that the button in the desktop page says. */
export function desktopNames(conversation: Conversation): DesktopNames {
  const { customer, agent, hasAgent } = nameConversation(conversation);
  return { customer, agent, hasAgent };
}
