import { ShieldCheck } from 'lucide';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { hostsOf } from '../common/hosts';
import { Icon } from '../common/Icon';
import { AccountSection } from '../settings-form/AccountSection';
import { SignInSection } from '../settings-form/SignInSection';
import { useHosts } from '../settings-form/use-hosts';
import { useRedirectUri } from '../settings-form/use-redirect-uri';
import type { SettingsForm } from '../settings-form/use-settings-draft';
import { useSignIn } from '../settings-form/use-sign-in';
import { ChosenByOrganisation } from './ChosenByOrganisation';

/**
 * The client ID, with what the administrator needs for it; an explanation of the browser's prompt;
 * and the sign-in.
 */
export function SignInStep({
  state,
  form,
  actions,
}: {
  state: AppState;
  form: SettingsForm;
  actions: AppActions;
}) {
  const { identity } = state;
  const { hosts, hostAccess } = useHosts(form.draft, actions, state);
  const signIn = useSignIn(form, state, actions, hosts);
  const redirectUri = useRedirectUri(actions, form.draft);
  // The real sign-in is backed up meanwhile.
  if (state.practice) {
    return (
      <section class="card step-card" aria-label="Sign-in">
        <p>Practice mode is on and needs no sign-in. Leave practice to continue.</p>
      </section>
    );
  }
  return (
    <>
      {state.policy.clientId === undefined ? (
        <SignInSection form={form} redirectUri={redirectUri} onCopy={actions.copyText} />
      ) : (
        <section class="card step-card" aria-label="Sign-in">
          <ChosenByOrganisation>
            You sign in through the OAuth client <code>{state.policy.clientId}</code>.
          </ChosenByOrganisation>
        </section>
      )}
      {identity === null && !hostAccess && hosts.length > 0 && (
        <p class="step-fact">
          <Icon node={ShieldCheck} size={16} />
          <span>
            When you choose “Sign in”, your browser asks for access to these hosts only. The extension signs
            in, reads the list and shows its button there: {hosts.join(', ')}.
          </span>
        </p>
      )}
      <AccountSection
        identity={identity}
        // The sentence above already says it.
        hosts={[]}
        hostAccess
        cutOffFrom={state.hostAccess ? [] : hostsOf(state.settings)}
        signIn={signIn}
        onCopy={actions.copyText}
      />
    </>
  );
}
