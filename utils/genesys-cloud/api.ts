import { queryAgentStatus } from './agent-status';
import { sendChatMessage } from './chats';
import type { GenesysCloudClient } from './client';
import {
  createJoinToken,
  createSession,
  deleteSession,
  getSession,
  listLiveSessions,
} from './cobrowse-sessions';
import { findActiveConversations } from './conversation-details';
import { getConversation, listActiveConversations } from './conversations';
import { getQueueNames, getUserNames } from './names';
import { createChannel, isChannelAlive, replaceTopics } from './notifications';
import { offerCobrowse, readCobrowseTraces } from './platform-cobrowse';
import { queryQueueActivity } from './queue-activity';
import type { RequestPriority } from './request-priority';
import {
  endScreenMonitoring,
  findMonitoringTarget,
  getScreenMonitoring,
  listScreenMonitorings,
  startScreenMonitoring,
  tellsMonitoredAgents,
} from './screen-monitoring';
import { describeToken, revokeAccessToken } from './tokens';
import { getLanguagePreference, getMe, getUser } from './users';

/** Every endpoint that the extension calls. */
const ENDPOINTS = {
  createChannel,
  createJoinToken,
  createSession,
  deleteSession,
  describeToken,
  endScreenMonitoring,
  findActiveConversations,
  findMonitoringTarget,
  getConversation,
  getLanguagePreference,
  getMe,
  getQueueNames,
  getScreenMonitoring,
  getSession,
  getUser,
  getUserNames,
  isChannelAlive,
  listActiveConversations,
  listLiveSessions,
  listScreenMonitorings,
  offerCobrowse,
  queryAgentStatus,
  queryQueueActivity,
  readCobrowseTraces,
  replaceTopics,
  revokeAccessToken,
  sendChatMessage,
  startScreenMonitoring,
  tellsMonitoredAgents,
};

type Endpoints = typeof ENDPOINTS;

type AnyEndpoint = (client: GenesysCloudClient, ...args: never[]) => unknown;

/** An endpoint with its client bound. */
type Bound<Endpoint> = Endpoint extends (client: GenesysCloudClient, ...args: infer Args) => infer Answer
  ? (...args: Args) => Answer
  : never;

/**
 * The Genesys Cloud API as one object. Every endpoint is a method under its own name; all of them
 * throw the failures of {@link GenesysCloudClient}. Methods need no `this`.
 */
export type GenesysCloudApi = { [Name in keyof Endpoints]: Bound<Endpoints[Name]> } & {
  /** Returns the same API, with another priority for its requests. */
  withPriority(priority: RequestPriority): GenesysCloudApi;
};

/**
 * Binds every endpoint to a client. Builds no schema before an endpoint is called.
 * @param priority of all requests; if missing, each endpoint's own
 */
export function createGenesysCloudApi(
  client: GenesysCloudClient,
  priority?: RequestPriority,
): GenesysCloudApi {
  const caller: GenesysCloudClient = priority
    ? { request: (request) => client.request({ ...request, priority }) }
    : client;
  const bound = Object.fromEntries(
    Object.entries<AnyEndpoint>(ENDPOINTS).map(([name, endpoint]) => [
      name,
      (...args: never[]) => endpoint(caller, ...args),
    ]),
  );
  return {
    // TypeScript loses which name belongs to which endpoint; the mapped type restores it.
    ...(bound as { [Name in keyof Endpoints]: Bound<Endpoints[Name]> }),
    withPriority: (other) => createGenesysCloudApi(client, other),
  };
}
