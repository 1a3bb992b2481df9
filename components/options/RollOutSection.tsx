import { ChevronRight, Users } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { AppActions } from '@/utils/pages/app-state';
import { FEATURES } from '@/utils/settings/policy';
import { type Settings, TIMEOUT_MINUTES } from '@/utils/settings/settings';
import { Icon } from '../common/Icon';
import { Section } from '../settings-form/Section';
import { PolicyPreview } from './PolicyPreview';
import { FEATURE_NAMES } from './policy-wording';
import { FIRST_CHOICE, partsOf, type RollOutChoice, toPolicy } from './roll-out';
import './RollOutSection.css';

/** For administrators: exports the settings on this page as a file that sets them for everybody. */
export function RollOutSection({ settings, actions }: { settings: Settings; actions: AppActions }) {
  const [choice, setChoice] = useState<RollOutChoice>(FIRST_CHOICE);
  const parts = partsOf(settings);
  const change = (changes: Partial<RollOutChoice>) => setChoice({ ...choice, ...changes });

  return (
    <Section
      title="Roll out to your team"
      icon={Users}
      intro="For administrators: one file configures this extension in every managed browser."
    >
      <details class="details guide">
        <summary>
          <Icon node={ChevronRight} size={14} class="details-chevron" />
          Create a policy file
        </summary>
        <div class="roll-out">
          <p class="hint">
            The settings you select are set for all users, with the values on this page. Users cannot change
            them. The client secret is never included.
          </p>
          <Ticks legend="Set for all users">
            {parts.map(({ key, name, shown }) => (
              <Tick
                key={key}
                name={name}
                about={shown ?? 'Not set yet'}
                checked={choice.parts.has(key) && shown !== null}
                disabled={shown === null}
                onChange={() => change({ parts: toggled(choice.parts, key) })}
              />
            ))}
          </Ticks>
          <Ticks legend="Limits">
            <Tick
              name="Always view only"
              about="Users cannot allow control"
              checked={choice.controlForbidden}
              onChange={() => change({ controlForbidden: !choice.controlForbidden })}
            />
            <div class="roll-out-limit">
              <label for="roll-out-longest">Maximum time limit</label>
              <select
                id="roll-out-longest"
                class="select"
                value={String(choice.maxMinutes)}
                onChange={({ currentTarget: { value } }) =>
                  change({ maxMinutes: value === 'null' ? null : Number(value) })
                }
              >
                <option value="null">{TIMEOUT_MINUTES.max} min</option>
                {TIMEOUT_MINUTES.choices.map((minutes) => (
                  <option key={minutes} value={String(minutes)}>
                    {minutes} min
                  </option>
                ))}
              </select>
            </div>
          </Ticks>
          <Ticks legend="Turn off">
            {FEATURES.map((feature) => (
              <Tick
                key={feature}
                name={FEATURE_NAMES[feature]}
                checked={choice.off.has(feature)}
                onChange={() => change({ off: toggled(choice.off, feature) })}
              />
            ))}
            <Tick
              name="Telling agents that their screens are viewed"
              about="Live Screen Monitoring only"
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
        <span class="hint ellipsis" title={about}>
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
