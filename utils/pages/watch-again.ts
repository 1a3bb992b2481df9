import type { FloorRow } from '../floor/model';
import { floorRows } from '../floor/state';
import { sendRequest } from '../messaging/client';
import { readSettings } from '../settings/effective-settings';
import type { WatchOutcome } from './connect-history';

/**
 * Starts a session with an agent, in the conversation that they have now. The list is read first:
 * what is stored of it may be hours old.
 */
export async function watchAgain(agentUserId: string): Promise<WatchOutcome> {
  const read = await sendRequest('refresh-conversations', { why: 'asked' });
  const row = conversationOf(await floorRows.all(), agentUserId);
  if (!row) return read.ok ? { kind: 'no-conversation' } : { kind: 'failed', failure: read.failure };
  const { invite, session } = await readSettings();
  if (invite.askPurpose) return { kind: 'ask-purpose' };
  const started = await sendRequest('start-session', { conversationId: row.id, settings: session });
  return started.ok ? { kind: 'started' } : { kind: 'failed', failure: started.failure };
}

/** The agent's conversation: a connected one before others, then the newest. */
export function conversationOf(rows: readonly FloorRow[], agentUserId: string): FloorRow | undefined {
  const theirs = rows.filter(({ agent }) => agent?.userId === agentUserId);
  const rank = ({ state }: FloorRow) => (state === 'connected' ? 0 : state === 'on-hold' ? 1 : 2);
  return theirs.sort((a, b) => rank(a) - rank(b) || (b.startedAt ?? 0) - (a.startedAt ?? 0))[0];
}
