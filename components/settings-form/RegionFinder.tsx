import { useState } from 'preact/hooks';
import { environmentFromAddress, imitationInAddress, type Region } from '@/utils/environment/from-address';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { setsEnvironment } from '@/utils/settings/policy';
import { useOpenRegion } from '../common/use-open-region';
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
  const [address, setAddress] = useState('');
  const open = useOpenRegion(state, findOpenRegion);
  const found = environmentFromAddress(address);
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
          <p>
            Genesys Cloud is open in <b>{open.name}</b>.
          </p>
          <button type="button" class="button" onClick={() => use(open)}>
            Use this region
          </button>
        </div>
      )}
      <div class="field">
        <label for="field-address">Paste the address of your Genesys Cloud page</label>
        <input
          id="field-address"
          class="text-input"
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={address}
          placeholder="https://apps.mypurecloud.ie/directory/…"
          aria-describedby="field-address-found"
          onInput={({ currentTarget }) => take(currentTarget.value)}
        />
        {/* Always rendered, so that screen readers announce its content. */}
        <p class={found ? 'found' : 'hint'} id="field-address-found" role="status">
          {address.trim() === ''
            ? 'It identifies your region. Or choose the region below.'
            : found
              ? `This is ${found.name}. It is now selected below.`
              : (imitationInAddress(address) ??
                'No Genesys Cloud region has this address. For your own host, choose “Custom host address” below.')}
        </p>
      </div>
    </>
  );
}
