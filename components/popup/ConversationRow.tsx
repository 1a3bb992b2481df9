import {
  CircleEllipsis,
  CornerDownLeft,
  type IconNode,
  Mail,
  MessageCircle,
  MessagesSquare,
  Phone,
  PhoneForwarded,
  Share2,
  Users,
  Video,
} from 'lucide';
import type { Conversation, ConversationState, Media } from '@/utils/genesys-cloud/conversation';
import { Icon } from '../parts/Icon';
import { formatLength } from '../parts/time';
import { useClockText } from '../parts/use-now';
import { agentOf, customerOf, MEDIA_NAMES, STATE_NAMES } from './conversation-order';

const MEDIA_ICONS: Record<Media, IconNode> = {
  voice: Phone,
  callback: PhoneForwarded,
  message: MessageCircle,
  chat: MessagesSquare,
  email: Mail,
  video: Video,
  social: Share2,
  internal: Users,
  other: CircleEllipsis,
};

/** Connected is what is expected and needs no chip. */
const CHIPS: Partial<Record<ConversationState, string>> = {
  alerting: 'chip-alerting',
  'on-hold': 'chip-hold',
  parked: 'chip-hold',
  waiting: 'chip-waiting',
  ended: 'chip-ended',
};

/** Id of a row's element, for `aria-activedescendant`. */
export const rowId = (conversationId: string) => `conversation-${conversationId}`;

/**
 * One conversation in the list. The list listens for clicks itself; `data-id` tells it the row.
 */
export function ConversationRow({
  conversation,
  selected,
  live,
  starting,
}: {
  conversation: Conversation;
  selected: boolean;
  live: boolean;
  starting: boolean;
}) {
  const { id, media, state, queueName, startedAt } = conversation;
  const customer = customerOf(conversation);
  const agent = agentOf(conversation);
  const chip = CHIPS[state];
  const spoken = [customer, agent, queueName, MEDIA_NAMES[media], STATE_NAMES[state], live && 'Live'];
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the filter box keeps the focus and points here by aria-activedescendant.
    <div
      class={`row ${selected ? 'row-selected' : ''}`}
      role="option"
      id={rowId(id)}
      data-id={id}
      aria-selected={selected}
      aria-label={spoken.filter(Boolean).join(', ')}
    >
      <span class="row-media" title={MEDIA_NAMES[media]}>
        <Icon node={MEDIA_ICONS[media]} />
      </span>
      <span class="row-names">
        <span class="row-customer ellipsis" title={customer}>
          {customer}
        </span>
        <span class="row-agent ellipsis" title={queueName ? `${agent} · ${queueName}` : agent}>
          {conversation.agent ? agent : <em class="row-no-agent">{agent}</em>}
          {queueName && <span class="row-queue"> · {queueName}</span>}
        </span>
      </span>
      {/* For the pointer only: an option may hold no control. Others press Enter, or the button behind the filter box. */}
      <span class={`row-start ${starting ? 'row-starting' : ''}`} aria-hidden="true">
        {starting ? 'Starting…' : live ? 'Open' : 'Cobrowse'}
        {selected && !starting && <Icon node={CornerDownLeft} size={12} />}
      </span>
      <span class="row-facts">
        {startedAt !== null && <Elapsed since={startedAt} />}
        {live && <span class="chip chip-live">Live</span>}
        {!live && chip && <span class={`chip ${chip}`}>{STATE_NAMES[state]}</span>}
      </span>
    </div>
  );
}

function Elapsed({ since }: { since: number }) {
  return <time class="row-elapsed">{useClockText((now) => formatLength(now - since), since)}</time>;
}
