import '@/components/common/styles';
import { render } from 'preact';
import { ScreensPage } from '@/components/screens/ScreensPage';
import { t } from '@/utils/i18n/messages';
import { beginPage } from '@/utils/pages/begin-page';
import { connectScreens } from '@/utils/pages/connect-screens';
import type { Viewer } from '@/utils/screen-viewer/viewer';

/** Mounts the view on a viewer that is already connecting. */
export function showScreens(viewer: Viewer): void {
  beginPage(document, t('screens_page_title'));
  const root = document.getElementById('root');
  const { actions, watchState } = connectScreens(viewer);
  if (root) watchState((state) => render(<ScreensPage state={state} actions={actions} />, root));
}
