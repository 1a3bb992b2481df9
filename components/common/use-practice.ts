import { useState } from 'preact/hooks';
import type { Failure } from '@/utils/errors/failure';
import type { AppActions } from '@/utils/pages/app-state';

/** Begins practice, and returns the failure if that is refused. */
export function usePractice(enterPractice: AppActions['enterPractice']) {
  const [entering, setEntering] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function enter() {
    setEntering(true);
    const result = await enterPractice();
    setFailure(result.ok ? null : result.failure);
    setEntering(false);
  }

  return { entering, failure, enter, dismiss: () => setFailure(null) };
}
