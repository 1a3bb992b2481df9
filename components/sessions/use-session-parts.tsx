import { Ellipsis } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AgentChange } from '@/utils/cobrowse/agent-change';
import { canUndoEnd, isEnding, UNDO_MS } from '@/utils/cobrowse/ending';
import type { Session } from '@/utils/cobrowse/model';
import { SERVICE_TRAITS } from '@/utils/cobrowse/service-traits';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { formatNumber, t } from '@/utils/i18n/messages';
import type { AppActions } from '@/utils/pages/app-state';
import { Icon } from '../common/Icon';
import { Sheet } from '../common/Sheet';
import { ENDS_SOON_MS, formatLength, secondsUntil } from '../common/time';
import { useNow } from '../common/use-now';
import { useOpener } from '../common/use-overlay';
import { whileBusy } from '../common/while-busy';
import { SessionDetails } from './SessionDetails';
import { factsOf, headlineOf, nameOf, needsAttention, stateOf, stateText } from './session-words';
import { useInvitation } from './use-invitation';
import { type Failed, useRun } from './use-run';

/** Reports what failed, where the page shows failures; `null` once it is tried again. */
type ReportFailure = (session: Session, failed: Failed | null) => void;

/** What a live session is shown with, be it as a line or as a card. */
export type SessionProps = {
  session: Session;
  /** Its place among all sessions, from zero: the first nine have a key. */
  index: number;
  /** Set if the agent has left the conversation. */
  change: AgentChange | null;
  /** Whether it is over, and only its place is kept. */
  gone?: boolean;
  actions: AppActions;
  onFailure: ReportFailure;
  /** Recovery actions that lead away from the session. */
  onRecoveryAction: (action: RecoveryAction, session: Session) => void;
  /** The session was ended here, at once. */
  onEnded: (session: Session) => void;
};

/** Everything that a line and a card of a live session have in common. */
export function useSessionParts({
  session,
  index,
  change,
  gone = false,
  actions,
  onFailure,
  onRecoveryAction,
  onEnded,
}: SessionProps) {
  const now = useNow();
  const details = useOpener();
  const { busy, run } = useRun((failed) => onFailure(session, failed));
  const invitation = useInvitation(session.id, actions, run);
  const [endedHere, setEndedHere] = useState(false);
  const ending = isEnding(session);

  const open = () => void run(() => actions.openSession(session.id), open);
  const end = async () => {
    setEndedHere(true);
    const isDone = await run(
      () => actions.endSession(session.id, { undoable: true }),
      () => void end(),
    );
    if (isDone !== undefined && !canUndoEnd(session)) onEnded(session);
  };
  const undo = () => {
    setEndedHere(false);
    void run(() => actions.undoEnd(session.id), undo);
  };

  const { endsForAll, agentLink, shows } = SERVICE_TRAITS[session.service];
  const state = stateOf(session, now);
  const name = nameOf(session);
  const headline = headlineOf(session);
  const left = session.expiresAt - now;
  const isShort = !session.offer && left <= ENDS_SOON_MS;
  // Until the customer accepts, the offer has a time limit of its own.
  const offerEndsAt = state === 'waiting' ? session.offer?.endsAt : undefined;
  const endsAt = session.offer ? (offerEndsAt ?? null) : session.expiresAt;

  /** The agent has changed: start a session with the new one. */
  const startOver = () => void run(() => actions.startOver(session.id), startOver);

  /** The offer has ended: make a new one. */
  const startAgain = () =>
    void run(async () => {
      const ended = await actions.endSession(session.id);
      return ended.ok
        ? await actions.startSession(
            session.conversationId,
            session.ownLimit?.settings ?? session.settings,
            session.purpose,
            shows === 'customer-page' ? 'customer' : 'agent',
          )
        : ended;
    }, startAgain);

  // What could not be sent is in the sheet, with its text.
  const { handover } = invitation;
  const openSheet = useRef(details);
  openSheet.current = details;
  useEffect(() => {
    if (handover && !openSheet.current.isOpen) openSheet.current.toggle();
  }, [handover]);

  const waits = !gone && needsAttention(state);
  const joined = !gone && state === 'joined';
  const length = endsAt === null ? '' : formatLength(endsAt - now);
  const undoButton = (
    <button
      key="undo"
      type="button"
      class="button button-small button-primary"
      ref={endedHere ? focusOnce : null}
      {...whileBusy(busy || left <= 0, undo)}
    >
      {left > 0
        ? t('session_undo_in', { seconds: formatNumber(undoSeconds(session, now)) })
        : t('session_ending')}
    </button>
  );
  const openButton =
    state === 'expired' ? (
      <button
        key="again"
        type="button"
        class="button button-small button-primary"
        {...whileBusy(busy, startAgain)}
      >
        {t('session_start_again')}
      </button>
    ) : (
      <button
        key="open"
        type="button"
        class="button button-small"
        aria-keyshortcuts={index < 9 ? `Alt+${index + 1}` : undefined}
        {...whileBusy(busy, open)}
      >
        {t('session_open')}
      </button>
    );
  const endButton = (
    <button
      key="end"
      type="button"
      class="button button-small button-quiet session-end"
      {...whileBusy(busy, () => void end())}
    >
      {endsForAll ? t('session_end') : t('session_leave')}
    </button>
  );
  const isLive = !ending && !gone;

  return {
    name,
    headline,
    facts: factsOf(session),
    words: gone ? t('session_state_ended') : stateText(session, now),
    waits,
    joined,
    dot: (
      <span
        class={`live-dot ${joined ? '' : waits || change ? 'attention-dot' : 'waiting-dot'}`}
        aria-hidden="true"
      />
    ),
    clock:
      isLive && endsAt !== null
        ? {
            endsAt,
            left: endsAt - now,
            isShort: isShort || session.offer !== undefined,
            text: (
              <>
                <span aria-hidden="true">{length}</span>
                <span class="visually-hidden">{t('common_time_left', { length })}</span>
              </>
            ),
          }
        : null,
    // An agent who has left is not invited, nor a new one, who has no part in this session.
    invite:
      isLive && agentLink && change === null
        ? { isDue: state === 'not-invited', press: whileBusy(busy, () => void invitation.send()) }
        : null,
    startOver: whileBusy(busy, startOver),
    buttons: {
      undo: ending && !gone && undoButton,
      open: isLive && openButton,
      end: isLive && endButton,
    },
    more: !gone && (
      <>
        <button
          ref={details.opener}
          key="details"
          type="button"
          class="icon-button"
          aria-label={t('session_details')}
          title={t('session_details')}
          aria-haspopup="dialog"
          aria-expanded={details.isOpen}
          onClick={details.toggle}
        >
          <Icon node={Ellipsis} />
        </button>
        {details.isOpen && (
          <Sheet
            title={name}
            onClose={() => {
              invitation.dismiss();
              details.close();
            }}
          >
            <SessionDetails
              session={session}
              change={change}
              handover={handover}
              actions={actions}
              onStartAgain={startAgain}
              onRecoveryAction={(action) => onRecoveryAction(action, session)}
            />
          </Sheet>
        )}
      </>
    ),
    // Where the focus moves when the focused control disappears.
    frame: gone ? { role: 'none' as const } : { 'aria-label': name, tabIndex: -1, 'data-focus-place': '' },
  };
}

/** The clock of the page may be a second late, but it begins with the whole time. */
const undoSeconds = ({ expiresAt }: Session, now: number) =>
  Math.min(secondsUntil(expiresAt, now), UNDO_MS / 1000);

function focusOnce(element: HTMLElement | null) {
  element?.focus();
}
