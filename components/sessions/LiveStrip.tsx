import { ChevronRight } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { agentChange } from '@/utils/cobrowse/agent-change';
import { isEnding } from '@/utils/cobrowse/ending';
import type { Session } from '@/utils/cobrowse/model';
import type { FloorRow } from '@/utils/floor/model';
import { formatNumber, t, tPlural } from '@/utils/i18n/messages';
import { announce, useAnnounce } from '../common/announce';
import { Icon } from '../common/Icon';
import { isAnyOpen } from '../common/overlays';
import { Sheet } from '../common/Sheet';
import { ENDS_SOON_MS } from '../common/time';
import { useNow } from '../common/use-now';
import { useOpener } from '../common/use-overlay';
import { SessionLine } from './SessionLine';
import { headlineOf, nameOf } from './session-words';
import { useHeldSessions } from './use-held-sessions';
import type { SessionProps } from './use-session-parts';
import './LiveStrip.css';

/** How many lines the strip has; more are behind its last line. */
const LINES = 2;

type LineProps = Pick<SessionProps, 'actions' | 'onFailure' | 'onRecoveryAction' | 'onEnded'>;

/**
 * What runs: starts, then sessions, the one that is over first on top. One or two have a line each;
 * of more, the first has, and the last line opens all of them. Alt and a number opens a session.
 */
export function LiveStrip({
  starts,
  sessions,
  rows,
  onOpen,
  onFailure,
  ...others
}: {
  /** The lines of running starts. */
  starts: ComponentChildren[];
  sessions: Session[];
  /** The conversations as known now. */
  rows: readonly FloorRow[];
  /** Opens a session by its key; reports what fails. */
  onOpen: (session: Session) => void;
} & LineProps) {
  const all = useOpener();
  const rest = useOpener();
  const lineProps: LineProps = {
    ...others,
    onFailure(session, failed) {
      onFailure(session, failed);
      // It is shown above the list.
      if (failed !== null) closeSheet();
    },
  };
  const closeSheet = () => {
    all.close();
    rest.close();
  };
  const { ordered, isGone, frame } = useHeldSessions<HTMLElement>(sessions);
  const live = ordered.filter((session) => !isGone(session));
  const count = starts.length + live.length;
  useSessionKeys(live, onOpen);
  useSpokenBeginnings(sessions);
  if (count === 0) return null;

  const lineOf = (session: Session) => (
    <SessionLine
      key={session.id}
      session={session}
      index={live.indexOf(session)}
      gone={isGone(session)}
      change={agentChange(
        session,
        rows.find(({ id }) => id === session.conversationId),
      )}
      {...lineProps}
    />
  );
  const isAll = starts.length + ordered.length <= LINES;
  // Of more, the one whose end can be undone: that is not possible for long.
  const [first] = ordered;
  const one = starts.length > 0 ? undefined : (ordered.find(isEnding) ?? first);
  const shown = isAll ? ordered : one ? [one] : [];
  const shownStarts = isAll ? starts : starts.slice(0, LINES - 1);
  const more = count - shownStarts.length - shown.filter((session) => !isGone(session)).length;

  return (
    <section class="live-strip" aria-label={t('session_strip')} {...frame}>
      <div class="strip-lines">
        {shownStarts}
        {/* Also of those that have no line now. */}
        {sessions.map((session) => (
          <Spoken key={`spoken ${session.id}`} session={session} />
        ))}
        {shown.map(lineOf)}
        {more > 0 && (
          <button
            ref={rest.opener}
            type="button"
            class="strip-more"
            aria-haspopup="dialog"
            aria-expanded={rest.isOpen}
            onClick={rest.toggle}
          >
            {tPlural('session_more', more)}
            <Icon node={ChevronRight} size={14} class="mirrored" />
          </button>
        )}
      </div>
      {/* Where there is no room for lines. */}
      <button
        ref={all.opener}
        type="button"
        class="button button-small strip-button"
        aria-label={tPlural('session_all', count)}
        aria-haspopup="dialog"
        aria-expanded={all.isOpen}
        onClick={all.toggle}
      >
        <span class="live-dot waiting-dot" aria-hidden="true" />
        {formatNumber(count)}
      </button>
      {(all.isOpen || rest.isOpen) && (
        <Sheet title={t('session_strip')} onClose={closeSheet}>
          <div class="strip-all">{ordered.map(lineOf)}</div>
        </Sheet>
      )}
    </section>
  );
}

/** Says once when the end of a session is near, and when the user has ended it. */
function Spoken({ session }: { session: Session }) {
  const now = useNow();
  const name = headlineOf(session);
  const ending = isEnding(session);
  const isShort = !ending && !session.offer && session.expiresAt - now <= ENDS_SOON_MS;
  useAnnounce(isShort ? tPlural('session_soon_over', 2, { name }) : '');
  useAnnounce(ending ? t('session_ended_undo', { name }) : '');
  return null;
}

/** Alt+1 to Alt+9 open the sessions, in the order of the strip. */
function useSessionKeys(ordered: readonly Session[], open: (session: Session) => void): void {
  const latest = useRef({ ordered, open });
  latest.current = { ordered, open };
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const { altKey, ctrlKey, metaKey, shiftKey, repeat, code } = event;
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
      if (!altKey || ctrlKey || metaKey || shiftKey || digit === undefined || isAnyOpen()) return;
      const session = latest.current.ordered[Number(digit) - 1];
      if (!session) return;
      event.preventDefault();
      if (!repeat) latest.current.open(session);
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Says when a session has begun: until then, its start was spoken. */
function useSpokenBeginnings(sessions: readonly Session[]): void {
  const known = useRef(new Set(sessions.map(({ id }) => id)));
  useEffect(() => {
    for (const session of sessions) {
      if (known.current.has(session.id)) continue;
      const minutes = Math.max(1, Math.round((session.expiresAt - Date.now()) / 60_000));
      announce(
        session.offer
          ? t('session_offered_spoken', { name: nameOf(session) })
          : tPlural('session_begun_spoken', minutes, { name: headlineOf(session) }),
      );
    }
    known.current = new Set(sessions.map(({ id }) => id));
  }, [sessions]);
}
