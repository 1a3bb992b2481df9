import { ShieldAlert, ShieldCheck, TriangleAlert } from 'lucide';
import type { HistoryCheck } from '@/utils/history/check';
import type { Finding, HistoryNote } from '@/utils/history/model';
import { t, tParts } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { formatTimeOfDay } from '../common/time';
import { findingText, momentText, originText, type Tone, toneOf } from './finding-wording';
import { countOfEntries, verificationText } from './history-wording';

const ICONS = { intact: ShieldCheck, caution: TriangleAlert, broken: ShieldAlert };

/** The result of a check: the worst finding first, then each of them. */
export function CheckResult({ check, at, notes }: { check: HistoryCheck; at: number; notes: HistoryNote[] }) {
  const { findings } = check;
  const worst = findings.find((finding) => toneOf(finding) === 'broken');
  const last = notes.at(-1);
  const [headline, tone]: [string, Tone] = !check.ok
    ? [verificationText(check), 'broken']
    : worst
      ? [findingText(worst), 'broken']
      : last
        ? [
            t('history_nothing_new', {
              entries: countOfEntries(check.entries),
              time: momentText(last.noticedAt),
            }),
            'caution',
          ]
        : [verificationText(check), 'intact'];
  const lines = findings.filter((finding) => finding !== worst || !check.ok);
  const origin = originText(check);

  return (
    <>
      <p class={`finding finding-${tone}`}>
        <Icon node={ICONS[tone]} size={16} />
        <b>{headline}</b>
        <span class="hint">
          {t('history_checked_at', { time: formatTimeOfDay(at) })}
          {check.ok && check.entries > 0 && (
            <>
              {' · '}
              {tParts('history_last_hash', {
                hash: (
                  <code key="hash" title={check.lastHash}>
                    {check.lastHash.slice(0, 12)}…
                  </code>
                ),
              })}
            </>
          )}
          {!check.ok && findings.length === 0 && ` · ${t('history_earlier_intact')}`}
          {origin && ` · ${origin}`}
        </span>
      </p>
      {lines.map((finding) => (
        <FindingLine key={finding.kind} finding={finding} />
      ))}
    </>
  );
}

/** One finding on its own line. */
export function FindingLine({ finding, noticedAt }: { finding: Finding; noticedAt?: number }) {
  const tone = toneOf(finding);
  return (
    <p class={`finding finding-${tone}`}>
      <Icon node={ICONS[tone]} size={16} />
      <span>
        {noticedAt === undefined
          ? findingText(finding)
          : t('history_detected', { time: momentText(noticedAt), finding: findingText(finding) })}
      </span>
    </p>
  );
}
