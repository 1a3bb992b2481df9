import { passedSince } from '../concurrency/passed-since';
import type { MonitoringTarget } from '../genesys-cloud/screen-monitoring';

/**
 * Reads about whom a create is about to monitor, sent while the page for agents' screens connects,
 * so that the create need not wait for them.
 */
export type EarlyTargets = {
  /** Sends the read, unless one is recent enough; resolves with its result. */
  begin(conversationId: string, read: Read): Promise<MonitoringTarget | null>;
  /** Returns the result of a recent read, or reads now. Each read serves one create. */
  take(conversationId: string, read: Read): Promise<MonitoringTarget | null>;
};

type Read = () => Promise<MonitoringTarget | null>;

/**
 * How old a read may be at the create, in milliseconds. A page that takes longer to connect makes
 * it useless: another agent may have got the conversation.
 */
const LASTS_MS = 5_000;

/** Creates the store of these reads; one for all services of a person. */
export function createEarlyTargets(now: () => number): EarlyTargets {
  const reads = new Map<string, { reading: Promise<MonitoringTarget | null>; at: number }>();
  const dropOld = () => {
    for (const [id, { at }] of reads) if (passedSince(at, now()) > LASTS_MS) reads.delete(id);
  };

  return {
    begin(conversationId, read) {
      dropOld();
      const recent = reads.get(conversationId);
      if (recent) return recent.reading;
      const reading = read();
      reads.set(conversationId, { reading, at: now() });
      reading.catch(() => {
        if (reads.get(conversationId)?.reading === reading) reads.delete(conversationId);
      });
      return reading;
    },
    async take(conversationId, read) {
      dropOld();
      const early = reads.get(conversationId);
      reads.delete(conversationId);
      const found = early ? await early.reading.catch(() => null) : null;
      // Nobody was there then, or the read failed: a read now decides.
      return found ?? (await read());
    },
  };
}
