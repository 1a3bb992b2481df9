import { useState } from 'preact/hooks';
import { agentChange } from '@/utils/cobrowse/agent-change';
import type { EndedSession, Session } from '@/utils/cobrowse/model';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { t } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { announce } from '../common/announce';
import { DismissButton } from '../common/DismissButton';
import { FailurePanel } from '../common/FailurePanel';
import { formatClockTime } from '../common/time';
import { endedByYou, endedText, noticeEnd } from '../sessions/ended-wording';
import { headlineOf } from '../sessions/session-words';
import { useHeldSessions } from '../sessions/use-held-sessions';
import type { Failed } from '../sessions/use-run';
import { useUnexpired } from '../sessions/use-unexpired';
import { recover } from './recover';
import { SessionCard } from './SessionCard';

/** The live sessions, the one that is over first on top, and those that have ended just now. */
export function PanelSessions({ state, actions }: { state: AppState; actions: AppActions }) {
  const { sessions, floor } = state;
  const [failed, setFailed] = useState<Record<string, Failed | null>>({});
  const [justEnded, setJustEnded] = useState<EndedSession[]>([]);
  const stored = useUnexpired(state.endedSessions, noticeEnd);
  const known = new Set(stored.map(({ id }) => id));
  const ended = [...justEnded.filter(({ id }) => !known.has(id)), ...stored];
  const { ordered, isGone, frame } = useHeldSessions<HTMLDivElement>(sessions);
  const live = ordered.filter((session) => !isGone(session));
  const note = ({ id }: Session, one: Failed | null) => setFailed((before) => ({ ...before, [id]: one }));

  const recoverSession = (action: RecoveryAction, session: Session, again: () => void) =>
    recover(action, actions, () => {
      note(session, null);
      again();
    });

  function noteEnd(session: Session) {
    const one = endedByYou(session);
    setJustEnded((before) => [one, ...before]);
    // Of all other ends the list speaks, which stays while this is shown.
    announce(endedText(one));
  }

  function dismiss(id: string) {
    setJustEnded((before) => before.filter((each) => each.id !== id));
    void actions.dismissEndedSession(id);
  }

  return (
    <>
      <div class="panel-cards" {...frame}>
        {ordered.map((session) => {
          const failure = failed[session.id];
          return (
            <div key={session.id}>
              <SessionCard
                session={session}
                index={live.indexOf(session)}
                change={agentChange(
                  session,
                  floor.rows.find(({ id }) => id === session.conversationId),
                )}
                gone={isGone(session)}
                actions={actions}
                onFailure={note}
                onRecoveryAction={(action) =>
                  recoverSession(action, session, () => void actions.openSession(session.id))
                }
                onEnded={noteEnd}
              />
              {failure && (
                <FailurePanel
                  about={headlineOf(session)}
                  failure={failure.failure}
                  onRecoveryAction={(action) => recoverSession(action, session, failure.again)}
                  onDismiss={() => note(session, null)}
                  onCopy={actions.copyText}
                />
              )}
            </div>
          );
        })}
      </div>
      {sessions.length === 0 && (
        <div class="panel-empty stack">
          <h2>{t('panel_no_sessions')}</h2>
          <p>{t('panel_no_sessions_hint')}</p>
        </div>
      )}
      <div class="panel-ended-list">
        {ended.map((one) => (
          <div key={one.id} class="panel-ended line">
            <p class="grow">
              {endedText(one)} <time class="panel-ended-at">{formatClockTime(one.endedAt)}</time>
            </p>
            <DismissButton size={14} onDismiss={() => dismiss(one.id)} />
          </div>
        ))}
      </div>
    </>
  );
}
