import type { HistoryRow } from '@/utils/history/model';
import { formatLength } from '../common/time';
import { controlName, purposeName } from '../common/wording';
import { HOW_ENDED_NOTES } from './wording';

const MOMENT = new Intl.DateTimeFormat([], { dateStyle: 'medium', timeStyle: 'medium' });

/** Everything that is recorded about a session. */
export function SessionDetails({ row }: { row: HistoryRow }) {
  const facts: [name: string, value: string | null | undefined, kind?: 'id'][] = [
    ['Purpose', row.purpose && purposeName(row.purpose)],
    ['Started', MOMENT.format(row.startedAt)],
    ['Joined', row.joinedAt === null ? null : MOMENT.format(row.joinedAt)],
    ['Ended', row.endedAt === null ? null : MOMENT.format(row.endedAt)],
    ['Reason', row.howEnded ? HOW_ENDED_NOTES[row.howEnded] : undefined],
    ['Session', row.joinedExisting ? 'Joined a live session' : 'New session'],
    [
      'Settings',
      `${controlName(row.settings.allowRemoteControl)}, up to ${row.settings.timeoutInMinutes} min`,
    ],
    ['Queue', row.queueName],
    ['Customer', row.customerName],
    ['Supervisor', row.supervisor.name],
    ['Supervisor ID', row.supervisor.userId, 'id'],
    ['Agent', row.agent.name],
    ['Agent ID', row.agent.userId, 'id'],
    ['Conversation ID', row.conversationId, 'id'],
    ['Session ID', row.sessionId, 'id'],
    ['Correlation IDs', row.correlationIds.join('\n') || null, 'id'],
  ];
  return (
    <dl class="session-facts">
      {facts.map(
        ([name, value, kind]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd class={kind === 'id' ? 'id' : ''}>{value}</dd>
            </div>
          ),
      )}
      {row.notes.length > 0 && (
        <div class="session-notes">
          <dt>Notes</dt>
          <dd>
            <ol>
              {row.notes.map(({ at, text }, index) => (
                <li key={index}>
                  <time dateTime={new Date(at).toISOString()} title={MOMENT.format(at)}>
                    {formatLength(at - row.startedAt)}
                  </time>
                  <span dir="auto">{text}</span>
                </li>
              ))}
            </ol>
          </dd>
        </div>
      )}
    </dl>
  );
}
