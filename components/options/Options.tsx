import { useEffect } from 'preact/hooks';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { applyAppearance } from '@/utils/settings/appearance';
import { ChecksSection } from '../checks/ChecksSection';
import { StatusLine } from '../checks/StatusLine';
import { useChecks } from '../checks/use-checks';
import { Announcer } from '../common/Announcer';
import { hostsOf } from '../common/hosts';
import { PracticeBanner } from '../common/PracticeBanner';
import { ProductMark } from '../common/ProductMark';
import { useSteadyPage } from '../common/use-steady-page';
import { AccountSection } from '../settings-form/AccountSection';
import { EnvironmentSection } from '../settings-form/EnvironmentSection';
import { RegionFinder } from '../settings-form/RegionFinder';
import { hasSignInChoice, SignInSection } from '../settings-form/SignInSection';
import { type SettingsDraft, toSettings } from '../settings-form/settings-draft';
import { useHosts } from '../settings-form/use-hosts';
import { useRedirectUri } from '../settings-form/use-redirect-uri';
import { focusField, type SettingsForm, useSettingsDraft } from '../settings-form/use-settings-draft';
import { useSignIn } from '../settings-form/use-sign-in';
import { AppearanceSection } from './AppearanceSection';
import { AttentionSection } from './AttentionSection';
import { ChosenEnvironment } from './ChosenEnvironment';
import { DefaultsSection } from './DefaultsSection';
import { ADMINISTRATORS, viewName } from './groups';
import { HistorySection } from './HistorySection';
import { IconSection } from './IconSection';
import { InvitationSection } from './InvitationSection';
import { ManagedHere } from './ManagedHere';
import { NotificationsSection } from './NotificationsSection';
import { PolicySummary } from './PolicySummary';
import { PracticeSection } from './PracticeSection';
import { RecordReports } from './RecordReports';
import { RollOutSection } from './RollOutSection';
import { SaveBar } from './SaveBar';
import { ServiceSection } from './ServiceSection';
import { SettingsGroup } from './SettingsGroup';
import { SettingsNav } from './SettingsNav';
import { ShortcutsSection } from './ShortcutsSection';
import { StillMissing } from './StillMissing';
import { usePlaceInAddress } from './use-places';
import '../settings-form/settings-page.css';
import './Options.css';

/**
 * The settings page: everybody's settings, and in a view of its own what administrators set up.
 * Both are always drawn, so that what was typed and opened stays, and that the search finds it.
 */
export function Options({ state, actions }: { state: AppState; actions: AppActions }) {
  const page = useSteadyPage();
  const form = useSettingsDraft(state, actions);
  const redirectUri = useRedirectUri(actions, form.draft);
  const { locks, draft } = form;
  const view = usePlaceInAddress(locks);
  useShownAppearance(draft.appearance);

  return (
    <div class="options" ref={page}>
      <header class="options-head">
        <ProductMark size={32} />
        <h1 key={view} id={view} tabIndex={-1} data-group="">
          {viewName(view)}
        </h1>
      </header>
      {state.practice && <PracticeBanner onLeave={actions.leavePractice} />}
      <div class="settings-columns">
        <SettingsNav locks={locks} view={view} />
        <main tabIndex={-1} data-focus-home="">
          <ConnectionAndChecks state={state} actions={actions} form={form}>
            {(status, checks) => (
              <>
                <div class="settings-view" hidden={view !== 'settings'}>
                  <SettingsGroup group="account">
                    <RecordReports actions={actions} />
                    {view === 'settings' && status}
                    <PolicySummary policy={state.policy} />
                    {!locks.environment && (
                      <EnvironmentSection form={form}>
                        <RegionFinder form={form} state={state} findOpenRegion={actions.findOpenRegion} />
                      </EnvironmentSection>
                    )}
                  </SettingsGroup>
                  <SettingsGroup group="sessions">
                    <DefaultsSection form={form} policy={state.policy} />
                    {!locks.cobrowseService && (
                      <ServiceSection form={form} tellsAgents={state.policy.tellMonitoredAgents !== false} />
                    )}
                    <AttentionSection form={form} />
                    <HistorySection onOpen={actions.openHistory} />
                    <PracticeSection state={state} actions={actions} />
                  </SettingsGroup>
                  <SettingsGroup group="invitations">
                    <InvitationSection form={form} />
                  </SettingsGroup>
                  <SettingsGroup group="notifications">
                    <NotificationsSection form={form} actions={actions} />
                  </SettingsGroup>
                  <SettingsGroup group="appearance">
                    <AppearanceSection
                      value={draft.appearance}
                      onChange={(appearance) => form.change({ appearance })}
                    />
                    <IconSection form={form} />
                    <ShortcutsSection getShortcuts={actions.getShortcuts} />
                  </SettingsGroup>
                  {checks}
                </div>
                <div class="settings-view settings-view-administrators" hidden={view !== ADMINISTRATORS}>
                  {view === ADMINISTRATORS && status}
                  {hasSignInChoice(locks) ? (
                    <SignInSection form={form} redirectUri={redirectUri} onCopy={actions.copyText}>
                      <ChosenEnvironment form={form} />
                    </SignInSection>
                  ) : (
                    <ManagedHere />
                  )}
                  <RollOutSection settings={toSettings(draft, state.settings)} actions={actions} />
                </div>
              </>
            )}
          </ConnectionAndChecks>
          <SaveBar form={form} actions={actions} />
        </main>
      </div>
      <Announcer />
    </div>
  );
}

type Part = preact.ComponentChildren;

/**
 * The status, first in either view: who is signed in, what is missing, and whether the checks are
 * good. Nothing of it in practice: the real sign-in is backed up meanwhile, and nothing real is
 * requested.
 */
function ConnectionAndChecks({
  state,
  actions,
  form,
  children,
}: {
  state: AppState;
  actions: AppActions;
  form: SettingsForm;
  children: (status: Part, checks: Part) => Part;
}) {
  const { hosts, hostAccess } = useHosts(form.draft, actions, state);
  const signIn = useSignIn(form, state, actions, hosts);
  const run = useChecks(state, actions, !state.practice);
  if (state.practice) return <>{children(null, null)}</>;
  return (
    <>
      {children(
        <AccountSection
          identity={state.identity}
          hosts={hosts}
          hostAccess={hostAccess}
          cutOffFrom={state.hostAccess ? [] : hostsOf(state.settings)}
          signIn={signIn}
          onCopy={actions.copyText}
        >
          {!state.identity && <StillMissing form={form} />}
          <StatusLine run={run} />
        </AccountSection>,
        <SettingsGroup group="checks">
          <ChecksSection
            run={run}
            state={state}
            actions={actions}
            onAction={(action) => {
              if (action === 'sign-in') void signIn.signIn();
              else if (action === 'edit-environment') focusEnvironment(form.draft);
              else focusField(action === 'edit-client' ? 'clientId' : 'supervisorUserId');
            }}
          />
        </SettingsGroup>,
      )}
    </>
  );
}

/** Shows a choice on this page before it is saved, and the stored one again if it is discarded. */
function useShownAppearance({ theme, density, popupWidth }: SettingsDraft['appearance']): void {
  useEffect(() => {
    applyAppearance(document.documentElement, { theme, density, popupWidth });
  }, [theme, density, popupWidth]);
}

/** Moves the focus to the choice of environment. */
function focusEnvironment({ environmentKind }: SettingsDraft): void {
  if (environmentKind === 'custom') focusField('host');
  else document.getElementById('field-region')?.focus();
}
