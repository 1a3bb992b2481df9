import type { ComponentChildren } from 'preact';
import { parseCustomHost } from '@/utils/environment/environment';
import { regionOf } from '@/utils/environment/from-address';
import { REGIONS, type RegionKey } from '@/utils/environment/regions';
import { t, tParts } from '@/utils/i18n/messages';
import { ChoiceCards } from './ChoiceCards';
import { Section } from './Section';
import { TextField } from './TextField';
import type { SettingsForm } from './use-settings-draft';

const PARTS_OF_THE_WORLD = ['Americas', 'EMEA', 'Asia Pacific'];

/**
 * The organization's environment, unless the organization has set it. `children`: help to find it,
 * above the choice.
 */
export function EnvironmentSection({ form, children }: { form: SettingsForm; children?: ComponentChildren }) {
  const { draft, change } = form;
  return (
    <Section id="environment" title={t('settings_environment')} intro={t('settings_environment_about')}>
      {children}
      <ChoiceCards
        label={t('settings_environment_type')}
        value={draft.environmentKind}
        choices={[
          {
            value: 'region',
            name: t('settings_environment_region'),
            about: t('settings_environment_region_about'),
          },
          {
            value: 'custom',
            name: t('settings_environment_custom'),
            about: t('settings_environment_custom_about'),
          },
        ]}
        onChange={(environmentKind) => change({ environmentKind })}
      />
      {draft.environmentKind === 'region' ? (
        <div class="field">
          <label for="field-region">{t('settings_region')}</label>
          <select
            id="field-region"
            class="select text-input"
            value={draft.region}
            aria-describedby="field-region-hint"
            onChange={({ currentTarget }) => change({ region: currentTarget.value as RegionKey })}
          >
            {PARTS_OF_THE_WORLD.map((part) => (
              <optgroup key={part} label={part}>
                {REGIONS.filter(({ name }) => name.startsWith(part)).map(({ key, name, domain }) => (
                  <option key={key} value={key} dir="auto">
                    {placeOf(name, part)} · {domain}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
          <p class="hint" id="field-region-hint">
            {t('settings_region_hint')}
          </p>
        </div>
      ) : (
        <>
          {/* Above the field: messages that appear below it on blur must not move the button away
              from the pointer. */}
          <OwnRegion form={form} />
          <TextField
            form={form}
            field="host"
            label={t('settings_custom_host')}
            placeholder="genesys.example.com"
          />
        </>
      )}
    </Section>
  );
}

/** Offers the region if a custom host belongs to the platform. */
function OwnRegion({ form: { draft, change } }: { form: SettingsForm }) {
  const host = parseCustomHost(draft.host);
  const region = host.ok || !host.region ? undefined : regionOf(host.region);
  if (!region) return null;
  return (
    <div class="proposal">
      <p>
        {tParts('settings_own_region', {
          region: (
            <bdi key="region">
              <b>{region.name}</b>
            </bdi>
          ),
        })}
      </p>
      <button
        type="button"
        class="button"
        onClick={() => change({ environmentKind: 'region', region: region.key, host: '' })}
      >
        {t('settings_use_region')}
      </button>
    </div>
  );
}

/** `EMEA (Dublin)` below the heading EMEA is just `Dublin`. */
function placeOf(name: string, part: string): string {
  return name
    .slice(part.length)
    .trim()
    .replace(/^\((.*)\)$/, '$1');
}
