import { SlidersHorizontal } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { AppActions, AppState } from '@/utils/app/contract';
import { resolveEnvironment } from '@/utils/environment/environment';
import { hostsOf } from '../parts/hosts';
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
import { useSettingsDraft } from './use-settings-draft';
import { useSignIn } from './use-sign-in';

/** The settings page, which is also the first page after the installation. */
export function Options({ state, actions }: { state: AppState; actions: AppActions }) {
  const form = useSettingsDraft(state, actions);
  const { hosts, hostAccess } = useHosts(form.draft, actions, state);
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
          cutOffFrom={state.hostAccess ? [] : hostsOf(state.settings)}
          signIn={signIn}
          onCopy={actions.copyText}
        />
        <HistorySection onOpen={actions.openHistory} />
        <ShortcutsSection getShortcuts={actions.getShortcuts} />
        <SaveBar form={form} actions={actions} />
      </main>
    </div>
  );
}

/** The hosts of the environment on the page, and whether the browser lets the extension reach them. */
function useHosts(draft: SettingsDraft, actions: AppActions, { identity, hostAccess: mayReach }: AppState) {
  const [hostAccess, setHostAccess] = useState(true);
  const settings = toSettings(draft);
  const key = resolveEnvironment(settings.environment)?.key;
  const userId = identity?.userId;

  // The environment's key stands for the settings it is made of; whatever the browser takes away it may take from these too.
  useEffect(() => {
    if (key !== undefined) void actions.hasHostAccess(settings).then(setHostAccess);
  }, [key, userId, mayReach, actions]);

  return { hosts: hostsOf(settings), hostAccess };
}

function useRedirectUri({ getRedirectUri }: AppActions): string {
  const [uri, setUri] = useState('');
  useEffect(() => {
    void getRedirectUri().then((result) => result.ok && setUri(result.value));
  }, [getRedirectUri]);
  return uri;
}
