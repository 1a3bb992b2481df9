import { Lock } from 'lucide';
import { t } from '@/utils/i18n/messages';
import type { Policy } from '@/utils/settings/policy';
import { Icon } from '../common/Icon';
import { MANAGED } from './groups';
import { featureName, policyFacts, problemText } from './policy-wording';
import './PolicySummary.css';

/**
 * Everything that the organization has set, instead of fields that cannot be changed; nothing if it
 * has set nothing.
 */
export function PolicySummary({ policy }: { policy: Policy }) {
  const { disabledFeatures: off = [], problems = [] } = policy;
  const facts = policyFacts(policy);
  if (facts.length + off.length + problems.length === 0) return null;
  return (
    <section
      class="card policy-summary"
      id={MANAGED}
      aria-label={t('settings_managed')}
      tabIndex={-1}
      data-focus-place=""
    >
      <h3 class="policy-summary-title">
        <Icon node={Lock} />
        {t('settings_managed')}
      </h3>
      <p class="hint">{t('settings_managed_about')}</p>
      {facts.length + off.length > 0 && (
        <dl class="policy-facts">
          {facts.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
          {off.length > 0 && (
            <div>
              <dt>{t('settings_managed_off')}</dt>
              {off.map((feature) => (
                <dd key={feature}>{featureName(feature)}</dd>
              ))}
            </div>
          )}
        </dl>
      )}
      {problems.length > 0 && (
        <>
          <p class="policy-summary-title">{t('settings_managed_problems')}</p>
          <ul class="policy-problems">
            {problems.map((problem) => (
              <li class="wrap-anywhere" key={problemText(problem)}>
                {problemText(problem)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
