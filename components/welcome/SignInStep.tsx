import { ChevronRight, ShieldCheck } from 'lucide';
import { formatList, t, tParts } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { CopyButton } from '../common/CopyButton';
import { hostsOf } from '../common/hosts';
import { Icon } from '../common/Icon';
import { AccountSection } from '../settings-form/AccountSection';
import { administratorRequest } from '../settings-form/administrator-request';
import { SignInFields } from '../settings-form/SignInSection';
import { useHosts } from '../settings-form/use-hosts';
import { useRedirectUri } from '../settings-form/use-redirect-uri';
import type { SettingsForm } from '../settings-form/use-settings-draft';
import { useSignIn } from '../settings-form/use-sign-in';
import { ChosenByOrganization } from './ChosenByOrganization';

/**
 * The sign-in first, with an explanation of the browser's prompt; what an administrator sets up is
 * folded below it.
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
  const { identity, policy } = state;
  const { hosts, hostAccess } = useHosts(form.draft, actions, state);
  const signIn = useSignIn(form, state, actions, hosts);
  const redirectUri = useRedirectUri(actions, form.draft);
  // The real sign-in is backed up meanwhile.
  if (state.practice) {
    return (
      <section class="card step-card" aria-label={t('settings_sign_in_section')}>
        <p>{t('welcome_practice_sign_in')}</p>
      </section>
    );
  }
  const { method, clientId } = form.draft;
  async function copyRequest() {
    await actions.copyText(administratorRequest({ method, redirectUri }));
    return true;
  }
  return (
    <>
      <AccountSection
        identity={identity}
        // The sentence below says it.
        hosts={[]}
        hostAccess
        cutOffFrom={state.hostAccess ? [] : hostsOf(state.settings)}
        signIn={signIn}
        onCopy={actions.copyText}
      >
        {identity === null && !hostAccess && hosts.length > 0 && (
          <p class="step-fact">
            <Icon node={ShieldCheck} size={16} />
            <span>{t('welcome_hosts', { hosts: formatList(hosts) })}</span>
          </p>
        )}
        {policy.clientId !== undefined && (
          <ChosenByOrganization>
            {tParts('welcome_client_managed', {
              client: (
                <code key="client" dir="ltr">
                  {policy.clientId}
                </code>
              ),
            })}
          </ChosenByOrganization>
        )}
      </AccountSection>
      {policy.clientId === undefined && (
        <section class="card step-card" aria-label={t('settings_sign_in_section')}>
          {clientId === '' && (
            <div class="step-request">
              <p>{t('welcome_client_needed')}</p>
              <CopyButton label={t('settings_guide_copy')} copy={copyRequest} />
            </div>
          )}
          <details class="details guide step-client">
            <summary>
              <Icon node={ChevronRight} size={14} class="details-chevron" />
              {identity === null ? t('welcome_client_have') : t('welcome_client_own')}
            </summary>
            <div class="step-fields">
              <SignInFields form={form} redirectUri={redirectUri} onCopy={actions.copyText} />
            </div>
          </details>
        </section>
      )}
    </>
  );
}
