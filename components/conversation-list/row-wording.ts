import type { FloorRow } from '@/utils/floor/model';
import type { Conversation, ConversationState, Media } from '@/utils/genesys-cloud/conversation-model';
import type { Watching } from '@/utils/genesys-cloud/ways-of-watching';

/** Media as shown to the user. */
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

/** States as shown to the user. */
export const STATE_NAMES: Record<ConversationState, string> = {
  alerting: 'Alerting',
  connected: 'Connected',
  'on-hold': 'On hold',
  parked: 'Parked',
  waiting: 'Waiting',
  ended: 'Ended',
  other: '',
};

/** What a watcher does, after “you” and after a name. */
const WATCHING_WORDS: Record<Watching, [you: string, somebody: string]> = {
  monitoring: ['are monitoring', 'is monitoring'],
  coaching: ['are coaching', 'is coaching'],
  'barged-in': ['have barged in', 'has barged in'],
  cobrowsing: ['are cobrowsing', 'is cobrowsing'],
  'screen-monitoring': ['are watching the screen', 'is watching the screen'],
};

/** Replacements for unknown names. */
export const customerOf = ({ customerName }: { customerName: string | null }) =>
  customerName ?? 'Unknown customer';
export const agentOf = ({ agent }: Pick<Conversation, 'agent'>) =>
  agent ? (agent.name ?? 'Unknown agent') : 'No agent';

/** Colleagues who were called in, by name; empty if there are none. */
export const alsoThereOf = ({ alsoThere = [] }: Pick<Conversation, 'alsoThere'>) =>
  alsoThere.map(({ name }) => name ?? 'an unknown agent').join(', ');

/** Says who watches and how: `Femi Okoro is monitoring`. */
export function sentenceOf({ userId, name, how }: FloorRow['watchers'][number], ownUserId: string): string {
  const [you, somebody] = WATCHING_WORDS[how];
  return userId === ownUserId ? `You ${you}` : `${name ?? 'Somebody'} ${somebody}`;
}

/** Formats a number in the user's locale. */
export const formatCount = (count: number) => count.toLocaleString();
