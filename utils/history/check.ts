import { type HistoryRecords, type Verification, verifyChain } from './chain';
import {
  compareWithExport,
  compareWithRemembered,
  factsOf,
  findClockSetBack,
  sealOf,
  viewOf,
} from './compare';
import type { ExportedHistory } from './exported-file';
import type { Checkpoint, CheckpointFacts, Finding, KeyOrigin } from './model';
import { fingerprintOf, isSealedBy } from './seal';
import type { WitnessData } from './witness';

/** The result of a check of the whole history. */
export type HistoryCheck = Verification & {
  findings: Finding[];
  /** When the key was created; `null` if there is none. */
  origin: KeyOrigin | null;
};

/**
 * Checks the chain, its seal and checkpoint, the last remembered export, and the order of times.
 * @param kept the witness data, read before the records: a checkpoint must not be newer than they
 *   are; `null` if the browser denies access to it
 */
export async function checkHistory(records: HistoryRecords, data: WitnessData | null): Promise<HistoryCheck> {
  const view = viewOf(records);
  return withFindings(
    await verifyChain(records),
    [
      ...(data ? await compareWithRemembered(view, data) : [{ kind: 'no-witness' as const }]),
      ...(data?.exported ? [await compareWithExport(view, data.exported)] : []),
      ...findClockSetBack(records),
    ],
    data,
  );
}

/**
 * A matching export compares only its last entry, which says nothing about earlier ones in a broken
 * chain.
 */
function withFindings(
  verification: Verification,
  findings: Finding[],
  data: Pick<WitnessData, 'origin'> | null,
): HistoryCheck {
  const reported = verification.ok ? findings : findings.filter(({ kind }) => kind !== 'export-fits');
  return { ...verification, findings: reported, origin: data?.origin ?? null };
}

/** Checks the chain, and compares it with a file that was exported from it. */
export async function checkAgainstFile(
  records: HistoryRecords,
  data: WitnessData | null,
  exported: ExportedHistory,
): Promise<HistoryCheck> {
  const { findings, ...check } = await checkHistory(records, data && { ...data, exported: null });
  const fileFinding = await checkFile(exported, data?.key ?? null);
  return withFindings(check, [...findings, fileFinding ?? (await compareWithFile(records, exported))], data);
}

/** Returns what is wrong with the file itself; `null` if nothing is, as far as known. */
async function checkFile(
  { chain, checkpoint, seq, hash }: ExportedHistory,
  key: CryptoKey | null,
): Promise<Finding | null> {
  if (chain) {
    const found = await verifyChain(chain);
    if (!found.ok) return { kind: 'export-changed', from: found.seq };
    const { last } = viewOf(chain);
    if (last.seq !== seq || last.hash !== hash) return { kind: 'export-changed' };
  }
  if (!checkpoint || !key) return null;
  // A seal by another browser's key can be neither proved nor disproved here.
  if ((await fingerprintOf(key)) !== checkpoint.keyFingerprint) return null;
  return (await isSealedBy(checkpoint, key)) ? null : { kind: 'export-changed' };
}

/** Finds the first entry that differs, if the file contains entries. */
async function compareWithFile(records: HistoryRecords, exported: ExportedHistory): Promise<Finding> {
  const view = viewOf(records);
  const finding = await compareWithExport(view, exported);
  if (finding.kind !== 'export-differs' || !exported.chain) return finding;
  const inFile = viewOf(exported.chain);
  for (let seq = Math.max(view.anchor.seq, inFile.anchor.seq) + 1; seq <= exported.seq; seq += 1) {
    if ((await view.hashAt(seq)) !== (await inFile.hashAt(seq))) return { ...finding, to: seq };
  }
  return finding;
}

/**
 * Returns the chain's state for an export: its seal if it has one, otherwise the same facts without
 * a seal.
 */
export async function checkpointToExport(
  records: HistoryRecords,
): Promise<Checkpoint | (CheckpointFacts & { keyFingerprint: null; mac: null })> {
  const { head, last } = viewOf(records);
  const seal = sealOf(head);
  if (seal !== null && seal !== 'unreadable' && seal.seq === last.seq && seal.hash === last.hash) return seal;
  return { ...(await factsOf(records)), keyFingerprint: null, mac: null };
}
