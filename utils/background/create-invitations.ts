import type { Identity } from '../auth/model';
import type { SessionStore } from '../cobrowse/session-store';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import { createInvitations, type Invitations } from '../invite/invitations';
import { plainWords } from '../invite/plain-words';
import { readSettings } from '../settings/effective-settings';
import { managedPolicy } from '../settings/managed-policy';
import { isOff } from '../settings/policy';

/** Invitations of agents, as a chat message or a text, as settings and policy say. */
export function createInvitationsOfPerson({
  api,
  sessionStore,
  getIdentity,
  requireAgent,
  getAgentLink,
  now,
}: {
  api: GenesysCloudApi;
  sessionStore: SessionStore;
  getIdentity(): Promise<Identity>;
} & Pick<Parameters<typeof createInvitations>[0], 'requireAgent' | 'getAgentLink' | 'now'>): Invitations {
  return createInvitations({
    api,
    sessionStore,
    requireAgent,
    getAgentLink,
    getSupervisorName: async () => (await getIdentity()).name,
    async getNotice() {
      const [{ invite }, { noticeText }] = await Promise.all([readSettings(), managedPolicy.get()]);
      // The organisation's may hold a link, a person's words may not.
      return noticeText === undefined ? plainWords(invite.notice) : invite.notice;
    },
    isChatOff: async () => isOff(await managedPolicy.get(), 'chat-invitation'),
    now,
  });
}
