import { History, Settings as SettingsIcon } from 'lucide';
import { IconButton } from '../common/IconButton';
import { ProductMark } from '../common/ProductMark';
import './PopupHeader.css';

/** Product and user, with buttons for history and settings. */
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
      <IconButton icon={History} label="History" size={18} onPress={onOpenHistory} />
      <IconButton icon={SettingsIcon} label="Settings" size={18} onPress={onOpenSettings} />
    </header>
  );
}
