import type { Identity } from '../auth/model';
import type { SessionStore } from '../cobrowse/session-store';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import { createInvitations, type Invitations } from '../invite/invitations';
import { managedPolicy } from '../settings/managed-policy';
import { isOff } from '../settings/policy';
import { readNotice } from './read-notice';

/**
 * Creates the part that invites agents by chat message or text message, following settings and
 * policy.
 */
export function createInvitationsOfPerson({
  api,
  sessionStore,
  getIdentity,
  requireAgent,
  getAgentLink,
  toServer,
  now,
}: {
  api: GenesysCloudApi;
  sessionStore: SessionStore;
  getIdentity(): Promise<Identity>;
} & Pick<
  Parameters<typeof createInvitations>[0],
  'requireAgent' | 'getAgentLink' | 'toServer' | 'now'
>): Invitations {
  return createInvitations({
    api,
    sessionStore,
    requireAgent,
    getAgentLink,
    getSupervisorName: async () => (await getIdentity()).name,
    getNotice: readNotice,
    isChatOff: async () => isOff(await managedPolicy.get(), 'chat-invitation'),
    toServer,
    now,
  });
}
