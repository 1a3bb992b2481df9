import '@/components/common/tokens.css';
import '@/components/common/parts.css';
import '@/components/popup/popup.css';
import { whenSnapshotIsShown } from '@/utils/pages/snapshot-shown';

// To load and run the popup takes longer than to paint the snapshot of the last one, which would
// have to wait for it.
whenSnapshotIsShown(() => void import('./show-popup'));
