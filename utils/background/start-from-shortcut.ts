import { type Browser, browser } from '#imports';
import { openPopup } from '../browser/popup';
import type { Doubt } from '../cobrowse/doubts';
import type { DesktopNames } from '../messaging/protocol';
import { readSettings } from '../settings/effective-settings';
import type { Background } from './create-background';
import { conversationInTab, judgeDesktopView } from './tab-in-front';

/**
 * Starts for the conversation in a tab; opens the popup if there is none. If it is not certain that
 * the person saw which conversation that is, asks in our own window.
 * @param tab the front tab if missing
 */
export async function startFromShortcut(
  tab: Browser.tabs.Tab | undefined,
  { cobrowse: { startWithStoredSettings }, desktop: { agentNamed }, confirmations, practice }: Background,
  getDesktopOrigin: () => Promise<string | null>,
): Promise<void> {
  const inFront = tab ?? (await browser.tabs.query({ active: true, lastFocusedWindow: true }))[0];
  const inView = inFront && (await conversationInTab(inFront, await getDesktopOrigin()));
  const conversationId = inView?.byAddress ?? inView?.byPage;
  if (!inFront || !inView || !conversationId) {
    await openPopup();
    return;
  }
  const { doubt: judged, names } = await judge(inFront.id, inView, conversationId);
  const agentUserId = names && (await agentNamed(conversationId, names));
  const isOther = names !== undefined && agentUserId === undefined;
  const doubt = judged ?? (isOther ? 'changed' : null);
  // The result is in the store: the page's button shows it, or the popup if there is no button.
  const done =
    doubt === null || (await practice.isOn())
      ? startWithStoredSettings(conversationId, null, agentUserId)
      : confirmations.ask(conversationId, doubt, inFront.id ?? null);
  await done.catch(() => undefined);

  /** Returns the doubt about what the person saw, or `null`, and the names that they saw. */
  async function judge(
    tabId: number | undefined,
    { byAddress, byPage }: { byAddress: string | null; byPage: string | null },
    conversationId: string,
  ): Promise<{ doubt: Doubt | null; names?: DesktopNames | undefined }> {
    const [judged, settings] = await Promise.all([
      tabId === undefined || byPage === null ? null : judgeDesktopView(tabId),
      readSettings(),
    ]);
    if (settings.invite.askPurpose) return { doubt: 'purpose' };
    if (judged === null) return { doubt: 'no-button' };
    const ids = [byAddress ?? conversationId, byPage, judged.conversationId];
    if (ids.some((id) => id !== conversationId)) return { doubt: 'disagrees' };
    return judged;
  }
}
