import { browser } from '#imports';
import { identityItem } from '../auth/state';
import type { Session, Start } from '../cobrowse/model';
import { nextStart } from '../cobrowse/service-in-use';
import { SERVICE_TRAITS, type ServiceTraits } from '../cobrowse/service-traits';
import type { StartToConfirm } from '../cobrowse/start-to-confirm';
import {
  foundServicesItem,
  sessionsItem,
  startsItem,
  startToConfirmItem,
  startViewItem,
} from '../cobrowse/state';
import type { Result } from '../errors/result';
import { sendRequest } from '../messaging/client';
import { readSettings } from '../settings/effective-settings';
import { managedPolicy } from '../settings/managed-policy';
import type { SessionSettings } from '../settings/settings';
import { settingsItem } from '../settings/state';

/** What the confirmation window shows. */
export type ConfirmState = {
  /** `null` if there is no question (any more). */
  asked: StartToConfirm | null;
  /** The start of that conversation, if there is one. */
  start: Start | null;
  /** Its live session, if there is one. */
  session: Session | null;
  /** The settings of the start. */
  settings: SessionSettings;
  asksPurpose: boolean;
  /** Whose page a start would show, and whether it grants control; `null` while unknown. */
  service: Pick<ServiceTraits, 'shows' | 'grantsControl'> | null;
  /** Whether the extension tells agents that their screens are viewed. */
  tellsAgents: boolean;
};

/** The actions of the confirmation window. */
export type ConfirmActions = {
  /** Reads the names again. */
  name(): Promise<Result<unknown>>;
  /** @param agentUserId the agent whom the window names; `null` for none */
  confirm(
    conversationId: string,
    purpose: string | null,
    agentUserId: string | null,
  ): Promise<Result<unknown>>;
  cancel(): Promise<Result<unknown>>;
  openSession(sessionId: string): Promise<Result<unknown>>;
  dismissStart(conversationId: string): Promise<Result<unknown>>;
  signIn(): Promise<Result<unknown>>;
  openSettings(): void;
  copyText(text: string): Promise<void>;
  closeWindow(): void;
};

/**
 * Connects the confirmation window: it reads the question itself and asks the background for the
 * rest.
 */
export function connectConfirmation(): {
  actions: ConfirmActions;
  watchState: (onState: (state: ConfirmState) => void) => () => void;
} {
  return { actions, watchState };
}

const actions: ConfirmActions = {
  name: () => sendRequest('name-start-to-confirm'),
  confirm: (conversationId, purpose, agentUserId) =>
    sendRequest('confirm-start', { conversationId, agentUserId, ...(purpose !== null && { purpose }) }),
  cancel: () => sendRequest('cancel-start-to-confirm'),
  openSession: (sessionId) => sendRequest('open-session', { sessionId }),
  dismissStart: (conversationId) => sendRequest('dismiss-start', { conversationId }),
  signIn: () => sendRequest('sign-in'),
  openSettings: () => void browser.runtime.openOptionsPage(),
  copyText: (text) => navigator.clipboard.writeText(text),
  closeWindow: () => window.close(),
};

function watchState(onState: (state: ConfirmState) => void): () => void {
  let latest = 0;
  async function read() {
    latest += 1;
    const mine = latest;
    const state = await readState();
    // Ignore a read that a later one has overtaken.
    if (mine === latest) onState(state);
  }
  const items = [
    startToConfirmItem,
    startsItem,
    sessionsItem,
    settingsItem,
    managedPolicy,
    identityItem,
    foundServicesItem,
    startViewItem,
  ];
  const stops = items.map((item) => item.watch(() => void read()));
  void read();
  return () => {
    latest = Number.POSITIVE_INFINITY;
    for (const stop of stops) stop();
  };
}

async function readState(): Promise<ConfirmState> {
  const [asked, starts, sessions, settings, identity, found, last, policy] = await Promise.all([
    startToConfirmItem.get(),
    startsItem.get(),
    sessionsItem.get(),
    readSettings(),
    identityItem.get(),
    foundServicesItem.get(),
    startViewItem.get(),
    managedPolicy.get(),
  ]);
  const about = asked?.conversationId;
  const { service } = nextStart(settings, identity, found, last, Date.now());
  return {
    asked,
    start: (about !== undefined && starts[about]) || null,
    session: Object.values(sessions).find(({ conversationId }) => conversationId === about) ?? null,
    settings: settings.session,
    asksPurpose: settings.invite.askPurpose,
    service: service && SERVICE_TRAITS[service],
    tellsAgents: policy.tellMonitoredAgents !== false,
  };
}
