import { LoaderCircle, UserRound } from 'lucide';
import type { Identity } from '@/utils/auth/model';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { FailurePanel } from '../common/FailurePanel';
import { listOf } from '../common/hosts';
import { Icon } from '../common/Icon';
import { whileBusy } from '../common/while-busy';
import { Section } from './Section';
import { focusField } from './use-settings-draft';
import type { SignInPhase, useSignIn } from './use-sign-in';
import './AccountSection.css';

/** Who is signed in, with the buttons to sign in and out. */
export function AccountSection({
  identity,
  hosts,
  hostAccess,
  cutOffFrom,
  signIn,
  onCopy,
}: {
  identity: Identity | null;
  /** The hosts that a sign-in needs, and whether the browser already allows them. */
  hosts: string[];
  hostAccess: boolean;
  /** The hosts that the browser no longer allows while somebody is signed in. */
  cutOffFrom: string[];
  signIn: ReturnType<typeof useSignIn>;
  onCopy: (text: string) => Promise<void>;
}) {
  const { phase, failure } = signIn;
  const busy = phase !== 'idle';
  const cancelled = failure?.code === 'sign-in-cancelled';

  function takeRecoveryAction(action: RecoveryAction) {
    if (action === 'open-settings') focusField('clientId');
    else void signIn.signIn();
  }

  return (
    <Section title="Account" icon={UserRound}>
      <div class="account">
        {identity ? (
          <div class="person">
            <span class="avatar" aria-hidden="true">
              {initialsOf(identity.name)}
            </span>
            <div class="person-names">
              <p class="person-name ellipsis" title={identity.name}>
                {identity.name}
              </p>
              <p class="hint ellipsis" title={identity.email}>
                {identity.email ?? identity.userId}
              </p>
            </div>
          </div>
        ) : (
          <div class="person-names">
            <p class="person-name">Not signed in</p>
            {hosts.length > 0 && (
              <p class="hint wrap-anywhere">
                {hostAccess
                  ? `Your browser allows access to ${listOf(hosts)}. Access lasts until you choose another environment or remove it in the browser.`
                  : `Your browser will ask you to allow access to ${listOf(hosts)}. The extension signs you in and reads conversations only there.`}
              </p>
            )}
          </div>
        )}
        {identity ? (
          <button
            // Never reuse a control's element for another one.
            key="sign-out"
            type="button"
            class="button"
            {...whileBusy(busy, () => void signIn.signOut())}
          >
            {phase === 'signing-out' ? 'Signing out…' : 'Sign out'}
          </button>
        ) : (
          <button
            key="sign-in"
            type="button"
            class="button button-primary"
            {...whileBusy(busy, () => void signIn.signIn())}
          >
            {busy && <Icon node={LoaderCircle} class="spin" />}
            {signInName(phase)}
          </button>
        )}
      </div>
      {identity && cutOffFrom.length > 0 && (
        <FailurePanel
          failure={{ code: 'host-access-missing', subject: listOf(cutOffFrom) }}
          onRecoveryAction={signIn.grant}
          onCopy={onCopy}
        />
      )}
      <p class="hint" role="status" hidden={phase !== 'signing-in' && !cancelled}>
        {phase === 'signing-in' && 'Continue in the sign-in window.'}
        {cancelled && 'You closed the sign-in window before finishing.'}
      </p>
      {failure && !cancelled && (
        <FailurePanel
          failure={failure}
          recoveryActionName={recoveryActionNameOf(failure.code)}
          onRecoveryAction={takeRecoveryAction}
          onDismiss={signIn.dismiss}
          onCopy={onCopy}
        />
      )}
    </Section>
  );
}

/** A person who signs out disappears from the page before all their data is deleted. */
function signInName(phase: SignInPhase): string {
  if (phase === 'signing-out') return 'Signing out…';
  return phase === 'idle' ? 'Sign in' : 'Signing in…';
}

/** On this page "Open settings" would lead nowhere, and the "Sign in" button is directly above. */
function recoveryActionNameOf(code: string): string | undefined {
  if (code === 'signed-out') return '';
  if (code === 'invalid-client' || code === 'sign-in-failed' || code === 'not-configured')
    return 'Check client ID';
  return undefined;
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('');
}
