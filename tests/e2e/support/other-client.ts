import type { Conversation } from '../../simulator/conversation-model.ts';
import { SECRET_CLIENT } from './world.ts';

/**
 * Creates a cobrowse session as another client of the same organization would, with plain `fetch`
 * and client credentials. Answers the session's id; throws when the service refuses.
 */
export async function createSessionElsewhere(
  origin: string,
  conversation: Conversation,
  supervisorUserId: string,
  settings = { allowRemoteControl: false, timeoutInMinutes: 15 },
): Promise<string> {
  const agent = conversation.participants.findLast(({ role }) => role === 'agent');
  const token = await signInElsewhere(origin);
  const answer = await fetch(`${origin}/api/v2/cobrowse/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      conversationId: conversation.id,
      participants: [
        { userId: agent?.userId, role: 'agent' },
        { userId: supervisorUserId, role: 'supervisor' },
      ],
      settings,
    }),
  });
  if (answer.status !== 201)
    throw new Error(`The session was refused: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}

/** Ends a cobrowse session as another client of the same organization would. */
export async function endSessionElsewhere(origin: string, sessionId: string): Promise<void> {
  const token = await signInElsewhere(origin);
  const answer = await fetch(`${origin}/api/v2/cobrowse/sessions/${sessionId}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  });
  if (answer.status !== 204) throw new Error(`The session was not ended: ${answer.status}`);
}

async function signInElsewhere(origin: string): Promise<string> {
  const granted = await fetch(`${origin}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: SECRET_CLIENT.id,
      client_secret: SECRET_CLIENT.secret,
    }),
  });
  return ((await granted.json()) as { access_token: string }).access_token;
}
