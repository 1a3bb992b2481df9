import '@/components/common/styles';
import { WelcomePage } from '@/components/welcome/WelcomePage';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { appActions, appState, ended } from '../fixtures';
import type { GalleryRoom, GalleryState } from '../state';

function welcome(name: string, changes: Partial<AppState>, actions: Partial<AppActions> = {}): GalleryState {
  return { name, draw: () => <WelcomePage state={appState(changes)} actions={appActions(actions)} /> };
}

const NEW = { settings: DEFAULT_SETTINGS, identity: null, hasStoredSettings: false };

export const room: GalleryRoom = {
  size: { width: 1280, height: 800 },
  wholePage: true,
  states: [
    welcome('pin', NEW),
    welcome('region', NEW, { isPinned: async () => true }),
    welcome('region-found', NEW, { isPinned: async () => true, findOpenRegion: async () => 'eu_central_1' }),
    welcome('region-managed', { ...NEW, policy: { region: 'eu_central_1' } }, { isPinned: async () => null }),
    welcome('sign-in', { identity: null }, { isPinned: async () => true }),
    welcome('sign-in-managed', {
      identity: null,
      policy: { clientId: '1b2c3d4e-0000-4000-8000-000000000700' },
    }),
    welcome('try', {}, { isPinned: async () => true }),
    welcome('done', { endedSessions: [ended(1, 'ended-by-you')] }, { isPinned: async () => true }),
    welcome('practice', { practice: true }),
  ],
};
