import type { Identity } from '../auth/model';
import { fail, isFailure } from '../errors/failure';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { Probe, ProbeFacts } from './model';

/** What the probes call; each throws the failures of the API client. */
export type ProbeSources = {
  /**
   * Sends a made-up authorization code; throws `invalid-client`, or `sign-in-failed` if the client
   * is known.
   */
  redeemMadeUpCode(): Promise<unknown>;
  api: Pick<
    GenesysCloudApi,
    | 'describeToken'
    | 'listActiveConversations'
    | 'queryAgentStatus'
    | 'queryQueueActivity'
    | 'findActiveConversations'
    | 'listLiveSessions'
    | 'tellsMonitoredAgents'
  >;
  /** How far the platform's clock is ahead, in milliseconds, as of the last answer. */
  clockAheadMs(): number;
  /** Reads who is signed in again. */
  readIdentity(): Promise<Identity>;
  /** Stores what was read, for the rows of the popup. */
  noteIdentity(identity: Identity): Promise<void>;
  /** A conversation on the floor, or `null`. */
  someConversationId(): Promise<string | null>;
  reachChannel(): Promise<unknown>;
  now(): number;
};

/** An id that no conversation has: its collection of sessions is empty, if the service exists. */
const NO_CONVERSATION = '00000000-0000-4000-8000-000000000000';

/** Creates the probes of the background. A thrown failure is the result. */
export function createProbes(sources: ProbeSources): (probe: Probe) => Promise<ProbeFacts> {
  const { api } = sources;
  const withoutFacts = async (asking: Promise<unknown>): Promise<ProbeFacts> => {
    await asking;
    return {};
  };
  const probes: Record<Probe, () => Promise<ProbeFacts>> = {
    async client() {
      try {
        await sources.redeemMadeUpCode();
      } catch (error) {
        // The code is refused, but not the client: the client is known.
        if (isFailure(error, 'sign-in-failed') && error.failure.status !== undefined) return {};
        throw error;
      }
      throw fail('unexpected-response', { call: 'POST /oauth/token', fieldPath: '(body)' });
    },
    async token() {
      const described = await api.describeToken();
      return { ...described, clockAheadMs: sources.clockAheadMs() };
    },
    async person() {
      const identity = await sources.readIdentity();
      await sources.noteIdentity(identity);
      return { permissions: identity.permissions ?? null };
    },
    own: () => withoutFacts(api.listActiveConversations()),
    agents: () => withoutFacts(api.queryAgentStatus({ managerId: null, order: 'asc' })),
    queues: () => withoutFacts(api.queryQueueActivity({ groupBy: 'queueId' })),
    search: () => withoutFacts(api.findActiveConversations({ page: 1, now: sources.now() })),
    'sessions-service': async () =>
      await withoutFacts(api.listLiveSessions((await sources.someConversationId()) ?? NO_CONVERSATION)),
    'screen-service': async () => ({ tellsAgents: await api.tellsMonitoredAgents() }),
    notifications: () => withoutFacts(sources.reachChannel()),
  };
  return (probe) => probes[probe]();
}
