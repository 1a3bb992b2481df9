import { FileSearch, LoaderCircle, ShieldAlert, TriangleAlert } from 'lucide';
import { useRef, useState } from 'preact/hooks';
import type { HistoryCheck } from '@/utils/history/check';
import type { UnusableExport } from '@/utils/history/exported-file';
import { t, tPlural } from '@/utils/i18n/messages';
import type { HistoryActions, HistoryState } from '@/utils/pages/connect-history';
import { useSpoken } from '../common/announce';
import { Icon } from '../common/Icon';
import { whileBusy } from '../common/while-busy';
import { CheckResult, FindingLine } from './CheckResult';
import { momentText } from './finding-wording';
import { countOfEntries, unusableText } from './history-wording';
import { RetentionField } from './RetentionField';

const DAY_MS = 24 * 60 * 60_000;

/** What makes the list a reliable record: changes are detected, and retention is visible. */
export function RecordCard({ state, actions }: { state: HistoryState; actions: HistoryActions }) {
  const spoken = useSpoken();
  const [checking, setChecking] = useState<'chain' | 'export' | null>(null);
  const [found, setFound] = useState<{ result: HistoryCheck | UnusableExport | null; at: number } | null>(
    null,
  );
  const fileInput = useRef<HTMLInputElement>(null);
  const { notes, exported, hasWitness, jumpMs } = state.record;

  async function check(what: 'chain' | 'export', run: () => Promise<HistoryCheck | UnusableExport>) {
    setChecking(what);
    const result = await run().catch(() => null);
    setFound({ result, at: Date.now() });
    setChecking(null);
  }

  return (
    <section class="card record" aria-label={t('history_record')}>
      <div class="record-about">
        <p class="record-title">{t('history_record_title')}</p>
        <p class="hint">{t('history_record_about')}</p>
      </div>
      <RetentionField state={state} keepFor={actions.keepFor} />
      <button
        type="button"
        class="button"
        {...whileBusy(checking !== null, () => void check('chain', actions.verify))}
      >
        {checking === 'chain' && <Icon node={LoaderCircle} size={14} class="spin" />}
        {checking === 'chain' ? t('history_verifying') : t('history_verify')}
      </button>
      <div class="record-result" ref={spoken}>
        {found && checking === null && <Found {...found} state={state} />}
        {notes.map(({ noticedAt, finding }) => (
          <FindingLine key={`${noticedAt} ${finding.kind}`} finding={finding} noticedAt={noticedAt} />
        ))}
        {!hasWitness && found === null && <FindingLine finding={{ kind: 'no-witness' }} />}
        {jumpMs > 0 && state.keepForDays !== null && (
          <p class="finding finding-caution">
            <Icon node={TriangleAlert} size={16} />
            <span>{tPlural('history_clock_ahead', Math.round(jumpMs / DAY_MS))}</span>
          </p>
        )}
        {state.unreadable > 0 && (
          <p class="finding finding-caution">
            <Icon node={TriangleAlert} size={16} />
            <span>{tPlural('history_entries_unreadable', state.unreadable)}</span>
          </p>
        )}
      </div>
      <div class="record-more">
        <p class="hint">{t('history_proof')}</p>
        <p class="hint">
          {exported
            ? t('history_last_export', {
                time: momentText(exported.at),
                entries: countOfEntries(exported.count),
              })
            : t('history_no_export')}
        </p>
        <button
          type="button"
          class="button"
          {...whileBusy(checking !== null, () => fileInput.current?.click())}
        >
          <Icon
            node={checking === 'export' ? LoaderCircle : FileSearch}
            size={14}
            class={checking === 'export' ? 'spin' : ''}
          />
          {t('history_compare')}
        </button>
        <input
          ref={fileInput}
          type="file"
          accept=".json,application/json"
          aria-label={t('history_file')}
          hidden
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            if (file) void check('export', () => actions.checkExport(file));
            // So that the same file can be chosen again.
            currentTarget.value = '';
          }}
        />
      </div>
    </section>
  );
}

function Found({
  result,
  at,
  state,
}: {
  result: HistoryCheck | UnusableExport | null;
  at: number;
  state: HistoryState;
}) {
  if (result !== null && typeof result !== 'string') {
    return <CheckResult check={result} at={at} notes={state.record.notes} />;
  }
  return (
    <p class="finding finding-broken">
      <Icon node={ShieldAlert} size={16} />
      <span>{result === null ? t('history_not_read') : unusableText(result)}</span>
    </p>
  );
}
