import { useState } from 'preact/hooks';
import { environmentFromAddress, imitationInAddress, type Region } from '@/utils/environment/from-address';
import { t, tParts } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { setsEnvironment } from '@/utils/settings/policy';
import { useSpoken } from '../common/announce';
import { useOpenRegion } from '../common/use-open-region';
import { hostProblemText } from './host-problem';
import type { SettingsForm } from './use-settings-draft';
import './RegionFinder.css';

/** Finds the region for users who know the address of their page but not the name of its region. */
export function RegionFinder({
  form,
  state,
  findOpenRegion,
}: {
  form: SettingsForm;
  state: AppState;
  findOpenRegion: AppActions['findOpenRegion'];
}) {
  const spoken = useSpoken();
  const [address, setAddress] = useState('');
  const open = useOpenRegion(state, findOpenRegion);
  const found = environmentFromAddress(address);
  const imitation = imitationInAddress(address);
  const { draft, change } = form;
  if (setsEnvironment(state.policy)) return null;

  const use = ({ key }: Region) => change({ environmentKind: 'region', region: key });
  const isChosen = ({ key }: Region) => draft.environmentKind === 'region' && draft.region === key;

  function take(typed: string) {
    setAddress(typed);
    const region = environmentFromAddress(typed);
    if (region) use(region);
  }

  return (
    <>
      {open && !isChosen(open) && (
        <div class="proposal">
          <p>{tParts('settings_open_region', { region: <b key="region">{open.name}</b> })}</p>
          <button type="button" class="button" onClick={() => use(open)}>
            {t('settings_use_region')}
          </button>
        </div>
      )}
      <div class="field">
        <label for="field-address">{t('settings_address')}</label>
        <input
          id="field-address"
          class="text-input"
          type="text"
          autocomplete="off"
          spellcheck={false}
          dir="ltr"
          value={address}
          placeholder="https://apps.mypurecloud.ie/directory/…"
          aria-describedby="field-address-found"
          onInput={({ currentTarget }) => take(currentTarget.value)}
        />
        <p class={found ? 'found' : 'hint'} id="field-address-found" ref={spoken}>
          {address.trim() === ''
            ? t('settings_address_hint')
            : found
              ? t('settings_address_found', { region: found.name })
              : imitation
                ? hostProblemText(imitation)
                : t('settings_address_unknown')}
        </p>
      </div>
    </>
  );
}
