import { useCallback, useState } from 'preact/hooks';
import type { Session, Start } from '@/utils/cobrowse/model';
import { type StartView, serviceShowing } from '@/utils/cobrowse/service-traits';
import type { ErrorCode } from '@/utils/errors/codes';
import type { Failure } from '@/utils/errors/failure';
import { isOwnWait } from '@/utils/errors/messages';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import type { FloorRow } from '@/utils/floor/model';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { limitSession } from '@/utils/settings/policy';
import type { SessionSettings } from '@/utils/settings/settings';
import { FailurePanel } from '../common/FailurePanel';
import { hostsOf, listOf } from '../common/hosts';
import { PurposePanel } from '../common/PurposePanel';
import { ConversationPicker } from '../conversation-list/ConversationPicker';
import { ListStatus } from '../conversation-list/ListStatus';
import { customerOf } from '../conversation-list/row-wording';
import { findStartBlocker } from '../conversation-list/start-blocker';
import { useConversationList } from '../conversation-list/use-conversation-list';
import { SessionCards } from '../sessions/SessionCards';
import { SessionNotices } from '../sessions/SessionNotices';
import { useUnexpired } from '../sessions/use-unexpired';
import { FramedNote } from './FramedNote';
import { RefusedStart } from './RefusedStart';
import { ServiceNote, withoutControl } from './ServiceNote';
import { StartFooter } from './StartFooter';
import { StartPanels } from './StartPanels';
import { usePurpose } from './use-purpose';
import { useRefusal } from './use-refusal';
import { useStarts } from './use-starts';

/**
 * The main part of the popup for a signed-in user: live sessions, the list, running starts, and the
 * settings of the next start.
 */
