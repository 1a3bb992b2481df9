import { UUID } from '../schema/uuid';
import { conversationInUrl } from './conversation-in-url';
import { INTERACTION_FRAME_SELECTORS, INTERACTION_ID_SELECTORS } from './selectors';

/**
 * Returns the conversation that a desktop page shows: by its address, otherwise by the id it
 * displays; `null` if it shows none.
 */
export function conversationInPage(page: Document, url: string): string | null {
  return conversationInUrl(url) ?? displayedConversation(page, 2);
}

/** Searches a document and its same-origin frames, `depth` levels deep. */
function displayedConversation(page: Document, depth: number): string | null {
  for (const element of page.querySelectorAll(INTERACTION_ID_SELECTORS.join())) {
    const text = element.textContent?.trim() ?? '';
    if (UUID.test(text)) return text.toLowerCase();
  }
  if (depth === 0) return null;
  for (const frame of page.querySelectorAll<HTMLIFrameElement>(INTERACTION_FRAME_SELECTORS.join())) {
    const inside = frame.contentDocument;
    const found = inside && displayedConversation(inside, depth - 1);
    if (found) return found;
  }
  return null;
}
