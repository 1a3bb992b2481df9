import '@/components/popup/styles';
import { whenSnapshotIsShown } from '@/utils/pages/snapshot-shown';

// To load and run the popup takes longer than to paint the snapshot of the last one, which would
// have to wait for it.
whenSnapshotIsShown(() => void import('./show-popup'));
