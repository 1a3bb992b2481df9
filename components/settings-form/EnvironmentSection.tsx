import { Globe } from 'lucide';
import type { ComponentChildren } from 'preact';
import { parseCustomHost } from '@/utils/environment/environment';
import { regionOf } from '@/utils/environment/from-address';
import { REGIONS, type RegionKey } from '@/utils/environment/regions';
import { SetByOrganisation } from '../common/SetByOrganisation';
import { ChoiceCards } from './ChoiceCards';
import { Section } from './Section';
import { TextField } from './TextField';
import type { SettingsForm } from './use-settings-draft';

const PARTS_OF_THE_WORLD = ['Americas', 'EMEA', 'Asia Pacific'];

/** The organisation's environment. `children`: help to find it, above the choice. */
export function EnvironmentSection({ form, children }: { form: SettingsForm; children?: ComponentChildren }) {
  const { draft, locks, change } = form;
  const lockId = locks.environment ? 'environment-lock' : undefined;
  return (
    <Section title="Environment" icon={Globe} intro="Where your Genesys Cloud organisation is hosted.">
      {children}
      <ChoiceCards
        label="Environment type"
        value={draft.environmentKind}
        choices={[
          { value: 'region', name: 'Genesys Cloud region', about: 'Most organisations.' },
          {
            value: 'custom',
            name: 'Custom host address',
            about: 'A private deployment, a proxy or a test system.',
          },
        ]}
        lockedBy={lockId}
        onChange={(environmentKind) => change({ environmentKind })}
      />
      {draft.environmentKind === 'region' ? (
        <div class="field">
          <label for="field-region">Region</label>
          <select
            id="field-region"
            class="select text-input"
            value={draft.region}
            disabled={locks.environment}
            aria-describedby={lockId ?? 'field-region-hint'}
            onChange={({ currentTarget }) => change({ region: currentTarget.value as RegionKey })}
          >
            {PARTS_OF_THE_WORLD.map((part) => (
              <optgroup key={part} label={part}>
                {REGIONS.filter(({ name }) => name.startsWith(part)).map(({ key, name, domain }) => (
                  <option key={key} value={key}>
                    {placeOf(name, part)} · {domain}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
          {lockId ? (
            <SetByOrganisation id={lockId} />
          ) : (
            <p class="hint" id="field-region-hint">
              The address of your Genesys Cloud page ends with the region's domain.
            </p>
          )}
        </div>
      ) : (
        <>
          {/* Above the field: messages that appear below it on blur must not move the button away
              from the pointer. */}
          <OwnRegion form={form} />
          <TextField
            form={form}
            field="host"
            label="Custom host"
            placeholder="genesys.example.com"
            lockId={lockId}
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
        This host is Genesys Cloud itself, in <b>{region.name}</b>.
      </p>
      <button
        type="button"
        class="button"
        onClick={() => change({ environmentKind: 'region', region: region.key, host: '' })}
      >
        Use this region
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
