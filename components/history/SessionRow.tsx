import { ChevronDown } from 'lucide';
import { useId, useState } from 'preact/hooks';
import type { HistoryRow } from '@/utils/history/model';
import { CopyButton } from '../common/CopyButton';
import { Icon } from '../common/Icon';
import { formatLength } from '../common/time';
import { useNow } from '../common/use-now';
import { controlName } from '../common/wording';
import { SessionDetails } from './SessionDetails';
import { HOW_ENDED_NAMES, HOW_ENDED_NOTES } from './wording';

const DATE = new Intl.DateTimeFormat([], { dateStyle: 'medium' });
const TIME = new Intl.DateTimeFormat([], { timeStyle: 'short' });

/** One session: the main facts on one line, the rest on request. */
export function SessionRow({
  row,
  columns,
  onCopy,
}: {
  row: HistoryRow;
  columns: number;
  onCopy: (text: string) => Promise<void>;
}) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const { startedAt, supervisor, agent, customerName, conversationId, settings } = row;
  const agentName = agent.name ?? 'Unknown agent';

  async function copyConversation() {
    await onCopy(conversationId);
    return true;
  }

  return (
    <tbody class={open ? 'session-open' : ''}>
      <tr class="session-line">
        <td class="col-started">
          <time dateTime={new Date(startedAt).toISOString()}>
            <span class="nowrap">{DATE.format(startedAt)}</span>
            <span class="second">{TIME.format(startedAt)}</span>
          </time>
        </td>
        <td class="col-supervisor">
          <Name text={supervisor.name ?? supervisor.userId} />
        </td>
        <th scope="row" class="col-agent">
          <Name text={agentName} />
        </th>
        <td class="col-conversation">
          <Name text={customerName ?? 'Unknown customer'} />
          <CopyButton
            class="copy-id"
            label={`${conversationId.slice(0, 8)}…`}
            name={`Copy conversation ID ${conversationId}`}
            copy={copyConversation}
          />
        </td>
        <td class="col-access">
          <span class={`chip ${settings.allowRemoteControl ? 'chip-hold' : ''}`}>
            {controlName(settings.allowRemoteControl)}
          </span>
        </td>
        <td class="col-length">
          <Length row={row} />
        </td>
        <td class="col-ended">
          <HowItEnded row={row} />
        </td>
        <td class="col-details">
          <button
            type="button"
            class="icon-button"
            aria-expanded={open}
            aria-controls={detailsId}
            aria-label={`Details of the session with ${agentName}`}
            title="Details"
            onClick={() => setOpen(!open)}
          >
            <Icon node={ChevronDown} class={`chevron ${open ? 'turned' : ''}`} />
          </button>
        </td>
      </tr>
      {open && (
        <tr class="session-more" id={detailsId}>
          <td colSpan={columns}>
            <SessionDetails row={row} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Name({ text }: { text: string }) {
  return (
    <span class="name ellipsis" title={text}>
      {text}
    </span>
  );
}

/** Keeps counting while the session is live. */
function Length({ row: { startedAt, endedAt, expiresAt, howEnded } }: { row: HistoryRow }) {
  const live = howEnded === null;
  const now = useNow(live);
  // If the clock was set back between start and end, the length is unknown.
  if (!live && (endedAt === null || endedAt < startedAt)) {
    return (
      <span title="Unknown">
        <span aria-hidden="true">–</span>
        <span class="visually-hidden">Unknown</span>
      </span>
    );
  }
  return <>{formatLength((endedAt ?? Math.min(now, expiresAt)) - startedAt)}</>;
}

function HowItEnded({ row: { howEnded } }: { row: HistoryRow }) {
  if (howEnded === null) {
    return (
      <span class="chip chip-live chip-with-dot">
        <span class="live-dot" aria-hidden="true" />
        Live
      </span>
    );
  }
  return <span title={HOW_ENDED_NOTES[howEnded]}>{HOW_ENDED_NAMES[howEnded]}</span>;
}
