import { Lock } from 'lucide';
import type { Policy } from '@/utils/settings/policy';
import { Icon } from '../common/Icon';
import { FEATURE_NAMES, POLICY_NAMES, problemText } from './policy-wording';
import './PolicySummary.css';

/** Says at the top of the page what the organisation has set; nothing if it has set nothing. */
export function PolicySummary({ policy }: { policy: Policy }) {
  const { disabledFeatures: off = [], problems = [], ...values } = policy;
  const set = (Object.keys(values) as (keyof typeof values)[]).map((key) => POLICY_NAMES[key]);
  if (set.length + off.length + problems.length === 0) return null;
  return (
    <section class="policy-summary" aria-label="Managed by your organisation">
      <Icon node={Lock} size={16} />
      <div>
        <p class="policy-summary-title">
          Some settings are managed by your organisation. You cannot change them here.
        </p>
        {set.length > 0 && <p class="hint">Managed: {[...new Set(set)].join(', ')}.</p>}
        {off.length > 0 && (
          <p class="hint">Turned off: {off.map((feature) => FEATURE_NAMES[feature]).join('; ')}.</p>
        )}
        {problems.length > 0 && (
          <>
            <p class="policy-summary-title">Parts of the policy cannot be read. Tell your administrator:</p>
            <ul class="policy-problems">
              {problems.map((problem) => (
                <li class="hint wrap-anywhere" key={problemText(problem)}>
                  {problemText(problem)}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}
