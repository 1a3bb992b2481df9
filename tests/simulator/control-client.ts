import type { ChannelReport, CloseHow } from './channel-control.ts';
import type { ChatReport, PlatformCobrowseReport, SessionReport } from './control.ts';
import type { AddConversationBody } from './conversation-control.ts';
import type { Conversation } from './conversation-model.ts';
import type { CallIn, WatchHow } from './conversations.ts';
import type { Fault } from './faults.ts';
import type { LoggedRequest } from './request-log.ts';
import type { RoutingStatus } from './routing-status.ts';
import type { ScreenHabits, ScreenMonitoringReport } from './screen-monitoring/control.ts';
import type { RefusalCode } from './screen-monitoring/refusals.ts';
import type { ResetRequest } from './world.ts';

/**
 * Steers a running simulator over HTTP. Every method throws an Error when the simulator refuses or
 * cannot be reached.
 */
export type ControlClient = {
  /** API and token requests with a number above `since` (all when missing). */
  requests(since?: number): Promise<LoggedRequest[]>;
  /** A fresh organization, no requests, no faults. Access tokens and sign-ins live on. */
  reset(body?: ResetRequest): Promise<void>;
  addFault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  /**
   * Adds an active conversation: a call that an agent has answered, unless the body says otherwise.
   */
  addConversation(body?: AddConversationBody): Promise<Conversation>;
  endConversation(id: string): Promise<void>;
  /** Makes the alerting agents answer. */
  connectConversation(id: string): Promise<Conversation>;
  /**
   * Puts the agents who have answered on hold, or takes them off; `agoSeconds` ago instead of now.
   */
  holdConversation(id: string, held: boolean, agoSeconds?: number): Promise<Conversation>;
  /** Has the agents ask for attention, or ask no more. */
  flagConversation(id: string, flagged: boolean): Promise<Conversation>;
  /** @param to id of the agent who takes it over */
  transferConversation(id: string, to: string): Promise<Conversation>;
  /** Lets a supervisor listen to the agent who has answered. */
  monitorConversation(id: string, userId: string): Promise<Conversation>;
  stopMonitoring(id: string, userId: string): Promise<void>;
  /** Lets the agent who has answered call a colleague in. */
  callIn(id: string, userId: string, how: CallIn): Promise<Conversation>;
  /** Lets a supervisor watch the agent who has answered, in any of the platform's ways. */
  watchConversation(id: string, userId: string, how: WatchHow): Promise<Conversation>;
  /** Opens a conversation again that has ended, with this agent. */
  reopenConversation(id: string, agentId: string): Promise<Conversation>;
  /** Lets the agents who write up a conversation be done with it. */
  finishWrapUp(id: string): Promise<Conversation>;
  /** Puts a user in a routing status until the next reset. */
  setRoutingStatus(userId: string, status: RoutingStatus): Promise<void>;
  /** Who watches whose screen, live and over, and who is connected for it. */
  screenMonitoring(): Promise<ScreenMonitoringReport>;
  /** Changes, until the next reset, when proposes go out, who takes them, and personal limits. */
  setScreenHabits(habits: ScreenHabits): Promise<void>;
  /** Has the next starts of Live Screen Monitoring refused with the platform's code. */
  refuseScreenMonitoring(code: RefusalCode, times?: number): Promise<void>;
  /** Ends a session of Live Screen Monitoring, as the platform or somebody else does. */
  endScreenMonitoring(id: string): Promise<void>;
  /** Plugs screens of an agent's computer in or out: from one to four. */
  setAgentScreens(userId: string, count: number): Promise<void>;
  /** Cuts every streaming connection, and refuses the next `refuse` ones. */
  cutStreams(refuse?: number): Promise<{ cut: number }>;
  /** Every cobrowse session since the last reset, oldest first. */
  sessions(): Promise<SessionReport[]>;
  /** Every co-browse of the platform since the last reset, oldest first. */
  platformCobrowse(): Promise<PlatformCobrowseReport[]>;
  /** The customer accepts an offer of the platform's co-browse. */
  acceptPlatformCobrowse(id: string): Promise<void>;
  /** The customer ends a co-browse of the platform. */
  endPlatformCobrowse(id: string): Promise<void>;
  /** Every message that a user sent another since the last reset, oldest first. */
  chats(): Promise<ChatReport[]>;
  /** Every notification channel, oldest first. */
  channels(): Promise<ChannelReport[]>;
  /** Disrupts every connection to a notification channel; resolves with their number. */
  closeChannels(how: CloseHow): Promise<{ closed: number }>;
  /**
   * Sends a text to every connected channel, as it is, `times` times: `perSecond` each second, or
   * as fast as can be. Resolves when all is sent.
   */
  sendToChannels(frames: { text: string; times?: number; perSecond?: number }): Promise<{ sockets: number }>;
  /**
   * Grants and revokes permissions of one user until the next reset; resolves with the resulting
   * ones.
   */
  changePermissions(
    userId: string,
    changes: { add?: string[]; remove?: string[] },
  ): Promise<{ permissions: string[] }>;
  /** Has a user choose another language, for example `de-DE`, until the next reset. */
  changeLanguage(userId: string, languagePreference: string): Promise<void>;
  /** Sets the platform's clock: how far it is ahead of this computer's, in milliseconds. */
  setClock(aheadMs: number): Promise<void>;
  /** Revokes every access token, and on request the refresh tokens too. */
  revokeTokens(body?: { refresh?: boolean }): Promise<void>;
  /** Signs a user (id, email address or full name) in to the desktop; `cookie` is `name=value`. */
  signIn(user: string): Promise<{ cookie: string; name: string; value: string }>;
};

