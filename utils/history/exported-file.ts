import * as z from 'zod/mini';
import { ANCHOR, entryName, HEAD, type HistoryRecords } from './chain';
import { type Checkpoint, checkpointSchema } from './model';

/** Largest export to read, in bytes: some 30,000 sessions. */
export const MAX_EXPORT_BYTES = 64 * 1024 * 1024;

/** What an exported file says about the chain. */
export type ExportedHistory = {
  /** When it was exported, in milliseconds since the epoch. */
  at: number;
  /** The last entry at that time. */
  seq: number;
  hash: string;
  /** `null` if the chain was not sealed. */
  checkpoint: Checkpoint | null;
  /** The whole chain; `null` in a partial export. */
  chain: HistoryRecords | null;
};

/** Why a file cannot be compared. */
export type UnusableExport = 'too-large' | 'not-json' | 'not-an-export' | 'nothing-to-compare';

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const place = z.object({ seq: z.int().check(z.minimum(0)), hash });
const fileSchema = z.object({
  product: z.literal('Cobrowse for Genesys Cloud'),
  exportedAt: z.string(),
  checkpoint: z.optional(z.looseObject(place.shape)),
  chain: z.optional(
    z.object({
      anchor: place,
      entries: z.array(z.looseObject({ seq: z.int().check(z.minimum(1)), hash })),
    }),
  ),
});

/** Reads an exported file. Its text is not trusted: it can only match or not. */
export function readExport(text: string): ExportedHistory | UnusableExport {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return 'not-json';
  }
  const parsed = z.safeParse(fileSchema, json);
  if (!parsed.success) return 'not-an-export';
  const { exportedAt, checkpoint, chain } = parsed.data;
  const at = Date.parse(exportedAt);
  if (Number.isNaN(at)) return 'not-an-export';
  // Exports of earlier versions contain the chain, but no checkpoint.
  const last = checkpoint ?? chain?.entries.at(-1) ?? chain?.anchor;
  if (!last || last.seq === 0) return 'nothing-to-compare';
  return {
    at,
    seq: last.seq,
    hash: last.hash,
    checkpoint: checkpoint ? sealedCheckpoint(checkpoint) : null,
    chain: chain ? recordsOf(chain) : null,
  };
}

/** Returns the checkpoint as it was sealed, with its times as numbers. */
function sealedCheckpoint(checkpoint: Record<string, unknown>): Checkpoint | null {
  const timeOf = (value: unknown) => (typeof value === 'string' ? Date.parse(value) : value);
  const parsed = z.safeParse(checkpointSchema, {
    ...checkpoint,
    firstAt: timeOf(checkpoint.firstAt),
    lastAt: timeOf(checkpoint.lastAt),
  });
  return parsed.success ? parsed.data : null;
}

function recordsOf({ anchor, entries }: NonNullable<z.output<typeof fileSchema>['chain']>): HistoryRecords {
  const { seq, hash: lastHash } = entries.at(-1) ?? anchor;
  return {
    ...Object.fromEntries(entries.map((entry) => [entryName(entry.seq), entry])),
    [ANCHOR]: { ...anchor, prunedAt: 0 },
    [HEAD]: { seq, hash: lastHash, sessions: {} },
  };
}
