import { useEffect, useState } from 'preact/hooks';
import type { Session } from '@/utils/cobrowse/model';
import type { Failure } from '@/utils/errors/failure';
import type { FloorRow } from '@/utils/floor/model';
import type { RecentAgent } from '@/utils/history/recent-agents';
import { t } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { limitSession } from '@/utils/settings/policy';
import { FailurePanel } from '../common/FailurePanel';
import { PurposePanel } from '../common/PurposePanel';
import { Sheet } from '../common/Sheet';
import { customerOf } from '../conversation-list/row-wording';
import { findStartBlocker } from '../conversation-list/start-blocker';
import { usePurpose } from '../popup/use-purpose';
import { headlineOf } from '../sessions/session-words';
import { recover } from './recover';
import { formatWhen } from './when';

/** The agents of past sessions: one press watches again whoever has a conversation now. */
export function RecentAgents({
  state,
  actions,
  watchRecent,
  onStarted,
}: {
  state: AppState;
  actions: AppActions;
  watchRecent: (onAgents: (agents: RecentAgent[]) => void) => () => void;
  /** A start was requested: the list shows how it goes on. */
  onStarted: () => void;
}) {
  const [agents, setAgents] = useState<RecentAgent[] | null>(null);
  const [failed, setFailed] = useState<{ session: Session; failure: Failure } | null>(null);
  useEffect(() => watchRecent(setAgents), [watchRecent]);
  const { asking, begin, cancel } = usePurpose(state.settings.invite.askPurpose, (wanted, purpose) => {
    void actions.startSession(wanted.conversationId, wanted.settings, purpose, wanted.view);
    onStarted();
  });
  if (agents === null) return null;
  if (agents.length === 0) {
    return (
      <div class="panel-empty stack">
        <h2>{t('panel_no_recent')}</h2>
        <p>{t('panel_no_recent_hint')}</p>
      </div>
    );
  }
  const start = ({ id, customerName }: FloorRow) =>
    begin({
      conversationId: id,
      customerName,
      settings: limitSession(state.settings.session, state.policy),
      view: state.startView ?? undefined,
    });
  const open = async (session: Session) => {
    setFailed(null);
    const result = await actions.openSession(session.id);
    if (!result.ok) setFailed({ session, failure: result.failure });
  };

  return (
    <>
      {failed && (
        <FailurePanel
          about={headlineOf(failed.session)}
          failure={failed.failure}
          onRecoveryAction={(action) => recover(action, actions, () => void open(failed.session))}
          onDismiss={() => setFailed(null)}
          onCopy={actions.copyText}
        />
      )}
      <ul>
        {agents.map((agent) => (
          <li class="panel-recent line" key={agent.userId}>
            <Facts agent={agent} />
            <WatchAgain
              agent={agent}
              state={state}
              onOpen={(session) => void open(session)}
              onStart={start}
            />
          </li>
        ))}
      </ul>
      {asking && (
        <Sheet title={t('popup_purpose_question')} hasTitle={false} onClose={cancel}>
          <PurposePanel about={customerOf(asking)} onSay={(said) => begin(asking, said)} onCancel={cancel} />
        </Sheet>
      )}
    </>
  );
}

function Facts({ agent }: { agent: RecentAgent }) {
  const name = agent.name ?? t('panel_unknown_agent');
  const last = t('panel_recent_last', { when: formatWhen(agent.startedAt), customer: customerOf(agent) });
  return (
    <div class="grow">
      <p class="panel-recent-name ellipsis" title={name} dir="auto">
        {name}
      </p>
      <p class="panel-recent-last" title={last}>
        {last}
      </p>
    </div>
  );
}

/** The button that watches an agent again, or why that is not possible now. */
function WatchAgain({
  agent,
  state,
  onOpen,
  onStart,
}: {
  agent: RecentAgent;
  state: AppState;
  onOpen: (session: Session) => void;
  onStart: (row: FloorRow) => void;
}) {
  const { sessions, identity, settings, nextService, floor } = state;
  const live = sessions.find((session) => session.agent.userId.toLowerCase() === agent.userId);
  const name = agent.name ?? t('panel_unknown_agent');
  if (live) {
    return (
      <button
        type="button"
        class="button button-small"
        aria-label={t('panel_recent_open_agent', { agent: name })}
        onClick={() => onOpen(live)}
      >
        {t('panel_recent_open')}
      </button>
    );
  }
  const starter = {
    userId: identity?.userId ?? '',
    permissions: identity?.permissions,
    service: nextService ?? settings.cobrowseService,
  };
  const rows = floor.rows.filter((row) => row.agent?.userId === agent.userId && row.state !== 'ended');
  const possible = rows.find((row) => findStartBlocker(row, starter) === null);
  if (possible) {
    return (
      <button
        type="button"
        class="button button-small"
        aria-label={t('panel_recent_watch_agent', { agent: name })}
        onClick={() => onStart(possible)}
      >
        {t('panel_recent_watch')}
      </button>
    );
  }
  const [first] = rows;
  const reason = first && findStartBlocker(first, starter)?.short;
  return <span class="panel-recent-reason">{reason ?? t('panel_recent_not_active')}</span>;
}
