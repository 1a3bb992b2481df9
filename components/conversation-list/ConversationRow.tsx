import {
  CircleEllipsis,
  Ellipsis,
  Flag,
  type IconNode,
  Mail,
  MessageCircle,
  MessagesSquare,
  Phone,
  PhoneForwarded,
  Pin,
  Share2,
  Users,
  Video,
} from 'lucide';
import { attentionOf, isUrgent } from '@/utils/floor/attention';
import type { FloorRow } from '@/utils/floor/model';
import type { ConversationState, Media } from '@/utils/genesys-cloud/conversation-model';
import { formatList, t, tPlural } from '@/utils/i18n/messages';
import type { AttentionSettings } from '@/utils/settings/settings';
import { Icon } from '../common/Icon';
import { formatLength } from '../common/time';
import { useClockText } from '../common/use-now';
import { MarkedText } from './MarkedText';
import type { RowColumns } from './row-columns';
import { agentOf, alsoThereOf, customerOf, mediaName, sentenceOf, spokenRow, stateName } from './row-wording';
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
  parked: 'chip-parked',
  waiting: 'chip-waiting',
  ended: 'chip-ended',
};

const MINUTE_MS = 60_000;
const NONE: readonly FloorRow[] = [];

/** Id of a row's element, for `aria-activedescendant`. */
export const rowId = (conversationId: string) => `conversation-${conversationId}`;

/**
 * One conversation in the list: the agent, then the customer and the queue, and how long it has
 * been in the state that matters. The list handles the pointer; `data-id` tells it the row.
 */
export function ConversationRow({
  row,
  index,
  total,
  top,
  userId,
  words,
  limits,
  selected,
  live,
  offered,
  starting,
  why,
  pinned,
  others = NONE,
  isExpanded,
  columns,
}: {
  row: FloorRow;
  /** The row's position in the list, and the list's length: not all of its rows are drawn. */
  index: number;
  total: number;
  /** The row's position in the list, in CSS pixels. */
  top: number;
  /** The signed-in user. */
  userId: string;
  /** The typed words, which are marked. */
  words: readonly string[];
  limits: AttentionSettings;
  selected: boolean;
  /** The user has a session on it. */
  live: boolean;
  /** The session waits for the customer to accept. */
  offered: boolean;
  starting: boolean;
  /** Why it cannot be started, if there is a reason. */
  why: StartBlocker | null;
  pinned: boolean;
  /** The agent's other conversations, if this row stands for all of them. */
  others?: readonly FloorRow[] | undefined;
  isExpanded: boolean;
  columns: RowColumns | undefined;
}) {
  const { id, media, state, queueName } = row;
  const customer = customerOf(row);
  const also = alsoThereOf(row);
  // This chip already shows the user's own cobrowse session.
  const watchers = live
    ? row.watchers.filter(({ userId: who, how }) => who !== userId || how !== 'cobrowsing')
    : row.watchers;
  const watching = watchers.map((watcher) => sentenceOf(watcher, userId));
  const spoken = {
    row,
    pinned,
    session: live ? (offered ? ('offered' as const) : ('watching' as const)) : null,
    watching,
    why: why?.sentence ?? null,
    others,
  };
  // What is spoken is in minutes, and changes with them.
  useClockText(
    (now) => [row.startedAt, row.stateSince].map((at) => Math.floor((now - (at ?? now)) / MINUTE_MS)).join(),
    row,
  );
  const chip = CHIPS[state];
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
      aria-label={spokenRow(spoken, Date.now())}
    >
      <StateBar row={row} limits={limits} live={live && !offered} />
      <span class="row-media" title={mediaName(media)}>
        <Icon node={MEDIA_ICONS[media]} />
      </span>
      <span class="row-names">
        <span
          class="row-agent"
          title={also ? t('list_row_agents', { agent: agentOf(row), names: also }) : agentOf(row)}
        >
          {pinned && <Icon node={Pin} size={12} class="row-pinned" />}
          <AgentName row={row} words={words} />
          {also !== '' && (
            <span class="row-also ellipsis" dir="auto">
              + <MarkedText text={also} words={words} />
            </span>
          )}
          {others.length > 0 && (
            <span class="chip row-others" title={formatList(others.map(customerOf))} dir="auto">
              {isExpanded ? t('list_row_fewer') : tPlural('list_row_more', others.length)}
            </span>
          )}
        </span>
        <span class="row-about" title={[customer, queueName].filter(Boolean).join(' · ')}>
          <span class="row-customer ellipsis" dir="auto">
            <MarkedText text={customer} words={words} />
          </span>
          {queueName && (
            <>
              <span class="row-dot" aria-hidden="true">
                ·
              </span>
              <span class="row-queue ellipsis" dir="auto">
                <MarkedText text={queueName} words={words} />
              </span>
            </>
          )}
        </span>
      </span>
      {row.flagged && (
        <span class="row-flag" title={t('list_row_flagged')}>
          <Icon node={Flag} />
        </span>
      )}
      {columns && <columns.Cells row={row} words={words} limits={limits} />}
      <span class="row-facts">
        <Clock row={row} limits={limits} />
        {(live || chip || watchers.length > 0) && (
          <span class="row-chips">
            {watchers.length > 0 && <WatchersChip watchers={watchers} sentences={watching} userId={userId} />}
            {live && (
              <span class={`chip ${offered ? 'chip-hold' : 'chip-live'}`}>
                {t(offered ? 'list_chip_offered' : 'list_chip_watching')}
              </span>
            )}
            {!live && chip && <span class={`chip ${chip}`}>{stateName(state)}</span>}
          </span>
        )}
      </span>
      {/* For the pointer only: an option may not contain a control. Others press a key, or the
          button after the filter box. They lie over the facts, so that nothing moves. */}
      <span class="row-actions" aria-hidden="true">
        {row.flagged && (
          <span class="row-flag">
            <Icon node={Flag} />
          </span>
        )}
        <span
          class={`row-start ellipsis ${starting ? 'row-starting' : ''} ${why ? 'row-why-not' : ''}`}
          title={why?.sentence}
        >
          {starting
            ? t('list_row_starting')
            : live
              ? t('list_row_open')
              : (why?.short ?? t('list_row_watch'))}
        </span>
        <span class="row-menu" title={t('list_row_menu')}>
          <Icon node={Ellipsis} />
        </span>
      </span>
    </div>
  );
}