/** @param origin for example `http://localhost:8400` */
export function createControlClient(origin: string): ControlClient {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${origin}/__simulator${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /__simulator${path} answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  return {
    requests: (since = 0) => call('GET', `/requests?since=${since}`),
    reset: (body = {}) => call('POST', '/reset', body),
    setClock: (aheadMs) => call('PUT', '/clock', { aheadMs }),
    addFault: (fault) => call('POST', '/faults', fault),
    clearFaults: () => call('DELETE', '/faults'),
    addConversation: (body = {}) => call('POST', '/conversations', body),
    endConversation: (id) => call('DELETE', `/conversations/${id}`),
    connectConversation: (id) => call('POST', `/conversations/${id}/connect`),
    holdConversation: (id, held, agoSeconds = 0) =>
      call('POST', `/conversations/${id}/hold`, { held, agoSeconds }),
    flagConversation: (id, flagged) => call('POST', `/conversations/${id}/flag`, { flagged }),
    transferConversation: (id, to) => call('POST', `/conversations/${id}/transfer`, { to }),
    monitorConversation: (id, userId) => call('POST', `/conversations/${id}/monitor`, { userId }),
    stopMonitoring: (id, userId) => call('DELETE', `/conversations/${id}/monitor`, { userId }),
    callIn: (id, userId, how) => call('POST', `/conversations/${id}/call-in`, { userId, how }),
    watchConversation: (id, userId, how) => call('POST', `/conversations/${id}/watch`, { userId, how }),
    reopenConversation: (id, agentId) => call('POST', `/conversations/${id}/reopen`, { agentId }),
    finishWrapUp: (id) => call('POST', `/conversations/${id}/finish-wrap-up`),
    setRoutingStatus: (userId, status) => call('POST', `/users/${userId}/routing-status`, { status }),
    screenMonitoring: () => call('GET', '/screen-monitoring'),
    setScreenHabits: (habits) => call('POST', '/screen-monitoring/habits', habits),
    refuseScreenMonitoring: (code, times = 1) => call('POST', '/screen-monitoring/refusals', { code, times }),
    endScreenMonitoring: (id) => call('DELETE', `/screen-monitoring/sessions/${id}`),
    setAgentScreens: (userId, count) =>
      call('POST', `/screen-monitoring/computers/${userId}/screens`, { count }),
    cutStreams: (refuse = 0) => call('POST', '/screen-monitoring/connections/cut', { refuse }),
    platformCobrowse: () => call('GET', '/platform-cobrowse'),
    acceptPlatformCobrowse: (id) => call('POST', `/platform-cobrowse/${id}/accept`),
    endPlatformCobrowse: (id) => call('DELETE', `/platform-cobrowse/${id}`),
    chats: () => call('GET', '/chats'),
    channels: () => call('GET', '/channels'),
    closeChannels: (how) => call('POST', '/channels/close', { how }),
    sendToChannels: (frames) => call('POST', '/channels/send', frames),
    changePermissions: (userId, changes) => call('POST', `/users/${userId}/permissions`, changes),
    changeLanguage: (userId, languagePreference) =>
      call('POST', `/users/${userId}/language`, { languagePreference }),
    sessions: () => call('GET', '/sessions'),
    revokeTokens: (body = {}) => call('POST', '/tokens/revoke', body),
    signIn: (user) => call('POST', '/sign-in', { user }),
  };
}
