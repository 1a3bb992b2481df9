import { useId } from 'preact/hooks';
import { formatNumber, t } from '@/utils/i18n/messages';
import { type Appearance, DENSITIES, POPUP_WIDTHS, THEMES } from '@/utils/settings/appearance';
import { Section } from '../settings-form/Section';
import './AppearanceSection.css';

/** How all pages of the extension look. */
export function AppearanceSection({
  value,
  onChange,
}: {
  value: Appearance;
  onChange: (value: Appearance) => void;
}) {
  return (
    <Section id="appearance-card" title={t('settings_appearance')}>
      <Choice
        id="theme"
        label={t('settings_theme')}
        value={value.theme}
        choices={THEMES.map((theme) => ({ value: theme, name: t(`settings_theme_${theme}`) }))}
        onChange={(theme) => onChange({ ...value, theme })}
      />
      <Choice
        id="density"
        label={t('settings_density')}
        hint={t('settings_density_hint')}
        value={value.density}
        choices={DENSITIES.map((density) => ({ value: density, name: t(`settings_density_${density}`) }))}
        onChange={(density) => onChange({ ...value, density })}
      />
      <Choice
        id="popup-width"
        label={t('settings_popup_width')}
        hint={t('settings_popup_width_hint')}
        value={value.popupWidth}
        choices={POPUP_WIDTHS.map((pixels) => ({
          value: pixels,
          name: t('settings_popup_width_px', { pixels: formatNumber(pixels) }),
        }))}
        onChange={(popupWidth) => onChange({ ...value, popupWidth })}
      />
    </Section>
  );
}

/** One of a few, side by side. */
function Choice<T extends string | number>({
  id,
  label,
  hint,
  value,
  choices,
  onChange,
}: {
  id: string;
  label: string;
  hint?: string;
  value: T;
  choices: { value: T; name: string }[];
  onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <div class="field appearance-choice" id={id}>
      <p class="field-name" id={`${id}-name`}>
        {label}
      </p>
      <div
        class="segmented"
        role="radiogroup"
        aria-labelledby={`${id}-name`}
        aria-describedby={hint && `${id}-hint`}
      >
        {choices.map((choice) => (
          <label class="segment" key={choice.value}>
            <input
              type="radio"
              name={name}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            {choice.name}
          </label>
        ))}
      </div>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