/** The agent's name; a grey bar until it is known, and words if it will not be. */
function AgentName({ row, words }: { row: FloorRow; words: readonly string[] }) {
  const { agent } = row;
  if (!agent) return <em class="row-no-agent ellipsis">{agentOf(row)}</em>;
  if (agent.name === null && !agent.unnamed) return <span class="row-loading-name" />;
  return (
    <span class="row-name ellipsis" dir="auto">
      <MarkedText text={agentOf(row)} words={words} />
    </span>
  );
}

type Clocked = { row: FloorRow; limits: AttentionSettings };

/** How pressing the time of a row is. */
function toneOf({ row, limits }: Clocked, now: number): 'urgent' | 'late' | 'calm' {
  const attention = attentionOf(row, limits, now);
  if (attention === null) return 'calm';
  return isUrgent(attention, limits, now) ? 'urgent' : 'late';
}

/** The edge of a row: whose session runs, who needs the supervisor, who is on hold. */
function StateBar({ live, ...clocked }: Clocked & { live: boolean }) {
  const tone = useClockText((now) => toneOf(clocked, now), clocked.row);
  return <span class={`row-bar ${live ? 'row-bar-running' : `row-bar-${tone}`}`} />;
}

function withoutFlag({ flagged: _flagged, ...row }: FloorRow): FloorRow {
  return row;
}

/**
 * The time in the state that matters: on hold or alerting, otherwise since the conversation began.
 * Its color is that of the limit it has passed.
 */
export function Clock({ row, limits }: Clocked) {
  const { state, stateSince, startedAt, flagged } = row;
  const ofState = (state === 'on-hold' || state === 'alerting') && stateSince !== undefined;
  const since = ofState ? stateSince : startedAt;
  // A flag says nothing about the time.
  const timed = flagged ? withoutFlag(row) : row;
  const [tone, text] = useClockText(
    (now) => (since === null ? '' : `${toneOf({ row: timed, limits }, now)}\n${formatLength(now - since)}`),
    row,
  ).split('\n');
  if (since === null) return null;
  return (
    <time
      class={`row-clock row-clock-${tone}`}
      dir="auto"
      title={ofState ? t('list_row_clock_state', { state: stateName(state) }) : t('list_row_clock_age')}
    >
      {text}
    </time>
  );
}
