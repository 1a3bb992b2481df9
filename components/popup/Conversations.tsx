import type { RefObject } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { agentChange } from '@/utils/cobrowse/agent-change';
import { isEnding } from '@/utils/cobrowse/ending';
import type { EndedSession, Session, Start } from '@/utils/cobrowse/model';
import { SERVICE_TRAITS, type StartView, serviceShowing } from '@/utils/cobrowse/service-traits';
import type { ErrorCode } from '@/utils/errors/codes';
import type { Failure } from '@/utils/errors/failure';
import { isOwnWait } from '@/utils/errors/messages';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import type { FloorHead, FloorRow } from '@/utils/floor/model';
import { formatList, t } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { limitSession } from '@/utils/settings/policy';
import type { SessionSettings } from '@/utils/settings/settings';
import { hostsOf } from '../common/hosts';
import { PurposePanel } from '../common/PurposePanel';
import { Sheet } from '../common/Sheet';
import { type Recoveries, takeRecoveryAction } from '../common/take-recovery-action';
import { formatClockTime } from '../common/time';
import { agentChangeWording } from '../common/wording';
import { ConversationPicker } from '../conversation-list/ConversationPicker';
import { ListStatus } from '../conversation-list/ListStatus';
import { requestFor, sentencesOfLeftOut } from '../conversation-list/missing-sources';
import { customerOf } from '../conversation-list/row-wording';
import { findStartBlocker } from '../conversation-list/start-blocker';
import { useConversationList } from '../conversation-list/use-conversation-list';
import { endedByYou, endedText, noticeEnd } from '../sessions/ended-wording';
import { LiveStrip } from '../sessions/LiveStrip';
import { headlineOf } from '../sessions/session-words';
import type { Failed } from '../sessions/use-run';
import { useUnexpired } from '../sessions/use-unexpired';
import { NoticeSlot } from './NoticeSlot';
import { type Notice, rankOfFailure } from './notices';
import type { PopupHost } from './popup-host';
import { ServiceNote, withoutControl } from './ServiceNote';
import { StartBar } from './StartBar';
import { StartLine } from './StartLine';
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
  host,
  scopePlace,
}: {
  state: AppState;
  userId: string;
  actions: AppActions;
  signingIn: boolean;
  signInFailure: Failure | null;
  /** Returns whether somebody is signed in now. */
  onSignIn: () => Promise<boolean>;
  onDismissSignInFailure: () => void;
  host: PopupHost | undefined;
  /** In the header, for the choice of the scope. */
  scopePlace: RefObject<HTMLElement | null>;
}) {
  const { settings, policy, floor, hostAccess } = state;
  const isEmpty = floor.whole && floor.rows.length === 0;
  const list = useConversationList(actions.refreshConversations, userId, hostAccess, isEmpty);
  const knownRows = floor.whole ? floor.rows : (floor.firstScreen?.rows ?? []);
  const { starts, start, dismiss, reload } = useStarts(state.starts, actions, { userId, rows: knownRows });
  // Control is chosen each time: the choice lasts as long as the popup is open.
  const [chosen, setChosen] = useState<SessionSettings | null>(null);
  const sessionSettings = limitSession(chosen ?? settings.session, policy);
  const [pickedView, setPickedView] = useState<StartView | null>(null);
  // The organization, a grant or a setting may leave no choice at any time.
  const view = state.startView && (pickedView ?? state.startView);
  const nextService = view ? serviceShowing(view, state.nextService) : state.nextService;
  const { askPurpose } = settings.invite;
  const { purpose, setPurpose, begun, asking, ask, begin, cancel } = usePurpose(askPurpose, start);
  // One that the user has ended is shown until it has really ended.
  const sessions = useUnexpired(state.sessions, (session) =>
    isEnding(session) ? Number.POSITIVE_INFINITY : session.expiresAt,
  );
  const [failedSessions, setFailedSessions] = useState<Record<string, Failed | null>>({});
  const [justEnded, setJustEnded] = useState<EndedSession[]>([]);
  const [dismissedLeftOut, setDismissedLeftOut] = useState('');
  const ended = useUnexpired(state.endedSessions, noticeEnd);
  const noteFailure = ({ id }: Session, failed: Failed | null) =>
    setFailedSessions((before) => ({ ...before, [id]: failed }));
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
    if (live) void open(live);
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

  /** Opens the page of a session; what the user has ended goes on. */
  const open = async (session: Session) => {
    const result = await actions.openSession(session.id);
    noteFailure(session, result.ok ? null : { failure: result.failure, again: () => void open(session) });
  };

  /**
   * Call this directly from the click. The browser may close this popup for its prompt: what waits
   * for the answer resumes without it.
   */
  const grant = () => void actions.grantHostAccess(settings);

  /** A start that waits for the sign-in resumes automatically; the list must be read again. */
  async function signInThenList() {
    if (await onSignIn()) await list.refresh();
  }

  const recoveries: Recoveries = {
    'sign-in': signInThenList,
    'open-settings': actions.openSettings,
    'grant-access': grant,
    refresh: list.refresh,
    reload,
  };

  function recoverStart(
    action: RecoveryAction,
    { conversationId, customerName, settings: set, ...start }: Start,
  ) {
    const wanted = { conversationId, customerName, settings: set, view: start.view };
    const again = () => begin(wanted, start.purpose);
    const own: Recoveries = {
      ...recoveries,
      'choose-purpose': () => ask(wanted),
      'open-session': () => openOther(start.state, again),
      refresh() {
        void dismiss(conversationId);
        return list.refresh();
      },
    };
    takeRecoveryAction(action, own, again);
  }

  /** Opens the session that is in a start's way; starts again if it has ended. */
  async function openOther(state: Start['state'], again: () => void) {
    const sessionId = state.phase === 'failed' ? state.failure.sessionId : undefined;
    const isOpen = sessionId !== undefined && (await actions.openSession(sessionId)).ok;
    if (!isOpen) again();
  }

  function recoverSession(action: RecoveryAction, session: Session) {
    takeRecoveryAction(action, recoveries, () => actions.openSession(session.id));
  }

  // One button is enough: if a start waits for a sign-in or for access, only its own button is
  // shown.
  const startWaitsFor = (code: ErrorCode) =>
    starts.some((each) => each.state.phase !== 'running' && each.state.failure.code === code);
  // With rows to show, a temporary refusal is no alarm: the line above the list shows their age.
  const waits = floor.rows.length > 0 && list.failure?.code === 'rate-limited';
  // Shown once, by the notice that disappears when access is back.
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
  const running = starts.filter((each) => each.state.phase === 'running');
  const isCutOff = starts.some(
    ({ state: at }) => at.phase !== 'running' && rankOfFailure(at.failure, false) === 'offline',
  );

  const notices: Notice[] = [
    ...(refusal.refused ? [refusedNotice(refusal.refused)] : []),
    ...starts.flatMap((start) => startNotice(start) ?? []),
    ...sessions.flatMap((session) => sessionNotice(session) ?? []),
    ...sessions.flatMap((session) => changeNotice(session) ?? []),
    ...(!hostAccess && !startWaitsFor('host-access-missing') ? [accessNotice()] : []),
    ...(banner && !bannerRepeats ? [bannerNotice(banner)] : []),
    ...leftOutNotices({
      leftOut: floor.head?.leftOut ?? [],
      dismissed: dismissedLeftOut,
      onDismiss: setDismissedLeftOut,
    }),
    ...[...justEnded, ...ended].map(endedNotice),
    ...(state.desktopIsFramed && !state.practice ? [FRAMED_NOTICE()] : []),
  ];

  function refusedNotice({ id, customer, why: { sentence, mayTry } }: Refused): Notice {
    return {
      kind: 'plain',
      key: `refused ${id}`,
      rank: 'refused',
      tone: 'attention',
      about: customer,
      title: sentence,
      ...(mayTry && {
        action: {
          name: t('popup_try_anyway'),
          title: t('popup_try_anyway_key'),
          onPress: () => startOrOpen(id, true),
        },
      }),
      onDismiss: refusal.forget,
    };
  }

  function startNotice(start: Start): Notice | null {
    if (start.state.phase === 'running') return null;
    const { failure, phase } = start.state;
    const waiting = phase === 'waiting';
    return {
      kind: 'failure',
      key: `start ${start.conversationId} ${failure.code}`,
      rank: rankOfFailure(failure, waiting),
      about: customerOf(start),
      failure,
      waiting,
      onRecoveryAction: (action) => recoverStart(action, start),
      onDismiss: () => void dismiss(start.conversationId),
    };
  }

  function sessionNotice(session: Session): Notice | null {
    const failed = failedSessions[session.id];
    if (!failed) return null;
    return {
      kind: 'failure',
      key: `session ${session.id} ${failed.failure.code}`,
      rank: rankOfFailure(failed.failure, false),
      about: headlineOf(session),
      failure: failed.failure,
      waiting: false,
      onRecoveryAction: (action) =>
        action === 'try-again' || action === 'reopen' ? failed.again() : recoverSession(action, session),
      onDismiss: () => noteFailure(session, null),
    };
  }

  /** The agent of a session has left its conversation. */
  function changeNotice(session: Session): Notice | null {
    const row = knownRows.find(({ id }) => id === session.conversationId);
    const change = agentChange(session, row);
    if (!change) return null;
    const { sentence, button } = agentChangeWording(change);
    const startOver = async () => {
      const result = await actions.startOver(session.id);
      noteFailure(session, result.ok ? null : { failure: result.failure, again: () => void startOver() });
    };
    return {
      kind: 'plain',
      key: `change ${session.id} ${sentence}`,
      rank: 'waiting',
      tone: 'attention',
      title: sentence,
      ...(button !== null && { action: { name: button, onPress: () => void startOver() } }),
    };
  }

  function accessNotice(): Notice {
    return {
      kind: 'failure',
      key: 'access',
      rank: 'failure',
      failure: { code: 'host-access-missing', subject: formatList(hostsOf(settings), 'conjunction') },
      waiting: false,
      onRecoveryAction: grant,
    };
  }

  function bannerNotice(failure: Failure): Notice {
    const waiting = failure.retryAt !== undefined;
    return {
      kind: 'failure',
      key: `${signInFailure ? 'sign-in' : 'list'} ${failure.code}`,
      rank: rankOfFailure(failure, waiting),
      failure,
      waiting,
      recoveryActionName: signingIn ? t('popup_signing_in') : undefined,
      onRecoveryAction: (action) =>
        takeRecoveryAction(action, recoveries, signInFailure ? signInThenList : list.refresh),
      onDismiss: signInFailure ? onDismissSignInFailure : list.dismiss,
    };
  }

  function endedNotice(one: EndedSession): Notice {
    return {
      kind: 'plain',
      key: `ended ${one.id}`,
      rank: 'ended',
      tone: 'info',
      title: endedText(one),
      more: [`${customerOf(one)} · ${formatClockTime(one.endedAt)}`],
      onDismiss: () => {
        setJustEnded((before) => before.filter(({ id }) => id !== one.id));
        void actions.dismissEndedSession(one.id);
      },
    };
  }

  const showsCustomer = nextService !== null && SERVICE_TRAITS[nextService].shows === 'customer-page';
  return (
    <div class="popup-regions">
      <LiveStrip
        starts={running.map((start) => (
          <StartLine key={`start ${start.conversationId}`} start={start} name={customerOf(start)} />
        ))}
        sessions={sessions}
        rows={knownRows}
        actions={actions}
        onOpen={(session) => void open(session)}
        onFailure={noteFailure}
        onRecoveryAction={recoverSession}
        onEnded={(session) => setJustEnded((before) => [endedByYou(session), ...before])}
      />
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
          onOpenInGenesys: (conversationId) => actions.openConversation(conversationId, settings),
          onCopy: (text) => void actions.copyText(text),
        }}
        onPin={(agentUserId, pinned) => void actions.pinAgent(agentUserId, pinned)}
        noteListView={actions.noteListView}
        limits={settings.attention}
        density={settings.appearance.density}
        savedViews={state.savedViews}
        onSaveViews={(views) => void actions.saveViews(views)}
        findRecentAgents={actions.findRecentAgents}
        columns={host?.columns}
        scopePlace={scopePlace}
        status={(counts) => (
          <ListStatus
            {...counts}
            takenAt={floor.head?.takenAt ?? null}
            // An empty list follows nothing: new conversations would not be reported.
            live={floor.live && list.failure === null && !isCutOff && hostAccess && floor.rows.length > 0}
            ownWait={list.failure !== null && isOwnWait(list.failure)}
            unread={floor.head?.unread ?? []}
            partial={floor.head?.partial ?? false}
            refreshing={list.refreshing}
            retryAt={waits ? list.failure?.retryAt : undefined}
            onRefresh={() => void list.refresh()}
          />
        )}
        notice={<NoticeSlot notices={notices} onCopy={actions.copyText} />}
        bar={(target) =>
          // Where nothing can be started, there is nothing to set.
          floor.whole && floor.rows.length === 0 ? null : (
            <>
              {target &&
                host?.detail({
                  target,
                  userId,
                  blocker: target.live ? null : why(target.row),
                  session: sessions.find(({ conversationId }) => conversationId === target.row.id) ?? null,
                  settings: sessionSettings,
                  withoutControl: withoutControl(nextService),
                  purpose,
                })}
              <StartBar
                target={target}
                showsCustomer={showsCustomer}
                settings={sessionSettings}
                policy={policy}
                withoutControl={withoutControl(nextService)}
                onSettings={setChosen}
                purpose={purpose}
                asksPurpose={askPurpose}
                round={begun}
                onPurpose={setPurpose}
              >
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
              </StartBar>
            </>
          )
        }
      />
      {asking && (
        <Sheet title={t('popup_purpose_question')} hasTitle={false} onClose={cancel}>
          <PurposePanel about={customerOf(asking)} onSay={(said) => begin(asking, said)} onCancel={cancel} />
        </Sheet>
      )}
    </div>
  );
}

