import { LoaderCircle } from 'lucide';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type StartStep, shownStep } from '@/utils/cobrowse/start-machine';
import type { StartToConfirm } from '@/utils/cobrowse/start-to-confirm';
import type { Failure } from '@/utils/errors/failure';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { t, tPlural } from '@/utils/i18n/messages';
import type { ConfirmActions, ConfirmState } from '@/utils/pages/connect-confirm';
import { Announcer } from '../common/Announcer';
import { useAnnounce } from '../common/announce';
import { FailurePanel } from '../common/FailurePanel';
import { Icon } from '../common/Icon';
import { ProductMark } from '../common/ProductMark';
import { Progress } from '../common/Progress';
import { PurposePanel } from '../common/PurposePanel';
import { controlName, showsNote, stepName } from '../common/wording';
import { mediaName } from '../conversation-list/row-wording';
import { whyText } from './doubt-wording';
import { useSettled } from './use-settled';
import './ConfirmStart.css';

/**
 * Asks whether to start, in a window that no page can access: which conversation, what the session
 * will be like, and why it asks. A press counts once all of it has been on screen for half a
 * second.
 */
export function ConfirmStart({ state, actions }: { state: ConfirmState; actions: ConfirmActions }) {
  const { asked } = state;
  // Before paint: the next key may come earlier.
  useLayoutEffect(() => {
    // Escape cancels, wherever the focus is.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing) void actions.cancel();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [actions]);

  return (
    <main class="confirm">
      <header class="confirm-head">
        <ProductMark size={24} />
        <h1>{t('confirm_title')}</h1>
      </header>
      {asked ? (
        // Another conversation is another question: keep no state of the previous one.
        <Question key={asked.conversationId} asked={asked} state={state} actions={actions} />
      ) : (
        <>
          <p class="confirm-why">{t('confirm_nothing')}</p>
          <div class="confirm-actions">
            <button type="button" class="button" data-at-once onClick={actions.closeWindow}>
              {t('confirm_close')}
            </button>
          </div>
        </>
      )}
      <Announcer />
    </main>
  );
}

function Question({
  asked,
  state,
  actions,
}: {
  asked: StartToConfirm;
  state: ConfirmState;
  actions: ConfirmActions;
}) {
  const { conversationId, named, why, startOver = false } = asked;
  const { start, session, settings, service, asksPurpose } = state;
  const [failure, setFailure] = useState<Failure | null>(null);
  const running = start?.state.phase === 'running';
  const settled = useSettled(
    JSON.stringify([conversationId, startOver, named, session?.id, session?.settings ?? settings, service]),
  );

  // What is known may be out of date: read it again each time the window comes to the front.
  useEffect(() => {
    const name = () => void actions.name();
    name();
    window.addEventListener('focus', name);
    return () => window.removeEventListener('focus', name);
  }, [actions]);

  // A start from here has opened its join page: nothing is left to do.
  const begun = useRef(false);
  if (start) begun.current = true;
  const isDone = begun.current && session !== null && start === null && !startOver;
  useEffect(() => {
    if (isDone) void actions.cancel();
  }, [isDone, actions]);

  async function confirm(purpose: string | null) {
    setFailure(null);
    if (named === null) return;
    const answer = await actions.confirm(conversationId, purpose, named.agentUserId);
    // A failure after the start began is in the store, and is shown from there.
    if (answer.ok) return;
    setFailure(answer.failure);
    // The participants may have changed.
    await actions.name();
  }

  async function open(sessionId: string) {
    const answer = await actions.openSession(sessionId);
    if (answer.ok) await actions.cancel();
    else setFailure(answer.failure);
  }

  async function takeRecoveryAction(action: RecoveryAction) {
    setFailure(null);
    if (action === 'open-settings' || action === 'grant-access') actions.openSettings();
    else if (action === 'sign-in') {
      const answer = await actions.signIn();
      if (!answer.ok) setFailure(answer.failure);
      else if (named === null) await actions.name();
    } else if (named === null) await actions.name();
    else if (action === 'reopen' && session) await open(session.id);
    else if (action === 'open-session' && stored?.failure.sessionId !== undefined)
      await open(stored.failure.sessionId);
    else if (action === 'none' || action === 'wait') await actions.cancel();
    else await confirm(start?.purpose ?? null);
  }

  const stored = start && start.state.phase !== 'running' ? start.state : null;
  const shownFailure = stored?.failure ?? failure ?? (named === null ? asked.failure : undefined);
  // A missing purpose is asked for right here.
  const trouble = shownFailure?.code === 'purpose-required' ? undefined : shownFailure;
  // Only a session whose agent has left can exist beside a start, which ends it.
  const endsSession = startOver && session !== null && named?.hasAgent === true;
  const mayStart =
    named !== null && !running && (session === null || endsSession) && stored?.phase !== 'waiting';

  return (
    <>
      {named ? <Facts named={named} state={state} /> : !trouble && <Reading />}
      {running && start && start.state.phase === 'running' && (
        <SpokenProgress step={shownStep(start.state.step)} />
      )}
      {trouble && (
        <FailurePanel
          failure={trouble}
          waiting={stored?.phase === 'waiting'}
          onRecoveryAction={(action) => void takeRecoveryAction(action)}
          onCopy={actions.copyText}
          // If there is a Start button below, it serves as the retry.
          recoveryActionName={mayStart && trouble !== asked.failure ? '' : undefined}
        />
      )}
      {!running && (session === null || endsSession) && <p class="confirm-why">{whyText(why)}</p>}
      {mayStart && !endsSession && asksPurpose && (start?.purpose ?? null) === null ? (
        <PurposePanel onSay={(purpose) => void confirm(purpose)} onCancel={() => void actions.cancel()} />
      ) : (
        <div class="confirm-actions">
          <button
            type="button"
            class="button button-large"
            data-at-once
            onClick={() => void actions.cancel()}
          >
            {t(running || (session && !endsSession) ? 'confirm_close' : 'confirm_cancel')}
          </button>
          {session && !running && !endsSession ? (
            <Primary
              key="open"
              name={t('confirm_open_session')}
              settled={settled}
              onPress={() => void open(session.id)}
            />
          ) : (
            mayStart && (
              <Primary
                key="start"
                name={endsSession ? endAndStartName(named.agent) : t('confirm_start')}
                settled={settled}
                onPress={() => void confirm(start?.purpose ?? null)}
              />
            )
          )}
        </div>
      )}
    </>
  );
}

function endAndStartName(agent: string | null): string {
  return agent === null ? t('confirm_end_and_start_current') : t('confirm_end_and_start', { agent });
}

/** The primary button: it has the focus, and its looks show when a press counts. */
function Primary({ name, settled, onPress }: { name: string; settled: boolean; onPress: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  // Keep the question in view if the window is small.
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return (
    <button
      ref={button}
      type="button"
      class={`button button-primary button-large ${settled ? '' : 'confirm-unsettled'}`}
      onClick={onPress}
    >
      {name}
    </button>
  );
}

/** The steps of the start, spoken one by one. */
function SpokenProgress({ step }: { step: StartStep }) {
  useAnnounce(t('popup_step_spoken', { step: stepName(step) }));
  return <Progress step={step} />;
}

function Reading() {
  useAnnounce(t('confirm_loading'));
  return (
    <p class="confirm-reading">
      <Icon node={LoaderCircle} size={16} class="spin" />
      {t('confirm_loading')}
    </p>
  );
}

/** The conversation, and what a session on it will be like. */
function Facts({ named, state }: { named: NonNullable<StartToConfirm['named']>; state: ConfirmState }) {
  const { settings, service, session, tellsAgents } = state;
  const { allowRemoteControl, timeoutInMinutes } = session?.settings ?? settings;
  const control =
    service?.grantsControl === false && service.shows === 'customer-page'
      ? t('confirm_control_in_viewer')
      : controlName(allowRemoteControl && service?.grantsControl !== false);
  const rows: [name: string, value: string][] = [
    [t('confirm_customer'), named.customer ?? t('confirm_no_customer')],
    [
      t('confirm_agent'),
      named.hasAgent ? (named.agent ?? t('confirm_unknown_agent')) : t('confirm_no_agent'),
    ],
    [t('confirm_queue'), named.queue ?? t('confirm_no_queue')],
    [t('confirm_medium'), mediaName(named.media)],
    [t('confirm_access'), control],
    [t('confirm_time_limit'), tPlural('common_minutes', timeoutInMinutes)],
  ];
  return (
    <section class="card confirm-facts" aria-label={t('confirm_conversation')}>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="wrap-anywhere">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {service && <p class="hint">{showsNote(service.shows, tellsAgents)}</p>}
    </section>
  );
}
