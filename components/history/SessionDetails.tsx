import type { HistoryRow } from '@/utils/history/model';
import { language, t } from '@/utils/i18n/messages';
import { formatLength } from '../common/time';
import { controlName, purposeName } from '../common/wording';
import { whyEnded } from './history-wording';

/** Everything that is recorded about a session. */
export function SessionDetails({ row }: { row: HistoryRow }) {
  const moment = new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'medium' });
  const facts: [name: string, value: string | null | undefined, kind?: 'id'][] = [
    [t('history_fact_purpose'), row.purpose && purposeName(row.purpose)],
    [t('history_fact_started'), moment.format(row.startedAt)],
    [t('history_fact_joined'), row.joinedAt === null ? null : moment.format(row.joinedAt)],
    [t('history_fact_ended'), row.endedAt === null ? null : moment.format(row.endedAt)],
    [t('history_fact_reason'), row.howEnded ? whyEnded(row.howEnded) : undefined],
    [
      t('history_fact_session'),
      row.joinedExisting ? t('history_fact_session_joined') : t('history_fact_session_new'),
    ],
    [
      t('history_fact_settings'),
      t('history_fact_settings_value', {
        access: controlName(row.settings.allowRemoteControl),
        minutes: String(row.settings.timeoutInMinutes),
      }),
    ],
    [t('history_fact_queue'), row.queueName],
    [t('history_fact_customer'), row.customerName],
    [t('history_fact_supervisor'), row.supervisor.name],
    [t('history_fact_supervisor_id'), row.supervisor.userId, 'id'],
    [t('history_fact_agent'), row.agent.name],
    [t('history_fact_agent_id'), row.agent.userId, 'id'],
    [t('history_fact_conversation_id'), row.conversationId, 'id'],
    [t('history_fact_session_id'), row.sessionId, 'id'],
    [t('history_fact_correlation_ids'), row.correlationIds.join('\n') || null, 'id'],
  ];
  return (
    <dl class="session-facts">
      {facts.map(
        ([name, value, kind]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd class={kind === 'id' ? 'id' : ''} dir={kind === 'id' ? 'ltr' : 'auto'}>
                {value}
              </dd>
            </div>
          ),
      )}
      {row.notes.length > 0 && (
        <div class="session-notes">
          <dt>{t('history_fact_notes')}</dt>
          <dd>
            <ol>
              {row.notes.map(({ at, text }, index) => (
                <li key={index}>
                  <time dateTime={new Date(at).toISOString()} title={moment.format(at)}>
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
