import '@/components/common/styles';
import { beginScreens } from '@/utils/pages/begin-screens';

const viewer = beginScreens();
void import('./show-screens').then(({ showScreens }) => showScreens(viewer));
