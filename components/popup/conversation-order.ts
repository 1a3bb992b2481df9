import type { Conversation, ConversationState, Media } from '@/utils/genesys-cloud/conversation';

/** Media as the user reads them. */
export const MEDIA_NAMES: Record<Media, string> = {
  voice: 'Voice',
  callback: 'Callback',
  message: 'Message',
  chat: 'Chat',
  email: 'Email',
  video: 'Video',
  social: 'Social',
  internal: 'Internal',
  other: 'Conversation',
};

/** States as the user reads them. */
export const STATE_NAMES: Record<ConversationState, string> = {
  alerting: 'Alerting',
  connected: 'Connected',
  'on-hold': 'On hold',
  parked: 'Parked',
  waiting: 'Waiting',
  ended: 'Ended',
  other: '',
};

/** What stands where a name is not known. */
export const customerOf = ({ customerName }: { customerName: string | null }) =>
  customerName ?? 'Unknown customer';
export const agentOf = ({ agent }: Pick<Conversation, 'agent'>) =>
  agent ? (agent.name ?? 'Unnamed agent') : 'No agent yet';

/** Longest first; a refresh never shuffles rows, because neither start times nor ids change. */
export function sortConversations(conversations: readonly Conversation[]): Conversation[] {
  return [...conversations].sort(
    (a, b) =>
      (a.startedAt ?? Number.MAX_SAFE_INTEGER) - (b.startedAt ?? Number.MAX_SAFE_INTEGER) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

/** Conversations in which every typed word occurs somewhere: agent, customer, queue, media, state; or the id begins with it. */
export function filterConversations(conversations: Conversation[], typed: string): Conversation[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return conversations;
  return conversations.filter((conversation) => {
    const text = fold(
      [
        agentOf(conversation),
        conversation.customerName,
        conversation.queueName,
        MEDIA_NAMES[conversation.media],
        STATE_NAMES[conversation.state],
      ].join('\n'),
    );
    return words.every((word) => text.includes(word) || isStartOfId(word, conversation.id));
  });
}

/** A stray digit is part of nearly every id; only what looks like the beginning of one counts. */
function isStartOfId(word: string, id: string): boolean {
  return word.length >= 4 && id.startsWith(word);
}

/** Lower case without accents, so that "muller" finds "Müller". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
