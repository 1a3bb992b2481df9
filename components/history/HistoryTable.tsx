import type { HistoryRow } from '@/utils/history/model';
import { SessionRow } from './SessionRow';

/** The columns. Narrow windows omit those that the details of a row contain too. */
const COLUMNS = [
  { name: 'Started', class: 'col-started' },
  { name: 'Supervisor', class: 'col-supervisor' },
  { name: 'Agent', class: 'col-agent' },
  { name: 'Conversation', class: 'col-conversation' },
  { name: 'Access', class: 'col-access' },
  { name: 'Length', class: 'col-length' },
  { name: 'How it ended', class: 'col-ended' },
];

/** One page of sessions. */
export function HistoryTable({
  rows,
  onCopy,
}: {
  rows: HistoryRow[];
  onCopy: (text: string) => Promise<void>;
}) {
  return (
    <div class="history-scroll">
      <table class="history-table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column.name} scope="col" class={column.class}>
                {column.name}
              </th>
            ))}
            <th scope="col" class="col-details">
              <span class="visually-hidden">Details</span>
            </th>
          </tr>
        </thead>
        {rows.map((row) => (
          <SessionRow key={row.sessionId} row={row} columns={COLUMNS.length + 1} onCopy={onCopy} />
        ))}
      </table>
    </div>
  );
}
