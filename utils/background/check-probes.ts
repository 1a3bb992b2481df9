import { redeemMadeUpCode } from '../auth/known-client';
import type { Identity } from '../auth/model';
import { webAuthFlow } from '../auth/web-auth-flow';
import { createProbes } from '../checks/probes';
import { floorRows } from '../floor/state';
import { queryAgentStatus } from '../genesys-cloud/agent-status';
import type { GenesysCloudClient } from '../genesys-cloud/client';
import { listLiveSessions } from '../genesys-cloud/cobrowse-sessions';
import { findActiveConversations } from '../genesys-cloud/conversation-details';
import { listActiveConversations } from '../genesys-cloud/conversations';
import { queryQueueActivity } from '../genesys-cloud/queue-activity';
import { describeToken } from '../genesys-cloud/tokens';
import { getMe, getUser } from '../genesys-cloud/users';
import type { ServerClock } from '../http/server-clock';
import { requireSignInConfiguration } from '../settings/configuration';
import type { Store } from '../storage/store';

/** Joins the probes of the doctor to the API, the settings and the stored floor. */
export function createCheckProbes({
  client,
  clock,
  reachChannel,
  identity,
}: {
  /** With a budget of its own: checking must not use up what the work needs. */
  client: GenesysCloudClient;
  clock: ServerClock;
  reachChannel(): Promise<void>;
  /** Where it is kept who is signed in. */
  identity: Pick<Store<Identity | null>, 'update'>;
}) {
  return createProbes({
    async redeemMadeUpCode() {
      const { environment, signIn } = await requireSignInConfiguration();
      return await redeemMadeUpCode(environment, signIn.clientId, webAuthFlow.redirectUri(environment));
    },
    describeToken: () => describeToken(client),
    clockAheadMs: clock.aheadMs,
    async readIdentity() {
      const { signIn } = await requireSignInConfiguration();
      return signIn.method === 'pkce' ? await getMe(client) : await getUser(client, signIn.supervisorUserId);
    },
    async noteIdentity(person) {
      // Only the same person again: who has signed out meanwhile does not come back.
      await identity.update((before) =>
        before?.userId === person.userId && JSON.stringify(before) !== JSON.stringify(person)
          ? person
          : before,
      );
    },
    listOwn: () => listActiveConversations(client),
    queryAgents: () => queryAgentStatus(client, { managerId: null, order: 'asc' }),
    queryQueues: () => queryQueueActivity(client, { groupBy: 'queueId' }),
    search: () => findActiveConversations(client, { page: 1, now: Date.now() }),
    someConversationId: async () => (await floorRows.all())[0]?.id ?? null,
    findSessions: (conversationId) => listLiveSessions(client, conversationId),
    reachChannel,
  });
}
