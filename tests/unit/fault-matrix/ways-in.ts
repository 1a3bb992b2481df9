import { foundServicesItem } from '@/utils/cobrowse/state';
import { CREDENTIALS_CLIENT_ID, CREDENTIALS_CLIENT_SECRET } from '../../simulator/oauth-clients.ts';
import { SUPERVISOR_ID } from '../../simulator/organization.ts';
import type { Product } from './product';

/** What the extension knows, and the real state, when the supervisor presses. */
export const WAYS_IN = ['from nothing', 'from a fresh listing', 'while one is live'] as const;
export type WayIn = (typeof WAYS_IN)[number];

/** A conversation of the simulator with the agent in it. */
export type Conversation = { id: string; agentUserId: string };

/** Puts product and simulator into the position in which the start begins. */
export async function enter(
  wayIn: WayIn,
  product: Product,
  { id, agentUserId }: Conversation,
  origin: string,
): Promise<void> {
  // Nothing read ahead, not even which service there is: look-up and conversation come first.
  if (wayIn === 'from nothing') return;
  // The supervisor was here today.
  await foundServicesItem.set({
    [`${origin} ${CREDENTIALS_CLIENT_ID}`]: { kind: 'sessions', at: Date.now() },
  });
  // The popup was open seconds ago: the create travels together with the look-up.
  await product.refreshListing();
  if (wayIn === 'while one is live') await startElsewhere(origin, id, agentUserId);
}

/** The same supervisor starts in another browser. */
async function startElsewhere(origin: string, conversationId: string, agentUserId: string): Promise<void> {
  const { access_token: token } = await post<{ access_token: string }>(
    `${origin}/oauth/token`,
    {},
    new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: CREDENTIALS_CLIENT_ID,
      client_secret: CREDENTIALS_CLIENT_SECRET,
    }),
  );
  await post(
    `${origin}/api/v2/cobrowse/sessions`,
    { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    JSON.stringify({
      conversationId,
      participants: [
        { userId: agentUserId, role: 'agent' },
        { userId: SUPERVISOR_ID, role: 'supervisor' },
      ],
      settings: { allowRemoteControl: false, timeoutInMinutes: 60 },
    }),
  );
}

async function post<T>(
  url: string,
  headers: Record<string, string>,
  body: URLSearchParams | string,
): Promise<T> {
  const response = await fetch(url, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as T;
}
