import '@/components/parts/tokens.css';
import '@/components/parts/parts.css';
import '@/components/popup/popup.css';
import { whenPictureIsShown } from '@/utils/pages/snapshot-shown';

// To load and run the popup takes longer than to paint the picture of the last one, which would
// have to wait for it.
whenPictureIsShown(() => void import('./show-popup'));
