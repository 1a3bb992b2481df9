import {
  CircleEllipsis,
  CornerDownLeft,
  type IconNode,
  Mail,
  MessageCircle,
  MessagesSquare,
  Phone,
  PhoneForwarded,
  Pin,
  PinOff,
  Share2,
  Users,
  Video,
} from 'lucide';
import type { FloorRow } from '@/utils/floor/model';
import type { ConversationState, Media } from '@/utils/genesys-cloud/conversation-model';
import { Icon } from '../common/Icon';
import { formatLength } from '../common/time';
import { useClockText } from '../common/use-now';
import { agentOf, alsoThereOf, customerOf, MEDIA_NAMES, STATE_NAMES, sentenceOf } from './row-wording';
import type { StartBlocker } from './start-blocker';
import { WatchersChip } from './WatchersChip';
import './ConversationRow.css';

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

/** Connected is the normal state and needs no chip. */
const CHIPS: Partial<Record<ConversationState, string>> = {
  alerting: 'chip-alerting',
  'on-hold': 'chip-hold',
  parked: 'chip-hold',
  waiting: 'chip-waiting',
  ended: 'chip-ended',
};

/** Id of a row's element, for `aria-activedescendant`. */
export const rowId = (conversationId: string) => `conversation-${conversationId}`;

/** One conversation in the list. The list handles the pointer; `data-id` tells it the row. */
export function ConversationRow({
  row,
  index,
  total,
  top,
  userId,
  selected,
  live,
  offered,
  starting,
  why,
  pinned,
}: {
  row: FloorRow;
  /** The row's position in the list, and the list's length: not all of its rows are drawn. */
  index: number;
  total: number;
  /** The row's position in the list, in CSS pixels. */
  top: number;
  /** The signed-in user. */
  userId: string;
  selected: boolean;
  /** The user has a session on it. */
  live: boolean;
  /** The session waits for the customer to accept. */
  offered: boolean;
  starting: boolean;
  /** Why it cannot be started, if there is a reason. */
  why: StartBlocker | null;
  pinned: boolean;
}) {
  const { id, media, state, queueName, startedAt } = row;
  const customer = customerOf(row);
  const agent = agentOf(row);
  const alsoThere = alsoThereOf(row);
  const agentTitle = [alsoThere ? `${agent}, also present: ${alsoThere}` : agent, queueName]
    .filter(Boolean)
    .join(' · ');
  const chip = CHIPS[state];
  const sessionChip = offered ? 'Offered' : 'Live';
  // This chip already shows the user's own cobrowse session.
  const watchers = live
    ? row.watchers.filter(({ userId: who, how }) => who !== userId || how !== 'cobrowsing')
    : row.watchers;
  const watching = watchers.map((watcher) => sentenceOf(watcher, userId));
  const spoken = [
    customer,
    agent,
    alsoThere && `Also present: ${alsoThere}`,
    pinned && 'Pinned',
    queueName,
    MEDIA_NAMES[media],
    STATE_NAMES[state],
    live && sessionChip,
    ...watching,
    why?.sentence,
  ];
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the filter box keeps the focus and points here by aria-activedescendant.
    <div
      class={`row ${selected ? 'row-selected' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      role="option"
      id={rowId(id)}
      data-id={id}
      aria-selected={selected}
      aria-setsize={total}
      aria-posinset={index + 1}
      aria-label={spoken.filter(Boolean).join(', ')}
    >
      <span class="row-media" title={MEDIA_NAMES[media]}>
        <Icon node={MEDIA_ICONS[media]} />
      </span>
      <span class="row-names">
        <span class="row-customer ellipsis" title={customer} dir="auto">
          {customer}
        </span>
        <span class="row-agent ellipsis" title={agentTitle}>
          {pinned && <Icon node={Pin} size={12} class="row-pinned" />}
          {row.agent ? <span dir="auto">{agent}</span> : <em class="row-no-agent">{agent}</em>}
          {alsoThere && (
            <span class="row-also">
              {' + '}
              <span dir="auto">{alsoThere}</span>
            </span>
          )}
          {queueName && (
            <span class="row-queue">
              {' · '}
              <span dir="auto">{queueName}</span>
            </span>
          )}
        </span>
      </span>
      {/* For the pointer only: an option may not contain a control. Others press the key, or the
          button after the filter box. */}
      <span
        class={`row-start ${starting ? 'row-starting' : ''} ${why ? 'row-why-not' : ''}`}
        title={why?.sentence}
        aria-hidden="true"
      >
        {starting ? 'Starting…' : live ? 'Open' : (why?.short ?? 'Cobrowse')}
        {selected && !starting && !why && <Icon node={CornerDownLeft} size={12} />}
      </span>
      {row.agent && (
        <span
          class="row-pin"
          title={pinned ? 'Unpin this agent (Alt+P)' : 'Pin this agent (Alt+P)'}
          aria-hidden="true"
        >
          <Icon node={pinned ? PinOff : Pin} size={14} />
        </span>
      )}
      <span class="row-facts">
        {startedAt !== null && <Elapsed since={startedAt} />}
        {(live || chip || watchers.length > 0) && (
          <span class="row-chips">
            {watchers.length > 0 && <WatchersChip watchers={watchers} sentences={watching} userId={userId} />}
            {live && <span class={`chip ${offered ? 'chip-waiting' : 'chip-live'}`}>{sessionChip}</span>}
            {!live && chip && <span class={`chip ${chip}`}>{STATE_NAMES[state]}</span>}
          </span>
        )}
      </span>
    </div>
  );
}

function Elapsed({ since }: { since: number }) {
  return <time class="row-elapsed">{useClockText((now) => formatLength(now - since), since)}</time>;
}
