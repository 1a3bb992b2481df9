import { History, Settings as SettingsIcon } from 'lucide';
import { Icon } from '../common/Icon';
import { ProductMark } from '../common/ProductMark';

/** Product and person, and the way to history and settings. */
export function PopupHeader({
  signedInAs,
  onOpenHistory,
  onOpenSettings,
}: {
  signedInAs: string | null;
  onOpenHistory: () => void;
  onOpenSettings: () => void;
}) {
  return (
    <header class="popup-header">
      <ProductMark size={24} />
      <div class="popup-names">
        <h1 class="popup-title">Cobrowse</h1>
        {signedInAs !== null && (
          <p class="popup-person ellipsis" title={signedInAs}>
            {signedInAs}
          </p>
        )}
      </div>
      <button type="button" class="icon-button" aria-label="History" title="History" onClick={onOpenHistory}>
        <Icon node={History} size={18} />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label="Settings"
        title="Settings"
        onClick={onOpenSettings}
      >
        <Icon node={SettingsIcon} size={18} />
      </button>
    </header>
  );
}
