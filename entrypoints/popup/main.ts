import '@/components/popup/styles';
import { whenSnapshotIsShown } from '@/utils/pages/snapshot-shown';

// Loading and running the popup takes longer than painting the last snapshot, which would have to
// wait for it.
whenSnapshotIsShown(() => void import('./show-popup'));
