import { UUID } from '../schema/uuid';
import { conversationInUrl } from './conversation-in-url';
import { anyOf, INTERACTION_FRAMES, INTERACTION_IDS } from './selectors';

const IDS = anyOf(INTERACTION_IDS);
const FRAMES = anyOf(INTERACTION_FRAMES);

/**
 * Returns the conversation that a desktop page shows: by its address, otherwise by the id it
 * displays; `null` if it shows none.
 */
export function conversationInPage(page: Document, url: string): string | null {
  return conversationInUrl(url) ?? displayedConversation(page, 2);
}

/** Searches a document and its same-origin frames, `depth` levels deep. */
function displayedConversation(page: Document, depth: number): string | null {
  for (const element of page.querySelectorAll(IDS)) {
    const text = element.textContent?.trim() ?? '';
    if (UUID.test(text)) return text.toLowerCase();
  }
  if (depth === 0) return null;
  for (const frame of page.querySelectorAll<HTMLIFrameElement>(FRAMES)) {
    const inside = frame.contentDocument;
    const found = inside && displayedConversation(inside, depth - 1);
    if (found) return found;
  }
  return null;
}

/** Whether a desktop page shows interactions in a frame, with their controls. */
export const hasInteractionFrame = (page: Document): boolean => page.querySelector(FRAMES) !== null;
