import { SlidersHorizontal } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { AppActions, AppState } from '@/utils/app/contract';
import { environmentPatterns, resolveEnvironment } from '@/utils/environment/environment';
import { ChecksSection } from '../doctor/ChecksSection';
import { ProductMark } from '../parts/ProductMark';
import { SessionSettingsFields } from '../parts/SessionSettingsFields';
import { AccountSection } from './AccountSection';
import { EnvironmentSection } from './EnvironmentSection';
import { HistorySection } from './HistorySection';
import { SaveBar } from './SaveBar';
import { Section } from './Section';
import { ShortcutsSection } from './ShortcutsSection';
import { SignInSection } from './SignInSection';
import { type SettingsDraft, toSettings } from './settings-draft';
import { focusField, useSettingsDraft } from './use-settings-draft';
import { useSignIn } from './use-sign-in';

/** The settings page, which is also the first page after the installation. */
export function Options({ state, actions }: { state: AppState; actions: AppActions }) {
  const form = useSettingsDraft(state, actions);
  const { hosts, hostAccess } = useHosts(form.draft, actions, state.identity?.userId);
  const signIn = useSignIn(form, state, actions, hosts);
  const redirectUri = useRedirectUri(actions);

  return (
    <div class="options">
      <header class="options-head">
        <ProductMark size={40} />
        <div>
          <h1>Cobrowse for Genesys Cloud</h1>
          <p class="hint">Get into a cobrowse session with an agent in one click.</p>
        </div>
      </header>
      <main>
        <EnvironmentSection form={form} />
        <SignInSection
          form={form}
          hasClientSecret={state.hasClientSecret}
          redirectUri={redirectUri}
          onCopy={actions.copyText}
        />
        <Section
          title="Defaults for new sessions"
          icon={SlidersHorizontal}
          intro="The agent is told both. They can be changed for a single start in the popup."
        >
          <SessionSettingsFields
            value={form.draft.session}
            onChange={(session) => form.change({ session })}
          />
        </Section>
        <AccountSection
          identity={state.identity}
          hosts={hosts}
          hostAccess={hostAccess}
          signIn={signIn}
          onCopy={actions.copyText}
        />
        <ChecksSection
          state={state}
          actions={actions}
          onAction={(action) => {
            if (action === 'sign-in') void signIn.signIn();
            else if (action === 'edit-environment') focusEnvironment(form.draft);
            else focusField(action === 'edit-client' ? 'clientId' : 'supervisorUserId');
          }}
        />
        <HistorySection onOpen={actions.openHistory} />
        <ShortcutsSection getShortcuts={actions.getShortcuts} />
        <SaveBar form={form} actions={actions} />
      </main>
    </div>
  );
}

/** Puts the focus where the environment is chosen. */
function focusEnvironment({ environmentKind }: SettingsDraft): void {
  if (environmentKind === 'custom') focusField('host');
  else document.getElementById('field-region')?.focus();
}

/** The hosts of the environment on the page, and whether the browser lets the extension reach them. */
function useHosts(draft: SettingsDraft, actions: AppActions, userId: string | undefined) {
  const [hostAccess, setHostAccess] = useState(true);
  const settings = toSettings(draft);
  const environment = resolveEnvironment(settings.environment);
  const key = environment?.key;

  // The environment's key stands for the settings it is made of.
  useEffect(() => {
    if (key !== undefined) void actions.hasHostAccess(settings).then(setHostAccess);
  }, [key, userId, actions]);

  const hosts = environment
    ? environmentPatterns(environment).map((pattern) => new URL(pattern.slice(0, -1)).host)
    : [];
  return { hosts, hostAccess };
}

function useRedirectUri({ getRedirectUri }: AppActions): string {
  const [uri, setUri] = useState('');
  useEffect(() => {
    void getRedirectUri().then((result) => result.ok && setUri(result.value));
  }, [getRedirectUri]);
  return uri;
}
