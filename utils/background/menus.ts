import type { MenuItem } from '../browser/menus';
import { t } from '../i18n/messages';

/** The ids of the items: the browser hands them back when one is pressed. */
export const MENU_IDS = {
  endAll: 'end-all',
  panel: 'open-panel',
  pause: 'pause-notices',
  watch: 'watch-interaction',
} as const;

/**
 * Returns the items of the context menus.
 * @param desktop the match pattern of the Genesys desktop; `null` before set-up
 * @param paused whether notifications are paused; `null` if there are none to pause
 */
export function menuItems({
  desktop,
  paused,
}: {
  desktop: string | null;
  paused: boolean | null;
}): MenuItem[] {
  const items: MenuItem[] = [
    { id: MENU_IDS.endAll, title: t('menu_end_all'), on: 'icon' },
    { id: MENU_IDS.panel, title: t('menu_open_panel'), on: 'icon' },
  ];
  if (paused !== null)
    items.push({ id: MENU_IDS.pause, title: t('menu_pause_notices'), on: 'icon', checked: paused });
  if (desktop !== null) items.push({ id: MENU_IDS.watch, title: t('menu_watch'), on: { pages: [desktop] } });
  return items;
}
