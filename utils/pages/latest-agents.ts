import { identityItem } from '../auth/state';
import { latestAgents } from '../history/latest-agents';
import { historyRecords } from '../history/state';

/** Returns the user ids of the agents whom the signed-in user watched last, the latest first. */
export async function findRecentAgents(): Promise<string[]> {
  const identity = await identityItem.get();
  return identity === null ? [] : await latestAgents(historyRecords, identity.userId);
}
