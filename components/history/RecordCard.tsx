import { FileSearch, LoaderCircle, ShieldAlert, TriangleAlert } from 'lucide';
import { useRef, useState } from 'preact/hooks';
import type { HistoryCheck } from '@/utils/history/check';
import type { UnusableExport } from '@/utils/history/exported-file';
import type { HistoryActions, HistoryState } from '@/utils/pages/connect-history';
import { Icon } from '../common/Icon';
import { whileBusy } from '../common/while-busy';
import { CheckResult, FindingLine } from './CheckResult';
import { momentText } from './finding-wording';
import { RetentionField } from './RetentionField';
import { countOfEntries, UNUSABLE_EXPORT_TEXTS } from './wording';

const DAY_MS = 24 * 60 * 60_000;

/** What makes the list a reliable record: changes are detected, and retention is visible. */
export function RecordCard({ state, actions }: { state: HistoryState; actions: HistoryActions }) {
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
    <section class="card record" aria-label="Record">
      <div class="record-about">
        <p class="record-title">Tamper-evident record</p>
        <p class="hint">
          Each entry contains the hash of the one before it, so any change to past entries can be detected.
        </p>
      </div>
      <RetentionField state={state} keepFor={actions.keepFor} />
      <button
        type="button"
        class="button"
        {...whileBusy(checking !== null, () => void check('chain', actions.verify))}
      >
        {checking === 'chain' && <Icon node={LoaderCircle} size={14} class="spin" />}
        {checking === 'chain' ? 'Verifying…' : 'Verify'}
      </button>
      <div class="record-result" role="status">
        {found && checking === null && <Found {...found} state={state} />}
        {notes.map(({ noticedAt, finding }) => (
          <FindingLine
            key={`${noticedAt} ${finding.kind}`}
            finding={finding}
            before={`Detected ${momentText(noticedAt)}: `}
          />
        ))}
        {!hasWitness && found === null && <FindingLine finding={{ kind: 'no-witness' }} />}
        {jumpMs > 0 && state.keepForDays !== null && (
          <p class="finding finding-caution">
            <Icon node={TriangleAlert} size={16} />
            <span>
              This computer’s clock is {Math.round(jumpMs / DAY_MS).toLocaleString()} days ahead of the last
              confirmed time. Old sessions are kept until Genesys Cloud confirms the time, for example at the
              next sign-in.
            </span>
          </p>
        )}
        {state.unreadable > 0 && (
          <p class="finding finding-caution">
            <Icon node={TriangleAlert} size={16} />
            {state.unreadable === 1
              ? 'An entry cannot be read and is not shown.'
              : `${state.unreadable.toLocaleString()} entries cannot be read and are not shown.`}
          </p>
        )}
      </div>
      <div class="record-more">
        <p class="hint">
          This check detects entries that were changed, cut off, replaced or removed. Someone with access to
          this profile’s files or the extension’s developer tools can rewrite both the entries and their seal.
          Only an export that is kept elsewhere reveals that.
        </p>
        <p class="hint">
          {exported
            ? `Last export: ${momentText(exported.at)}, ${countOfEntries(exported.count)}.`
            : 'No JSON export is on record.'}
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
          Compare with an export
        </button>
        <input
          ref={fileInput}
          type="file"
          accept=".json,application/json"
          aria-label="Exported file"
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
      {result === null ? 'The entries could not be read. Try again.' : UNUSABLE_EXPORT_TEXTS[result]}
    </p>
  );
}
