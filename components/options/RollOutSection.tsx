import { ChevronRight } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '@/utils/i18n/messages';
import type { AppActions } from '@/utils/pages/app-state';
import { FEATURES } from '@/utils/settings/policy';
import { type Settings, TIMEOUT_MINUTES } from '@/utils/settings/settings';
import { Icon } from '../common/Icon';
import { Section } from '../settings-form/Section';
import { PolicyPreview } from './PolicyPreview';
import { featureName, minutesText } from './policy-wording';
import { FIRST_CHOICE, partsOf, type RollOutChoice, toPolicy } from './roll-out';
import './RollOutSection.css';

/** Exports the settings of both views, saved or not, as a file that sets them for everybody. */
export function RollOutSection({ settings, actions }: { settings: Settings; actions: AppActions }) {
  const [choice, setChoice] = useState<RollOutChoice>(FIRST_CHOICE);
  const parts = partsOf(settings);
  const change = (changes: Partial<RollOutChoice>) => setChoice({ ...choice, ...changes });

  return (
    <Section id="roll-out" title={t('policy_roll_out')} intro={t('policy_roll_out_about')} heading="h2">
      <details class="details guide">
        <summary>
          <Icon node={ChevronRight} size={14} class="details-chevron" />
          {t('policy_create')}
        </summary>
        <div class="roll-out">
          <p class="hint">{t('policy_create_about')}</p>
          <Ticks legend={t('policy_set_for_all')}>
            {parts.map(({ key, name, shown }) => (
              <Tick
                key={key}
                name={name}
                about={shown ?? t('policy_not_set')}
                checked={choice.parts.has(key) && shown !== null}
                disabled={shown === null}
                onChange={() => change({ parts: toggled(choice.parts, key) })}
              />
            ))}
          </Ticks>
          <Ticks legend={t('policy_limits')}>
            <Tick
              name={t('policy_view_only')}
              about={t('policy_view_only_about')}
              checked={choice.controlForbidden}
              onChange={() => change({ controlForbidden: !choice.controlForbidden })}
            />
            <div class="roll-out-limit">
              <label for="roll-out-longest">{t('policy_name_max_time')}</label>
              <select
                id="roll-out-longest"
                class="select"
                value={String(choice.maxMinutes)}
                onChange={({ currentTarget: { value } }) =>
                  change({ maxMinutes: value === 'null' ? null : Number(value) })
                }
              >
                <option value="null">{minutesText(TIMEOUT_MINUTES.max)}</option>
                {TIMEOUT_MINUTES.choices.map((minutes) => (
                  <option key={minutes} value={String(minutes)}>
                    {minutesText(minutes)}
                  </option>
                ))}
              </select>
            </div>
          </Ticks>
          <Ticks legend={t('policy_turn_off')}>
            {FEATURES.map((feature) => (
              <Tick
                key={feature}
                name={featureName(feature)}
                checked={choice.off.has(feature)}
                onChange={() => change({ off: toggled(choice.off, feature) })}
              />
            ))}
            <Tick
              name={t('policy_name_telling')}
              about={t('policy_screen_only')}
              checked={choice.tellingOff}
              onChange={() => change({ tellingOff: !choice.tellingOff })}
            />
          </Ticks>
          <PolicyPreview policy={toPolicy(choice, parts)} actions={actions} />
        </div>
      </details>
    </Section>
  );
}

function Ticks({ legend, children }: { legend: string; children: ComponentChildren }) {
  return (
    <fieldset class="ticks">
      <legend>{legend}</legend>
      {children}
    </fieldset>
  );
}

function Tick({
  name,
  about,
  checked,
  disabled = false,
  onChange,
}: {
  name: string;
  about?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: () => void;
}) {
  return (
    <label class="check tick">
      <input type="checkbox" checked={checked} disabled={disabled} onChange={onChange} />
      <span class="tick-name">{name}</span>
      {about && (
        <span class="hint wrap-anywhere" dir="auto">
          {about}
        </span>
      )}
    </label>
  );
}

function toggled<T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> {
  const others = [...set].filter((each) => each !== one);
  return new Set(set.has(one) ? others : [...others, one]);
}
