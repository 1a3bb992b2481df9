import { useState } from 'preact/hooks';
import type { Failure } from '@/utils/errors/failure';
import type { Run } from './use-invitation';

/** What failed, and how to try it again. */
export type Failed = { failure: Failure; again: () => void };

/**
 * Runs one request at a time and reports what failed, with the way to try again; `null` when a new
 * one begins.
 */
export function useRun(onFailure: (failed: Failed | null) => void): {
  busy: boolean;
  run: Run;
} {
  const [busy, setBusy] = useState(false);
  const run: Run = async (work, again) => {
    setBusy(true);
    onFailure(null);
    const result = await work();
    setBusy(false);
    if (result.ok) return result.value;
    onFailure({ failure: result.failure, again });
    return undefined;
  };
  return { busy, run };
}
