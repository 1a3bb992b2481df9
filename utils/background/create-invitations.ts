import type { Identity } from '../auth/model';
import type { SessionStore } from '../cobrowse/session-store';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import { createInvitations, type Invitations } from '../invite/invitations';
import { plainWords } from '../invite/plain-words';
import { readSettings } from '../settings/effective-settings';
import { managedPolicy } from '../settings/managed-policy';
import { isOff } from '../settings/policy';

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
      // The organisation's text may contain a link, a person's own text may not.
      return noticeText === undefined ? plainWords(invite.notice) : invite.notice;
    },
    isChatOff: async () => isOff(await managedPolicy.get(), 'chat-invitation'),
    now,
  });
}
