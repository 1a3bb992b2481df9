import { LoaderCircle, UserRound } from 'lucide';
import type { Identity } from '@/utils/auth/model';
import type { WayOut } from '@/utils/errors/sentences';
import { FailurePanel } from '../parts/FailurePanel';
import { Icon } from '../parts/Icon';
import { Section } from './Section';
import { focusField } from './use-settings-draft';
import type { useSignIn } from './use-sign-in';

/** Who is signed in, and the way in and out. */
export function AccountSection({
  identity,
  hosts,
  hostAccess,
  signIn,
  onCopy,
}: {
  identity: Identity | null;
  hosts: string[];
  hostAccess: boolean;
  signIn: ReturnType<typeof useSignIn>;
  onCopy: (text: string) => Promise<void>;
}) {
  const { phase, failure } = signIn;
  const busy = phase !== 'idle';
  const cancelled = failure?.code === 'sign-in-cancelled';

  function takeWayOut(wayOut: WayOut) {
    if (wayOut === 'open-settings') focusField('clientId');
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
            {!hostAccess && hosts.length > 0 && (
              <p class="hint">Your browser will ask to allow access to {listOf(hosts)}.</p>
            )}
          </div>
        )}
        {identity ? (
          <button type="button" class="button" disabled={busy} onClick={() => void signIn.signOut()}>
            {phase === 'signing-out' ? 'Signing out…' : 'Sign out'}
          </button>
        ) : (
          <button
            type="button"
            class="button button-primary"
            disabled={busy}
            onClick={() => void signIn.signIn()}
          >
            {busy && <Icon node={LoaderCircle} class="spin" />}
            {busy ? 'Signing in…' : 'Sign in'}
          </button>
        )}
      </div>
      <p class="hint" role="status" hidden={phase !== 'signing-in' && !cancelled}>
        {phase === 'signing-in' && 'Go on in the window that has opened.'}
        {cancelled && 'The sign-in window was closed before it was done.'}
      </p>
      {failure && !cancelled && (
        <FailurePanel
          failure={failure}
          wayOutName={wayOutNameOf(failure.code)}
          onWayOut={takeWayOut}
          onDismiss={signIn.dismiss}
          onCopy={onCopy}
        />
      )}
    </Section>
  );
}

/** On this page "Open settings" would lead where one is, and "Sign in" is the button right above. */
function wayOutNameOf(code: string): string | undefined {
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

function listOf(hosts: string[]): string {
  return hosts.length === 1 ? hosts.join() : `${hosts.slice(0, -1).join(', ')} and ${hosts.at(-1)}`;
}