export function Conversations({
  state,
  userId,
  actions,
  signingIn,
  signInFailure,
  onSignIn,
  onDismissSignInFailure,
}: {
  state: AppState;
  userId: string;
  actions: AppActions;
  signingIn: boolean;
  signInFailure: Failure | null;
  /** Returns whether somebody is signed in now. */
  onSignIn: () => Promise<boolean>;
  onDismissSignInFailure: () => void;
}) {
  const { settings, policy, floor, hostAccess } = state;
  const list = useConversationList(actions.refreshConversations, userId, hostAccess);
  const knownRows = floor.whole ? floor.rows : (floor.firstScreen?.rows ?? []);
  const { starts, start, dismiss, reload } = useStarts(state.starts, actions, { userId, rows: knownRows });
  // Control is chosen each time: the choice lasts as long as the popup is open.
  const [chosen, setChosen] = useState<SessionSettings | null>(null);
  const sessionSettings = limitSession(chosen ?? settings.session, policy);
  const [pickedView, setPickedView] = useState<StartView | null>(null);
  // The organisation, a grant or a setting may leave no choice at any time.
  const view = state.startView && (pickedView ?? state.startView);
  const nextService = view ? serviceShowing(view, state.nextService) : state.nextService;
  const { askPurpose } = settings.invite;
  const { purpose, setPurpose, begun, asking, ask, begin, cancel } = usePurpose(askPurpose, start);
  const sessions = useUnexpired(state.sessions, ({ expiresAt }) => expiresAt);
  const rowSessions = {
    live: conversationIdsOf(sessions),
    offered: conversationIdsOf(sessions.filter(({ offer }) => offer !== undefined)),
    starting: conversationIdsOf(starts.filter((each) => each.state.phase === 'running')),
  };

  const permissions = state.identity?.permissions;
  const service = nextService ?? settings.cobrowseService;
  // Keep the same function until one of these changes: rendering a long list again is expensive.
  const why = useCallback(
    (row: FloorRow) => findStartBlocker(row, { userId, permissions, service }),
    [userId, permissions, service],
  );
  const refusal = useRefusal(knownRows, why);

  /** @param insists whether a second press on a refused row tries it anyway */
  function startOrOpen(conversationId: string, insists = false) {
    const live = sessions.find((session) => session.conversationId === conversationId);
    const row = knownRows.find(({ id }) => id === conversationId);
    if (live) void actions.openSession(live.id);
    else if (!refusal.refuses(row, insists)) {
      refusal.forget();
      begin({
        conversationId,
        customerName: row?.customerName ?? null,
        settings: sessionSettings,
        ...(view && { view }),
      });
      // It may have changed since it was listed: if so, the reason disappears while the user reads
      // it.
    } else void actions.prepareStart(conversationId);
  }

  /**
   * Call this directly from the click. The browser may close this popup for its prompt: what waits
   * for the answer resumes without it.
   */
  const grant = () => void actions.grantHostAccess(settings);

  /** A start that waits for the sign-in resumes automatically; the list must be read again. */
  async function signInThenList() {
    if (await onSignIn()) await list.refresh();
  }

  function takeRecoveryAction(action: RecoveryAction, again: () => unknown) {
    if (action === 'sign-in') void signInThenList();
    else if (action === 'open-settings') actions.openSettings();
    else if (action === 'grant-access') grant();
    else if (action === 'reload') reload();
    else again();
  }

  function recoverStart(
    action: RecoveryAction,
    { conversationId, customerName, settings: set, ...start }: Start,
  ) {
    const wanted = { conversationId, customerName, settings: set, view: start.view };
    takeRecoveryAction(action, () => {
      if (action === 'choose-purpose') return ask(wanted);
      if (action !== 'refresh') return begin(wanted, start.purpose);
      void dismiss(conversationId);
      return list.refresh();
    });
  }

  function recoverSession(action: RecoveryAction, session: Session) {
    takeRecoveryAction(action, () =>
      action === 'refresh' ? list.refresh() : actions.openSession(session.id),
    );
  }

  // One button is enough: if a start waits for a sign-in or for access, only its own button is
  // shown.
  const startWaitsFor = (code: ErrorCode) =>
    starts.some((each) => each.state.phase !== 'running' && each.state.failure.code === code);
  // With rows to show, a temporary refusal is no alarm: the line above the list shows their age.
  const waits = floor.rows.length > 0 && list.failure?.code === 'rate-limited';
  // Shown once, by the banner that disappears when access is back.
  const listFailure = waits || list.failure?.code === 'host-access-missing' ? null : list.failure;
  const banner = signInFailure ?? listFailure;
  // A failure that a start has met too is shown once, where it can be fixed and the start resumes.
  const isSaidByStart = ({ code, subject }: Failure) =>
    starts.some(
      ({ state: at }) => at.phase !== 'running' && at.failure.code === code && at.failure.subject === subject,
    );
  const bannerRepeats =
    banner !== null &&
    (isSaidByStart(banner) || (banner.code === 'signed-out' && startWaitsFor('signed-out')));

  return (
    <>
      <SessionCards
        sessions={sessions}
        rows={knownRows}
        actions={actions}
        onRecoveryAction={recoverSession}
      />
      <SessionNotices
        sessions={state.endedSessions}
        onDismiss={(sessionId) => void actions.dismissEndedSession(sessionId)}
      />
      {!hostAccess && !startWaitsFor('host-access-missing') && (
        <FailurePanel
          failure={{ code: 'host-access-missing', subject: listOf(hostsOf(settings)) }}
          onRecoveryAction={grant}
          onCopy={actions.copyText}
        />
      )}
      {banner && !bannerRepeats && (
        <FailurePanel
          key={`${signInFailure ? 'sign-in' : 'list'} ${banner.code}`}
          failure={banner}
          waiting={banner.retryAt !== undefined}
          recoveryActionName={signingIn ? 'Signing in…' : undefined}
          onRecoveryAction={(action) =>
            takeRecoveryAction(action, signInFailure ? signInThenList : list.refresh)
          }
          onDismiss={signInFailure ? onDismissSignInFailure : list.dismiss}
          onCopy={actions.copyText}
        />
      )}
      {state.desktopIsFramed && !state.practice && <FramedNote />}
      <ConversationPicker
        floor={floor}
        userId={userId}
        listView={state.listView}
        pinnedAgents={state.pinnedAgents}
        loading={list.refreshing}
        sessions={rowSessions}
        refusedId={refusal.refused?.id ?? null}
        rowActions={{
          findStartBlocker: why,
          onStart: startOrOpen,
          onPrepare: (conversationId) => void actions.prepareStart(conversationId),
        }}
        onPin={(agentUserId, pinned) => void actions.pinAgent(agentUserId, pinned)}
        noteListView={actions.noteListView}
        troubles={
          starts.filter((each) => each.state.phase !== 'running').length +
          Number(refusal.refused !== null) +
          Number(banner !== null && !bannerRepeats)
        }
        status={(counts) => (
          <ListStatus
            {...counts}
            takenAt={floor.head?.takenAt ?? null}
            // An empty list follows nothing: new conversations would not be reported.
            live={floor.live && list.failure === null && hostAccess && floor.rows.length > 0}
            ownWait={list.failure !== null && isOwnWait(list.failure)}
            unread={floor.head?.unread ?? []}
            partial={floor.head?.partial ?? false}
            refreshing={list.refreshing}
            retryAt={waits ? list.failure?.retryAt : undefined}
            onRefresh={() => void list.refresh()}
          />
        )}
      />
      <div class="popup-bottom">
        <RefusedStart
          refused={refusal.refused}
          onTry={() => refusal.refused && startOrOpen(refusal.refused.id, true)}
          onDismiss={refusal.forget}
        />
        <StartPanels
          starts={starts}
          onRecoveryAction={recoverStart}
          onDismiss={({ conversationId }) => void dismiss(conversationId)}
          onCopy={actions.copyText}
        />
        {asking && (
          <PurposePanel about={customerOf(asking)} onSay={(said) => begin(asking, said)} onCancel={cancel} />
        )}
        <ServiceNote
          inUse={state.nextService}
          view={view}
          tellsAgents={policy.tellMonitoredAgents !== false}
          onView={setPickedView}
          practice={
            state.practice
              ? { onService: (chosenService) => void actions.choosePracticeService(chosenService) }
              : null
          }
        />
        <StartFooter
          settings={sessionSettings}
          policy={policy}
          withoutControl={withoutControl(nextService)}
          onSettings={setChosen}
          purpose={purpose}
          asksPurpose={askPurpose}
          asking={asking !== null}
          round={begun}
          onPurpose={setPurpose}
        />
      </div>
    </>
  );
}

function conversationIdsOf(all: readonly { conversationId: string }[]): ReadonlySet<string> {
  return new Set(all.map(({ conversationId }) => conversationId));
}
