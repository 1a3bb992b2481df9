import { SlidersHorizontal } from 'lucide';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { ChecksSection } from '../checks/ChecksSection';
import { hostsOf } from '../common/hosts';
import { PracticeBanner } from '../common/PracticeBanner';
import { ProductMark } from '../common/ProductMark';
import { SessionSettingsFields } from '../common/SessionSettingsFields';
import { useSteadyPage } from '../common/use-steady-page';
import { AccountSection } from '../settings-form/AccountSection';
import { EnvironmentSection } from '../settings-form/EnvironmentSection';
import { RegionFinder } from '../settings-form/RegionFinder';
import { Section } from '../settings-form/Section';
import { SignInSection } from '../settings-form/SignInSection';
import { type SettingsDraft, toSettings } from '../settings-form/settings-draft';
import { useHosts } from '../settings-form/use-hosts';
import { useRedirectUri } from '../settings-form/use-redirect-uri';
import { focusField, useSettingsDraft } from '../settings-form/use-settings-draft';
import { useSignIn } from '../settings-form/use-sign-in';
import { HistorySection } from './HistorySection';
import { InvitationSection } from './InvitationSection';
import { PolicySummary } from './PolicySummary';
import { PracticeSection } from './PracticeSection';
import { RecordReports } from './RecordReports';
import { RollOutSection } from './RollOutSection';
import { SaveBar } from './SaveBar';
import { ServiceSection } from './ServiceSection';
import { ShortcutsSection } from './ShortcutsSection';
import '../settings-form/settings-page.css';

/** The settings page. */
export function Options({ state, actions }: { state: AppState; actions: AppActions }) {
  const page = useSteadyPage();
  const form = useSettingsDraft(state, actions);
  const { hosts, hostAccess } = useHosts(form.draft, actions, state);
  const signIn = useSignIn(form, state, actions, hosts);
  const redirectUri = useRedirectUri(actions, form.draft);

  return (
    <div class="options" ref={page}>
      <header class="options-head">
        <ProductMark size={40} />
        <div>
          <h1>Cobrowse for Genesys Cloud</h1>
          <p class="hint">Start a cobrowse session with an agent in one click.</p>
        </div>
      </header>
      {state.practice && <PracticeBanner onLeave={actions.leavePractice} />}
      <main tabIndex={-1} data-focus-home="">
        <RecordReports actions={actions} />
        <PolicySummary policy={state.policy} />
        <EnvironmentSection form={form}>
          <RegionFinder form={form} state={state} findOpenRegion={actions.findOpenRegion} />
        </EnvironmentSection>
        <SignInSection form={form} redirectUri={redirectUri} onCopy={actions.copyText} />
        <Section
          title="Session defaults"
          icon={SlidersHorizontal}
          intro="The agent sees both. You can change them for a single session in the popup."
        >
          <div class="field">
            <SessionSettingsFields
              value={form.draft.session}
              policy={state.policy}
              defaults
              onChange={(session) => form.change({ session })}
            />
          </div>
        </Section>
        <ServiceSection form={form} tellsAgents={state.policy.tellMonitoredAgents !== false} />
        <InvitationSection form={form} />
        {/* The real sign-in is backed up meanwhile, and nothing real is requested. */}
        {!state.practice && (
          <>
            <AccountSection
              identity={state.identity}
              hosts={hosts}
              hostAccess={hostAccess}
              cutOffFrom={state.hostAccess ? [] : hostsOf(state.settings)}
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
          </>
        )}
        <HistorySection onOpen={actions.openHistory} />
        <PracticeSection state={state} actions={actions} />
        <RollOutSection settings={toSettings(form.draft, state.settings)} actions={actions} />
        <ShortcutsSection getShortcuts={actions.getShortcuts} />
        <SaveBar form={form} actions={actions} />
      </main>
    </div>
  );
}

/** Moves the focus to the choice of environment. */
function focusEnvironment({ environmentKind }: SettingsDraft): void {
  if (environmentKind === 'custom') focusField('host');
  else document.getElementById('field-region')?.focus();
}
