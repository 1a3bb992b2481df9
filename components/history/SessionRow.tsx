import { ChevronDown, ExternalLink, Eye } from 'lucide';
import { useId, useState } from 'preact/hooks';
import type { HistoryRow } from '@/utils/history/model';
import { language, t } from '@/utils/i18n/messages';
import { CopyButton } from '../common/CopyButton';
import { Icon } from '../common/Icon';
import { formatLength, zoneKey } from '../common/time';
import { useNow } from '../common/use-now';
import { whileBusy } from '../common/while-busy';
import { controlName, purposeName } from '../common/wording';
import { agentOf, outcomeName, whyEnded } from './history-wording';
import { SessionDetails } from './SessionDetails';

/** What can be done with a session of the past. */
export type RowActions = {
  copyText: (text: string) => Promise<void>;
  /** `null` while a start is under way: one at a time. */
  watchAgain: ((row: HistoryRow) => void) | null;
  openInGenesys: (conversationId: string) => void;
};

/** One session: the main facts on one line, the rest on request. */
export function SessionRow({
  row,
  columns,
  bySupervisor,
  actions,
}: {
  row: HistoryRow;
  columns: number;
  bySupervisor: boolean;
  actions: RowActions;
}) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const { startedAt, supervisor, customerName, queueName, conversationId, settings, purpose } = row;
  const agent = agentOf(row);

  async function copyConversation() {
    await actions.copyText(conversationId);
    return true;
  }

  return (
    <tbody class={open ? 'session-open' : ''}>
      <tr class="session-line">
        <td class="col-started">
          <time dateTime={new Date(startedAt).toISOString()} title={momentFormat().format(startedAt)}>
            {timeFormat().format(startedAt)}
          </time>
        </td>
        {bySupervisor && (
          <td class="col-supervisor">
            <Name text={supervisor.name ?? supervisor.userId} />
          </td>
        )}
        <th scope="row" class="col-agent">
          <Name text={agent} />
        </th>
        <td class="col-conversation">
          <span class="name ellipsis" title={customerName ?? undefined} dir="auto">
            {customerName ?? t('history_customer_unknown')}
            {queueName && (
              <span class="second-inline">
                {' · '}
                <bdi>{queueName}</bdi>
              </span>
            )}
          </span>
          <CopyButton
            class="copy-id"
            label={`${conversationId.slice(0, 8)}…`}
            name={t('history_copy_conversation', { id: conversationId })}
            copy={copyConversation}
          />
        </td>
        <td class="col-purpose">{purpose && <Name text={purposeName(purpose)} />}</td>
        <td class="col-access">
          <span class="chip">{controlName(settings.allowRemoteControl)}</span>
        </td>
        <td class="col-length">
          <Length row={row} />
        </td>
        <td class="col-ended">
          <Outcome row={row} />
        </td>
        <td class="col-details">
          <div class="row-actions">
            <button
              type="button"
              class="icon-button"
              aria-label={t('history_watch_agent', { agent })}
              title={t('history_watch')}
              {...whileBusy(actions.watchAgain === null, () => actions.watchAgain?.(row))}
            >
              <Icon node={Eye} />
            </button>
            <button
              type="button"
              class="icon-button"
              aria-label={t('history_open_genesys_of', { agent })}
              title={t('history_open_genesys')}
              onClick={() => actions.openInGenesys(conversationId)}
            >
              <Icon node={ExternalLink} />
            </button>
            <button
              type="button"
              class="icon-button"
              aria-expanded={open}
              aria-controls={detailsId}
              aria-label={t('history_details_of', { agent })}
              title={t('history_details')}
              onClick={() => setOpen(!open)}
            >
              <Icon node={ChevronDown} class={`chevron ${open ? 'turned' : ''}`} />
            </button>
          </div>
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

let formats: { of: string; time: Intl.DateTimeFormat; moment: Intl.DateTimeFormat } | null = null;

/** Making formats is slow, and a page has many rows. */
function formatsOf() {
  const locale = language();
  const of = `${locale} ${zoneKey()}`;
  if (formats?.of !== of) {
    formats = {
      of,
      time: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }),
      moment: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
    };
  }
  return formats;
}
const timeFormat = () => formatsOf().time;
const momentFormat = () => formatsOf().moment;

function Name({ text }: { text: string }) {
  return (
    <span class="name ellipsis" title={text} dir="auto">
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
      <span title={t('history_unknown')}>
        <span aria-hidden="true">–</span>
        <span class="visually-hidden">{t('history_unknown')}</span>
      </span>
    );
  }
  return <>{formatLength((endedAt ?? Math.min(now, expiresAt)) - startedAt)}</>;
}

function Outcome({ row: { howEnded } }: { row: HistoryRow }) {
  if (howEnded === null) {
    return (
      <span class="chip chip-live chip-with-dot">
        <span class="live-dot" aria-hidden="true" />
        {outcomeName(null)}
      </span>
    );
  }
  return <span title={whyEnded(howEnded)}>{outcomeName(howEnded)}</span>;
}
