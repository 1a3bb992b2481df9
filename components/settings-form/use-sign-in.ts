import { useState } from 'preact/hooks';
import type { Failure } from '@/utils/errors/failure';
import { formatList } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { blockingNames } from '@/utils/settings/policy';
import { findSignInProblems, toSettings } from './settings-draft';
import type { SettingsForm } from './use-settings-draft';

/** The phase of a sign-in. */
export type SignInPhase = 'idle' | 'saving' | 'signing-in' | 'signing-out';

/**
 * Signs in with the values on the page: first host access, then saving, then the sign-in itself.
 */
export function useSignIn(form: SettingsForm, state: AppState, actions: AppActions, hosts: string[]) {
  const [phase, setPhase] = useState<SignInPhase>('idle');
  const [failure, setFailure] = useState<Failure | null>(null);

  /** Call it directly from the click: the browser requires that for its host access prompt. */
  async function signIn() {
    const blocked = blockingNames(state.policy);
    if (blocked.length > 0) return setFailure({ code: 'policy-unreadable', subject: blocked.join(', ') });
    if (!form.demand(findSignInProblems(form.draft, form.keepsSecret))) return;
    const granted = actions.grantHostAccess(toSettings(form.draft));
    setFailure(null);
    setPhase('saving');
    setFailure(await failureOf(granted));
    setPhase('idle');
  }

  async function failureOf(granted: Promise<boolean>): Promise<Failure | null> {
    if (!(await granted)) return { code: 'host-access-missing', subject: formatList(hosts, 'conjunction') };
    // A refused save is shown at the save bar.
    if (form.changed && !(await form.save())) return null;
    setPhase('signing-in');
    const result = await actions.signIn();
    return result.ok ? null : result.failure;
  }

  /**
   * Requests access to the hosts of the stored settings again; call it directly from the click, as
   * above. What waits for them resumes automatically.
   */
  const grant = () => void actions.grantHostAccess(state.settings);

  async function signOut() {
    setFailure(null);
    setPhase('signing-out');
    const result = await actions.signOut();
    setFailure(result.ok ? null : result.failure);
    setPhase('idle');
  }

  return { phase, failure, signIn, grant, signOut, dismiss: () => setFailure(null) };
}
