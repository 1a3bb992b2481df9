import { useId, useState } from 'preact/hooks';
import type { Failure } from '@/utils/errors/failure';
import { describeFailure } from '@/utils/errors/messages';
import { t, tPlural } from '@/utils/i18n/messages';
import type { HistoryActions, HistoryState } from '@/utils/pages/connect-history';
import { HISTORY_DAYS } from '@/utils/settings/settings';
import { SetByOrganization } from '../common/SetByOrganization';
import { keepForName } from './history-wording';

const DAY_MS = 24 * 60 * 60_000;

/** How long sessions are kept. Asks for confirmation if a choice deletes some. */
export function RetentionField({
  state: { rows, keepForDays, policy },
  keepFor,
}: {
  state: HistoryState;
  keepFor: HistoryActions['keepFor'];
}) {
  const id = useId();
  const locked = policy.historyDays !== undefined;
  const [asking, setAsking] = useState<{ days: number; goes: number } | null>(null);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  // A time that was set elsewhere, for example by policy, is also a choice.
  const choices = [...new Set<number | null>([...HISTORY_DAYS.choices, keepForDays])].sort(
    (a, b) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY),
  );

  async function save(days: number | null) {
    setAsking(null);
    setSaving(true);
    const result = await keepFor(days);
    setSaving(false);
    setFailure(result.ok ? null : result.failure);
  }

  function choose(days: number | null) {
    if (saving) return;
    const goes =
      days === null
        ? 0
        : rows.filter(
            ({ startedAt, howEnded }) => howEnded !== null && startedAt < Date.now() - days * DAY_MS,
          ).length;
    if (days !== null && goes > 0) setAsking({ days, goes });
    else void save(days);
  }

  return (
    <>
      <div class="keep-for">
        <label for={id}>{t('history_keep_for')}</label>
        <select
          id={id}
          class="select"
          aria-disabled={saving || undefined}
          disabled={locked}
          aria-describedby={locked ? `${id}-lock` : undefined}
          value={String(asking ? asking.days : keepForDays)}
          onChange={({ currentTarget }) =>
            choose(currentTarget.value === 'null' ? null : Number(currentTarget.value))
          }
        >
          {choices.map((days) => (
            <option key={String(days)} value={String(days)}>
              {keepForName(days)}
            </option>
          ))}
        </select>
        {locked && <SetByOrganization id={`${id}-lock`} />}
      </div>
      {asking && (
        <div class="keep-for-question" role="alert">
          <p>{tPlural('history_keep_question', asking.goes, { age: keepForName(asking.days) })}</p>
          <button type="button" class="button button-small" onClick={() => setAsking(null)}>
            {t('history_keep')}
          </button>
          <button
            type="button"
            class="button button-small button-danger"
            onClick={() => void save(asking.days)}
          >
            {t('history_delete')}
          </button>
        </div>
      )}
      {failure && (
        <p class="keep-for-question finding-broken" role="alert">
          {describeFailure(failure).title} {describeFailure(failure).help}
        </p>
      )}
    </>
  );
}
