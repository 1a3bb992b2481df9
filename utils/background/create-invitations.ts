import type { Identity } from '../auth/model';
import type { SessionBook } from '../cobrowse/session-book';
import { sendChatMessage } from '../genesys-cloud/chats';
import type { GenesysCloudClient } from '../genesys-cloud/client';
import { getLanguagePreference } from '../genesys-cloud/users';
import { createInvitations, type Invitations } from '../invite/invitations';
import { plainWords } from '../invite/plain-words';
import { readSettings } from '../settings/effective-settings';
import { isOff } from '../settings/policy';
import { managedPolicy } from '../storage/managed-policy';

/** Invitations of agents, by chat message or as a text, with what the settings and the policy say. */
export function createInvitationsOfPerson({
  client,
  book,
  getIdentity,
  requireAgent,
  getAgentLink,
  now,
}: {
  client: GenesysCloudClient;
  book: SessionBook;
  getIdentity(): Promise<Identity>;
} & Pick<Parameters<typeof createInvitations>[0], 'requireAgent' | 'getAgentLink' | 'now'>): Invitations {
  return createInvitations({
    book,
    requireAgent,
    getAgentLink,
    getSupervisorName: async () => (await getIdentity()).name,
    getLanguage: (userId) => getLanguagePreference(client, userId),
    async getNotice() {
      const [{ invite }, { noticeText }] = await Promise.all([readSettings(), managedPolicy.get()]);
      // The organisation's may hold a link, a person's words may not.
      return noticeText === undefined ? plainWords(invite.notice) : invite.notice;
    },
    isChatOff: async () => isOff(await managedPolicy.get(), 'chat-invitation'),
    sendChatMessage: (userId, message) => sendChatMessage(client, userId, message),
    now,
  });
}
