import type { Identity } from '../auth/model';
import { fail, isFailure } from '../errors/failure';
import type { Probe, ProbeFacts } from './model';

/** What the probes ask; each throws the failures of the API client. */
export type ProbeSources = {
  /**
   * Sends a made-up authorization code; throws `invalid-client`, or `sign-in-failed` for a client
   * that is known.
   */
  redeemMadeUpCode(): Promise<unknown>;
  describeToken(): Promise<{ scopes: string[] | null; organisation: string | null }>;
  /** How far the platform's clock is ahead, in milliseconds; as of the last answer. */
  clockAheadMs(): number;
  /** Reads who is signed in anew. */
  readIdentity(): Promise<Identity>;
  /** Keeps what was read, for the rows of the popup. */
  noteIdentity(identity: Identity): Promise<void>;
  listOwn(): Promise<unknown>;
  queryAgents(): Promise<unknown>;
  queryQueues(): Promise<unknown>;
  search(): Promise<unknown>;
  /** A conversation that is on the floor, or `null`. */
  someConversationId(): Promise<string | null>;
  findSessions(conversationId: string): Promise<unknown>;
  reachChannel(): Promise<unknown>;
};

/** An id that no conversation has: the collection of its sessions is empty, where there is one. */
const NO_CONVERSATION = '00000000-0000-4000-8000-000000000000';

/** Makes the probes of the background. What one throws is its finding. */
export function createProbes(sources: ProbeSources): (probe: Probe) => Promise<ProbeFacts> {
  const nothing = async (asking: Promise<unknown>): Promise<ProbeFacts> => {
    await asking;
    return {};
  };
  const probes: Record<Probe, () => Promise<ProbeFacts>> = {
    async client() {
      try {
        await sources.redeemMadeUpCode();
      } catch (error) {
        // The code is refused, and the client is not: it is known.
        if (isFailure(error, 'sign-in-failed') && error.failure.status !== undefined) return {};
        throw error;
      }
      throw fail('unexpected-response', { call: 'POST /oauth/token', fieldPath: '(body)' });
    },
    async token() {
      const described = await sources.describeToken();
      return { ...described, clockAheadMs: sources.clockAheadMs() };
    },
    async person() {
      const identity = await sources.readIdentity();
      await sources.noteIdentity(identity);
      return { permissions: identity.permissions ?? null };
    },
    own: () => nothing(sources.listOwn()),
    agents: () => nothing(sources.queryAgents()),
    queues: () => nothing(sources.queryQueues()),
    search: () => nothing(sources.search()),
    'sessions-service': async () =>
      await nothing(sources.findSessions((await sources.someConversationId()) ?? NO_CONVERSATION)),
    notifications: () => nothing(sources.reachChannel()),
  };
  return (probe) => probes[probe]();
}
