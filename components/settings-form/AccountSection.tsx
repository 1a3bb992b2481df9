import { LoaderCircle } from 'lucide';
import type { ComponentChildren } from 'preact';
import type { Identity } from '@/utils/auth/model';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { formatList, t } from '@/utils/i18n/messages';
import { useSpoken } from '../common/announce';
import { FailurePanel } from '../common/FailurePanel';
import { Icon } from '../common/Icon';
import { whileBusy } from '../common/while-busy';
import { focusField } from './use-settings-draft';
import type { SignInPhase, useSignIn } from './use-sign-in';
import './AccountSection.css';

/**
 * Who is signed in, with the button to sign in or out. `children`: what else is said of the set-up.
 */
export function AccountSection({
  identity,
  hosts,
  hostAccess,
  cutOffFrom,
  signIn,
  onCopy,
  children,
}: {
  identity: Identity | null;
  /** The hosts that a sign-in needs, and whether the browser already allows them. */
  hosts: string[];
  hostAccess: boolean;
  /** The hosts that the browser no longer allows while somebody is signed in. */
  cutOffFrom: string[];
  signIn: ReturnType<typeof useSignIn>;
  onCopy: (text: string) => Promise<void>;
  children?: ComponentChildren;
}) {
  const spoken = useSpoken();
  const { phase, failure } = signIn;
  const busy = phase !== 'idle';
  const canceled = failure?.code === 'sign-in-canceled';

  function takeRecoveryAction(action: RecoveryAction) {
    if (action === 'open-settings') focusField('clientId');
    else void signIn.signIn();
  }

  return (
    <section
      class="card account-card"
      id="account-card"
      aria-label={t('settings_account')}
      tabIndex={-1}
      data-focus-place=""
    >
      <div class="account">
        {identity ? <Person identity={identity} /> : <Nobody hosts={hosts} hostAccess={hostAccess} />}
        {identity ? (
          <button
            // Never reuse a control's element for another one.
            key="sign-out"
            type="button"
            class="button"
            {...whileBusy(busy, () => void signIn.signOut())}
          >
            {phase === 'signing-out' ? t('settings_signing_out') : t('settings_sign_out')}
          </button>
        ) : (
          <button
            key="sign-in"
            type="button"
            class="button button-primary button-large"
            {...whileBusy(busy, () => void signIn.signIn())}
          >
            {busy && <Icon node={LoaderCircle} class="spin" />}
            {signInName(phase)}
          </button>
        )}
      </div>
      {identity && cutOffFrom.length > 0 && (
        <FailurePanel
          failure={{ code: 'host-access-missing', subject: formatList(cutOffFrom, 'conjunction') }}
          onRecoveryAction={signIn.grant}
          onCopy={onCopy}
        />
      )}
      <p class="hint" ref={spoken} hidden={phase !== 'signing-in' && !canceled}>
        {phase === 'signing-in' && t('settings_continue_in_window')}
        {canceled && t('settings_sign_in_canceled')}
      </p>
      {failure && !canceled && (
        <FailurePanel
          failure={failure}
          recoveryActionName={recoveryActionNameOf(failure.code)}
          onRecoveryAction={takeRecoveryAction}
          onDismiss={signIn.dismiss}
          onCopy={onCopy}
        />
      )}
      {children}
    </section>
  );
}

function Person({ identity: { name, email, userId } }: { identity: Identity }) {
  return (
    <div class="person">
      <span class="avatar" dir="auto" aria-hidden="true">
        {initialsOf(name)}
      </span>
      <div class="person-names">
        <p class="person-name wrap-anywhere">{t('settings_signed_in_as', { name })}</p>
        <p class="hint wrap-anywhere">
          <bdi>{email ?? userId}</bdi>
        </p>
      </div>
    </div>
  );
}

function Nobody({ hosts, hostAccess }: { hosts: string[]; hostAccess: boolean }) {
  return (
    <div class="person-names">
      <p class="person-name">{t('settings_signed_out')}</p>
      {hosts.length > 0 && (
        <p class="hint wrap-anywhere">
          {hostAccess
            ? t('settings_hosts_allowed', { hosts: formatList(hosts, 'conjunction') })
            : t('settings_hosts_to_ask', { hosts: formatList(hosts, 'conjunction') })}
        </p>
      )}
    </div>
  );
}

/** A person who signs out disappears from the page before all their data is deleted. */
function signInName(phase: SignInPhase): string {
  if (phase === 'signing-out') return t('settings_signing_out');
  return phase === 'idle' ? t('settings_sign_in') : t('settings_signing_in');
}

/** On this page "Open settings" would lead nowhere, and the "Sign in" button is directly above. */
function recoveryActionNameOf(code: string): string | undefined {
  if (code === 'signed-out') return '';
  if (code === 'invalid-client' || code === 'sign-in-failed' || code === 'not-configured')
    return t('settings_check_client_id');
  return undefined;
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('');
}
