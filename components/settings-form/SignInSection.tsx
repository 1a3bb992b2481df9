import type { ComponentChildren } from 'preact';
import { t } from '@/utils/i18n/messages';
import type { Locks } from '@/utils/settings/locks';
import { AdministratorGuide } from './AdministratorGuide';
import { ChoiceCards } from './ChoiceCards';
import { RedirectUri } from './RedirectUri';
import { Section } from './Section';
import { isClientIdTakenOut } from './settings-draft';
import { TextField } from './TextField';
import type { SettingsForm } from './use-settings-draft';

/** Whether the organization leaves anything of the sign-in to choose. */
export const hasSignInChoice = ({ clientId, method }: Locks) => !clientId || !method;

type Props = {
  form: SettingsForm;
  redirectUri: string;
  onCopy: (text: string) => Promise<void>;
};

/**
 * How to sign in, and with which OAuth client, as far as the organization has not set it.
 * `children`: what stands above the fields.
 */
export function SignInSection({ children, ...props }: Props & { children: ComponentChildren }) {
  return (
    <Section
      id="sign-in"
      title={t('settings_sign_in_section')}
      intro={t('settings_sign_in_about')}
      heading="h2"
    >
      {children}
      <SignInFields {...props} />
    </Section>
  );
}

/** The fields of that section, for a place that has its own heading. */
export function SignInFields({ form, redirectUri, onCopy }: Props) {
  const { draft, locks, change } = form;
  const pkce = draft.method === 'pkce';
  return (
    <>
      {!locks.method && (
        <ChoiceCards
          label={t('settings_method')}
          value={draft.method}
          choices={[
            { value: 'pkce', name: t('settings_method_browser'), about: t('settings_method_browser_about') },
            {
              value: 'client-credentials',
              name: t('settings_method_secret'),
              about: t('settings_method_secret_about'),
            },
          ]}
          onChange={(method) => change({ method })}
        />
      )}
      {!locks.clientId && (
        <TextField
          form={form}
          field="clientId"
          label={t('settings_client_id')}
          placeholder="00000000-0000-0000-0000-000000000000"
          {...(isClientIdTakenOut(draft) && { hint: t('settings_client_id_cleared') })}
        />
      )}
      {!pkce && <SecretFields form={form} />}
      {!locks.clientId && (
        <>
          {pkce && <RedirectUri uri={redirectUri} onCopy={onCopy} />}
          <AdministratorGuide method={draft.method} redirectUri={redirectUri} onCopy={onCopy} />
        </>
      )}
    </>
  );
}

function SecretFields({ form }: { form: SettingsForm }) {
  const { draft, change, keepsSecret } = form;
  return (
    <>
      <TextField
        form={form}
        field="clientSecret"
        label={t('settings_client_secret')}
        secret
        placeholder={
          keepsSecret
            ? draft.rememberSecret
              ? t('settings_client_secret_on_disk')
              : t('settings_client_secret_in_session')
            : ''
        }
        {...(keepsSecret ? { hint: t('settings_client_secret_keep') } : {})}
      />
      <label class="check">
        <input
          type="checkbox"
          aria-labelledby="remember-name"
          aria-describedby="remember-about"
          checked={draft.rememberSecret}
          onChange={({ currentTarget }) => change({ rememberSecret: currentTarget.checked })}
        />
        <span>
          <span class="choice-name" id="remember-name">
            {t('settings_remember_secret')}
          </span>
          <span class="hint" id="remember-about">
            {t('settings_remember_secret_about')}
          </span>
        </span>
      </label>
      <TextField
        form={form}
        field="supervisorUserId"
        label={t('settings_supervisor_id')}
        placeholder="00000000-0000-0000-0000-000000000000"
        hint={t('settings_supervisor_id_hint')}
      />
    </>
  );
}