type Refused = NonNullable<ReturnType<typeof useRefusal>['refused']>;

/** Users who see the desktop inside another site have no button there. */
const FRAMED_NOTICE = (): Notice => ({
  kind: 'plain',
  key: 'framed',
  rank: 'hint',
  tone: 'info',
  title: t('popup_framed'),
});

/** What the list cannot contain and who can change that; again if something else is missing. */
function leftOutNotices({
  leftOut,
  dismissed,
  onDismiss,
}: {
  leftOut: FloorHead['leftOut'];
  dismissed: string;
  onDismiss: (whole: string) => void;
}): Notice[] {
  const sentences = sentencesOfLeftOut(leftOut);
  const [title, ...others] = sentences;
  const whole = sentences.join('\n');
  const request = requestFor(leftOut);
  if (title === undefined || dismissed === whole) return [];
  const more = [...others, t('popup_ask_administrator')];
  return [
    {
      kind: 'plain',
      key: `left out ${whole}`,
      rank: 'permission',
      tone: 'info',
      title,
      more,
      ...(request !== null && { request }),
      onDismiss: () => onDismiss(whole),
    },
  ];
}

function conversationIdsOf(all: readonly { conversationId: string }[]): ReadonlySet<string> {
  return new Set(all.map(({ conversationId }) => conversationId));
}
