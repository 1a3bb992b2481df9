import '@/components/popup/styles';
import { render } from 'preact';
import { SidePanel } from '@/components/side-panel/SidePanel';
import { t } from '@/utils/i18n/messages';
import { beginPage } from '@/utils/pages/begin-page';
import { connectApp } from '@/utils/pages/connect-app';
import { connectPast, connectRecent } from '@/utils/pages/connect-recent';
import { drawerMemory } from '@/utils/pages/panel-drawer';

beginPage(document, t('extension_name'));
const panel = document.getElementById('panel');
const { actions, watchState } = connectApp({ showsList: true });
if (panel)
  watchState((state) =>
    render(
      <SidePanel
        state={state}
        actions={actions}
        watchRecent={connectRecent}
        watchPast={connectPast}
        drawer={drawerMemory}
      />,
      panel,
    ),
  );
