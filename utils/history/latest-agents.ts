import * as z from 'zod/mini';
import type { StoredRecords } from '../storage/stored-records';
import { entryName, HEAD, parseEntry } from './chain';
import { historyHeadSchema } from './model';

/** How many of the latest entries to read; a session has two to four. */
const ENTRIES = 80;
/** The most agents to return. */
const AGENTS = 8;

/**
 * Returns the user ids of the agents whom a supervisor watched last, the latest first: from the
 * latest entries of the history, not from all of it.
 */
export async function latestAgents(
  records: Pick<StoredRecords, 'read'>,
  supervisorUserId: string,
): Promise<string[]> {
  const head = z.safeParse(historyHeadSchema, (await records.read([HEAD]))[HEAD]);
  if (!head.success) return [];
  const names = Array.from({ length: Math.max(0, Math.min(ENTRIES, head.data.seq)) }, (_, back) =>
    entryName(head.data.seq - back),
  );
  const stored = await records.read(names);
  const agents = names.flatMap((name) => {
    const entry = parseEntry(stored[name]);
    return entry?.kind === 'started' && entry.supervisor.userId === supervisorUserId
      ? [entry.agent.userId.toLowerCase()]
      : [];
  });
  return [...new Set(agents)].slice(0, AGENTS);
}
