import { useRef, useState } from 'preact/hooks';
import { resolveEnvironment } from '@/utils/environment/environment';
import { REGIONS } from '@/utils/environment/regions';
import type { Failure } from '@/utils/errors/failure';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { formatList, t } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import type { Settings } from '@/utils/settings/settings';
import { Announcer } from '../common/Announcer';
import { FailurePanel } from '../common/FailurePanel';
import { hostsOf } from '../common/hosts';
import { takeRecoveryAction } from '../common/take-recovery-action';
import { useSteadyPage } from '../common/use-steady-page';
import { Shortcuts } from '../shortcuts/Shortcuts';
import { Conversations } from './Conversations';
import { FirstRun } from './FirstRun';
import { PopupHeader } from './PopupHeader';
import { PracticeOffer } from './PracticeOffer';
import type { PopupHost } from './popup-host';
import { SetupPrompt } from './SetupPrompt';
import { StartPanels } from './StartPanels';
import './Popup.css';

/** The popup: set-up, sign-in, or the conversations, whichever is next. */
export function Popup({
  state,
  actions,
  host,
}: {
  state: AppState;
  actions: AppActions;
  /** The page that it is a part of, if it is. */
  host?: PopupHost;
}) {
  const { settings, identity, hostAccess } = state;
  const [signingIn, setSigningIn] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const page = useSteadyPage(host?.page);
  const scopePlace = useRef<HTMLDivElement>(null);
  const configured = state.practice || isConfigured(settings);

  /** Returns whether somebody is signed in now. */
  async function signIn(): Promise<boolean> {
    // The browser's own prompt would close this popup and lose the answer; the settings page asks
    // instead.
    if (!hostAccess) {
      actions.openSettings();
      return false;
    }
    setSigningIn(true);
    const result = await actions.signIn();
    setSigningIn(false);
    setFailure(result.ok || result.failure.code === 'sign-in-canceled' ? null : result.failure);
    return result.ok;
  }

  function recover(action: RecoveryAction) {
    const { openSettings } = actions;
    takeRecoveryAction(action, { 'open-settings': openSettings, 'grant-access': openSettings }, signIn);
  }

  return (
    <div class="popup" ref={page}>
      <PopupHeader
        signedInAs={identity?.name ?? null}
        practice={state.practice}
        inPanel={host !== undefined}
        scopePlace={scopePlace}
        actions={actions}
      />
      <main class={configured && identity ? 'popup-regions-main' : 'popup-main'}>
        {!configured ? (
          <FirstRun state={state} actions={actions} />
        ) : identity === null ? (
          <>
            <SetupPrompt
              title={t('popup_sign_in_title')}
              text={environmentName(settings)}
              button={t(signingIn ? 'popup_signing_in' : 'popup_sign_in')}
              busy={signingIn}
              onPress={() => void signIn()}
            >
              {!hostAccess && (
                <p class="welcome-note wrap-anywhere">
                  {t('popup_access_hint', { hosts: formatList(hostsOf(settings), 'conjunction') })}
                </p>
              )}
              {signingIn ? (
                <p class="welcome-note">{t('popup_continue_sign_in')}</p>
              ) : (
                <PracticeOffer state={state} actions={actions} />
              )}
            </SetupPrompt>
            {failure && (
              <FailurePanel
                failure={failure}
                recoveryActionName={describesTheButtonAbove(failure) ? '' : undefined}
                onRecoveryAction={recover}
                onDismiss={() => setFailure(null)}
                onCopy={actions.copyText}
              />
            )}
            <StartPanels
              starts={state.starts}
              signInElsewhere
              onRecoveryAction={recover}
              onDismiss={({ conversationId }) => void actions.dismissStart(conversationId)}
              onCopy={actions.copyText}
            />
          </>
        ) : (
          <Conversations
            // The next person must not see what one person has typed, chosen and begun.
            key={identity.userId}
            state={state}
            userId={identity.userId.toLowerCase()}
            actions={actions}
            signingIn={signingIn}
            signInFailure={failure}
            onSignIn={signIn}
            onDismissSignInFailure={() => setFailure(null)}
            host={host}
            scopePlace={scopePlace}
          />
        )}
      </main>
      {!host && (
        <>
          <Shortcuts getShortcuts={actions.getShortcuts} onChange={actions.openShortcutSettings} />
          <Announcer />
        </>
      )}
    </div>
  );
}

function isConfigured({ environment, signIn }: Settings): boolean {
  return resolveEnvironment(environment) !== null && signIn.clientId !== '';
}

function environmentName({ environment }: Settings): string {
  if (environment.kind === 'custom') return environment.host;
  return REGIONS.find(({ key }) => key === environment.region)?.name ?? environment.region;
}

const describesTheButtonAbove = ({ code }: Failure) => code === 'signed-out';
