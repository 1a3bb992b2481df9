import { KeyRound } from 'lucide';
import { SetByOrganisation } from '../common/SetByOrganisation';
import { AdministratorGuide } from './AdministratorGuide';
import { ChoiceCards } from './ChoiceCards';
import { RedirectUri } from './RedirectUri';
import { Section } from './Section';
import { isClientIdTakenOut } from './settings-draft';
import { TextField } from './TextField';
import type { SettingsForm } from './use-settings-draft';

/** Not offered if the organisation has switched it off. */
const WITH_SECRET = {
  value: 'client-credentials',
  name: 'Client ID and secret',
  about: 'The extension signs in as an application, for test systems and shared stations.',
} as const;

/** How to sign in, and with which OAuth client. */
export function SignInSection({
  form,
  redirectUri,
  onCopy,
}: {
  form: SettingsForm;
  redirectUri: string;
  onCopy: (text: string) => Promise<void>;
}) {
  const { draft, locks, change, keepsSecret } = form;
  const pkce = draft.method === 'pkce';
  return (
    <Section
      title="Sign-in"
      icon={KeyRound}
      intro="Your administrator sets up an OAuth client and gives you its ID."
    >
      <div class="field">
        <ChoiceCards
          label="Sign-in method"
          value={draft.method}
          choices={[
            {
              value: 'pkce',
              name: 'Browser sign-in (recommended)',
              about: 'You sign in as yourself on the Genesys Cloud page. No secret is stored.',
            },
            ...(locks.method ? [] : [WITH_SECRET]),
          ]}
          lockedBy={locks.method ? 'method-lock' : undefined}
          onChange={(method) => change({ method })}
        />
        {locks.method && <SetByOrganisation id="method-lock" />}
      </div>
      <TextField
        form={form}
        field="clientId"
        label="Client ID"
        placeholder="00000000-0000-0000-0000-000000000000"
        lockId={locks.clientId ? 'client-id-lock' : undefined}
        {...(isClientIdTakenOut(draft) && {
          hint: 'Cleared, because a client ID belongs to one environment. Enter the one for the environment above.',
        })}
      />
      {pkce ? (
        <RedirectUri uri={redirectUri} onCopy={onCopy} />
      ) : (
        <>
          <TextField
            form={form}
            field="clientSecret"
            label="Client secret"
            secret
            placeholder={
              keepsSecret
                ? draft.rememberSecret
                  ? 'stored on this computer'
                  : 'stored for this browser session'
                : ''
            }
            {...(keepsSecret ? { hint: 'Leave empty to keep the stored secret.' } : {})}
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
                Remember the secret on this computer
              </span>
              <span class="hint" id="remember-about">
                It is then stored unencrypted in this browser's profile: anyone who can read your files can
                read it and act as the application. Otherwise it is deleted when the browser closes.
              </span>
            </span>
          </label>
          <TextField
            form={form}
            field="supervisorUserId"
            label="Supervisor user ID"
            placeholder="00000000-0000-0000-0000-000000000000"
            hint="The Genesys Cloud user who joins the sessions: you."
          />
        </>
      )}
      <AdministratorGuide method={draft.method} redirectUri={redirectUri} onCopy={onCopy} />
    </Section>
  );
}
