import type { Identity } from '../auth/model';
import { closeConfirmWindow, focusConfirmWindow, openConfirmWindow } from '../browser/confirm-window';
import { agentChange } from '../cobrowse/agent-change';
import { toDesktopView } from '../cobrowse/desktop-view';
import type { FoundServices } from '../cobrowse/model';
import { nextStart } from '../cobrowse/service-in-use';
import { SERVICE_TRAITS } from '../cobrowse/service-traits';
import type { SessionStore } from '../cobrowse/session-store';
import type { StartStore } from '../cobrowse/start-store';
import type { StartToConfirm } from '../cobrowse/start-to-confirm';
import { startViewItem } from '../cobrowse/state';
import type { LazyMethods } from '../concurrency/load-once';
import type { FloorRow } from '../floor/model';
import type { DesktopNames, DesktopView } from '../messaging/protocol';
import { readSettings } from '../settings/effective-settings';
import { managedPolicy } from '../settings/managed-policy';
import { isOff } from '../settings/policy';
import type { ReadWriteStore, Store } from '../storage/store';
import { createConfirmations } from './confirmations';
import { desktopNames } from './conversation-names';
import type { createCobrowse } from './create-cobrowse';

/** Builds what the button in the desktop shows and does, and the confirmation window. */
export function createDesktop({
  sessionStore,
  starts,
  findRow,
  found,
  getStoredIdentity,
  asked,
  cobrowse: { startOver, startWithStoredSettings },
  prepare,
  now,
}: {
  sessionStore: Pick<SessionStore, 'sessionOf'>;
  starts: Pick<StartStore, 'of'>;
  /** Returns a conversation as it is known now, or `null`. */
  findRow(conversationId: string): Promise<FloorRow | null>;
  found: Pick<Store<FoundServices>, 'get'>;
  getStoredIdentity(): Promise<Identity | null>;
  /** Stores what the window asks about. */
  asked: ReadWriteStore<StartToConfirm | null>;
  cobrowse: LazyMethods<Pick<ReturnType<typeof createCobrowse>, 'startOver' | 'startWithStoredSettings'>>;
  prepare: ReturnType<typeof createCobrowse>['preparations']['prepare'];
  now(): number;
}) {
  return {
    /** Returns what the desktop page may know about a conversation now. */
    async desktopViewOf(conversationId: string): Promise<DesktopView> {
      const [start, session, settings, person, known, row, last, policy] = await Promise.all([
        starts.of(conversationId),
        sessionStore.sessionOf(conversationId),
        readSettings(),
        getStoredIdentity(),
        found.get(),
        findRow(conversationId),
        startViewItem.get(),
        managedPolicy.get(),
      ]);
      const { service: next } = nextStart(settings, person, known, last, now());
      const isOwn = row?.agent != null && row.agent.userId === person?.userId.toLowerCase();
      return toDesktopView(
        conversationId,
        start,
        session,
        {
          shows: next && SERVICE_TRAITS[next].shows,
          asksPurpose: settings.invite.askPurpose,
          // With the platform's co-browse, supervisors may also ask their own customer to share a
          // page.
          isOwn: isOwn && next !== 'platform',
          isChatOff: isOff(policy, 'chat-invitation'),
          names: row && desktopNames(row),
        },
        session && agentChange(session, row),
      );
    },

    /**
     * Returns the agent whom the button meant by these names, `null` for none; `undefined` if the
     * names have changed.
     */
    async agentNamed(conversationId: string, names: DesktopNames): Promise<string | null | undefined> {
      const row = await findRow(conversationId);
      const today = row && desktopNames(row);
      const isToday =
        today !== null &&
        today.customer === names.customer &&
        today.agent === names.agent &&
        today.hasAgent === names.hasAgent;
      return isToday ? (row?.agent?.userId ?? null) : undefined;
    },

    confirmations: createConfirmations({
      asked,
      openWindow: openConfirmWindow,
      focusWindow: focusConfirmWindow,
      closeWindow: closeConfirmWindow,
      findConversation: findRow,
      readConversation: async (conversationId) => (await prepare(conversationId, 'interactive')).conversation,
      async start(conversationId, purpose, isOver, agentUserId) {
        const live = isOver ? await sessionStore.sessionOf(conversationId) : null;
        return live
          ? await startOver(live.id, agentUserId)
          : await startWithStoredSettings(conversationId, purpose, agentUserId);
      },
      now,
    }),
  };
}
