import { type Browser, browser } from '#imports';
import { openPopup } from '../browser/popup';
import type { Doubt } from '../cobrowse/doubts';
import type { DesktopNames } from '../messaging/protocol';
import { readSettings } from '../settings/effective-settings';
import type { Parts } from './create-background';
import { conversationInTab, judgeDesktopView } from './desktop-tabs';

/**
 * The keyboard door. `start-cobrowse` starts for the conversation in the tab in front; where there
 * is none it opens the popup. Where it is not certain that the person saw which conversation that
 * is, a window of our own asks. (`_execute_action`, which opens the popup always, is the browser's
 * own.)
 */
export function watchShortcuts(
  { cobrowse: { startWithStoredSettings }, desktop: { agentNamed }, confirmations, practice }: Parts,
  getDesktopOrigin: () => Promise<string | null>,
): void {
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === 'start-cobrowse') void startInTab(tab);
  });

  async function startInTab(tab: Browser.tabs.Tab | undefined) {
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
    // The outcome is in the store: the page's button shows it, and the popup does where there is no
    // such button.
    const done =
      doubt === null || (await practice.isOn())
        ? startWithStoredSettings(conversationId, null, agentUserId)
        : confirmations.ask(conversationId, doubt, inFront.id ?? null);
    await done.catch(() => undefined);
  }

  /** A doubt about what the person saw, or `null`; and the names that they saw. */
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
