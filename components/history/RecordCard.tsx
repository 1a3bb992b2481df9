import { LoaderCircle, ShieldAlert, ShieldCheck, TriangleAlert } from 'lucide';
import { useState } from 'preact/hooks';
import type { HistoryActions, HistoryState } from '@/utils/app/history-connection';
import type { Verification } from '@/utils/history/chain';
import { Icon } from '../parts/Icon';
import { formatTimeOfDay } from '../parts/time';
import { KeepFor } from './KeepFor';
import { verificationText } from './wording';

/** What makes the list a record: that a change shows, and how long it is kept. */
export function RecordCard({ state, actions }: { state: HistoryState; actions: HistoryActions }) {
  const [checking, setChecking] = useState(false);
  const [found, setFound] = useState<{ result: Verification | null; at: number } | null>(null);

  async function verify() {
    setChecking(true);
    const result = await actions.verify().catch(() => null);
    setFound({ result, at: Date.now() });
    setChecking(false);
  }

  return (
    <section class="card record" aria-label="Record">
      <div class="record-about">
        <p class="record-title">Tamper-evident record</p>
        <p class="hint">
          Entries are only ever added, each with the hash of the one before it: a change shows.
        </p>
      </div>
      <KeepFor state={state} keepFor={actions.keepFor} />
      <button type="button" class="button" disabled={checking} onClick={() => void verify()}>
        {checking && <Icon node={LoaderCircle} size={14} class="spin" />}
        {checking ? 'Verifying…' : 'Verify'}
      </button>
      <div class="record-result" role="status">
        {found && !checking && <Finding {...found} />}
        {state.unreadable > 0 && (
          <p class="finding finding-caution">
            <Icon node={TriangleAlert} size={16} />
            {state.unreadable === 1
              ? 'An entry cannot be read and is not shown.'
              : `${state.unreadable.toLocaleString()} entries cannot be read and are not shown.`}
          </p>
        )}
      </div>
    </section>
  );
}

function Finding({ result, at }: { result: Verification | null; at: number }) {
  if (!result) {
    return (
      <p class="finding finding-broken">
        <Icon node={ShieldAlert} size={16} />
        The entries could not be read. Try again.
      </p>
    );
  }
  return (
    <p class={`finding ${result.ok ? 'finding-intact' : 'finding-broken'}`}>
      <Icon node={result.ok ? ShieldCheck : ShieldAlert} size={16} />
      <b>{verificationText(result)}</b>
      <span class="hint">
        Checked at {formatTimeOfDay(at)}
        {result.ok && result.entries > 0 && (
          <>
            {' · last hash '}
            <code title={result.lastHash}>{result.lastHash.slice(0, 12)}…</code>
          </>
        )}
        {!result.ok && ' · entries before it are intact'}
      </span>
    </p>
  );
}
