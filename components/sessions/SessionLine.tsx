import { Ellipsis, Send } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AgentChange } from '@/utils/cobrowse/agent-change';
import { canUndoEnd, isEnding, UNDO_MS } from '@/utils/cobrowse/ending';
import type { Session } from '@/utils/cobrowse/model';
import { SERVICE_TRAITS } from '@/utils/cobrowse/service-traits';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { formatNumber, t, tPlural } from '@/utils/i18n/messages';
import type { AppActions } from '@/utils/pages/app-state';
import { useAnnounce } from '../common/announce';
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
import './SessionLine.css';

/** Reports what failed in a line, where the page shows failures; `null` once it is tried again. */
export type ReportFailure = (session: Session, failed: Failed | null) => void;

/** A live session in one line: whom it shows, its state, the time left, and what can be done. */
export function SessionLine({
  session,
  index,
  change,
  quiet = false,
  actions,
  onFailure,
  onRecoveryAction,
  onEnded,
}: {
  session: Session;
  /** Its place among all sessions, from zero: the first nine have a key. */
  index: number;
  /** Set if the agent has left the conversation. */
  change: AgentChange | null;
  /** Whether another line of the same session speaks. */
  quiet?: boolean;
  actions: AppActions;
  onFailure: ReportFailure;
  /** Recovery actions that lead away from the session. */
  onRecoveryAction: (action: RecoveryAction, session: Session) => void;
  /** The session was ended here, at once. */
  onEnded: (session: Session) => void;
}) {
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
  const facts = factsOf(session);
  const words = stateText(session, now);
  const left = session.expiresAt - now;
  const isShort = !session.offer && left <= ENDS_SOON_MS;
  // Until the customer accepts, the offer has a time limit of its own.
  const offerEndsAt = state === 'waiting' ? session.offer?.endsAt : undefined;
  const endsIn = session.offer ? (offerEndsAt ? offerEndsAt - now : null) : left;
  // Once for each session: the clock itself is not spoken.
  useAnnounce(!quiet && !ending && isShort ? tPlural('session_soon_over', 2, { name: headline }) : '');
  useAnnounce(!quiet && ending ? t('session_ended_undo', { name: headline }) : '');
  // An agent who has left is not invited, nor a new one, who has no part in this session.
  const invites = agentLink && change === null && state === 'not-invited';

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

  return (
    // Where the focus moves when the focused control disappears.
    <article class="strip-line session-line" aria-label={name} tabIndex={-1} data-focus-place="">
      <span
        class={`live-dot ${state === 'joined' ? '' : needsAttention(state) || change ? 'attention-dot' : 'waiting-dot'}`}
        aria-hidden="true"
      />
      <div class="grow">
        <h2 class="strip-name ellipsis" title={name} dir="auto">
          {headline}
        </h2>
        <p class="strip-state ellipsis" title={`${words} · ${facts}`}>
          <span class={needsAttention(state) ? 'strip-attention' : ''}>{words}</span> · <bdi>{facts}</bdi>
        </p>
      </div>
      {ending ? (
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
      ) : (
        <>
          {endsIn !== null && (
            <span class={`strip-left ${isShort || session.offer ? 'strip-attention' : ''}`}>
              <span aria-hidden="true">{formatLength(endsIn)}</span>
              <span class="visually-hidden">{t('common_time_left', { length: formatLength(endsIn) })}</span>
            </span>
          )}
          {invites && (
            <button
              key="invite"
              type="button"
              class="icon-button strip-invite"
              aria-label={t('session_invite')}
              title={t('session_invite')}
              {...whileBusy(busy, () => void invitation.send())}
            >
              <Icon node={Send} size={14} />
            </button>
          )}
          {state === 'expired' ? (
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
          )}
          <button
            key="end"
            type="button"
            class="button button-small button-quiet session-end"
            {...whileBusy(busy, () => void end())}
          >
            {endsForAll ? t('session_end') : t('session_leave')}
          </button>
        </>
      )}
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
    </article>
  );
}

/** The clock of the page may be a second late, but it begins with the whole time. */
const undoSeconds = ({ expiresAt }: Session, now: number) =>
  Math.min(secondsUntil(expiresAt, now), UNDO_MS / 1000);

function focusOnce(element: HTMLElement | null) {
  element?.focus();
}
