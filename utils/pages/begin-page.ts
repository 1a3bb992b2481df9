import { applyLanguage } from '../i18n/messages';
import { applyAppearance } from '../settings/appearance';
import { settingsItem } from '../settings/state';
import { follow } from './follow';

/**
 * What every page of ours does before its first view: it tells the document its language and
 * direction, gets its title, and looks as the user has chosen, now and at each change.
 */
export function beginPage({ documentElement }: Document, title: string): void {
  applyLanguage(documentElement);
  document.title = title;
  // The early read of the popup is for its first rows.
  const { get, watch } = settingsItem;
  follow({ get, watch }, ({ appearance }) => applyAppearance(documentElement, appearance));
}
