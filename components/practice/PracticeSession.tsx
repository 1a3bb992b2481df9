import { Eye, FlaskConical, MousePointerClick } from 'lucide';
import { t } from '@/utils/i18n/messages';
import type { AppState } from '@/utils/pages/app-state';
import { readPracticeLink } from '@/utils/practice/join-page';
import { Icon } from '../common/Icon';
import { formatLeft } from '../common/time';
import { useNow } from '../common/use-now';
import { controlName } from '../common/wording';
import { AgentDesktop } from './AgentDesktop';
import './PracticeSession.css';

/** The page of a practice join link: what the supervisor, or the agent, would see. */
export function PracticeSession({ state, search }: { state: AppState; search: string }) {
  const now = useNow();
  const link = readPracticeLink(search);
  const session = state.practice ? state.sessions.find(({ id }) => id === link?.sessionId) : undefined;
  if (!session || session.expiresAt <= now) return <Over practice={state.practice} />;

  const { agent, settings, customerName, queueName, expiresAt } = session;
  const agentName = agent.name ?? t('practice_the_agent');
  const isSupervisor = link?.userId === session.supervisorUserId;
  const control = settings.allowRemoteControl;
  return (
    <div class="practice-page">
      <header class="practice-bar">
        <p class="practice-mark">
          <Icon node={FlaskConical} size={18} />
          {t('practice_bar')}
        </p>
        <p class="practice-left">{formatLeft(expiresAt, now)}</p>
      </header>
      <main class="practice-main">
        <section class="stage" aria-label={t('practice_shared_screen')}>
          <AgentDesktop
            agentName={agentName}
            customerName={customerName ?? t('practice_customer')}
            control={control && isSupervisor}
          />
          <p class="hint">
            {isSupervisor ? t('practice_agent_screen', { agent: agentName }) : t('practice_your_screen')}
          </p>
        </section>
        <aside class="facts">
          <h1>{isSupervisor ? t('practice_cobrowse_with', { agent: agentName }) : t('practice_watched')}</h1>
          <p class={`chip ${control ? 'chip-hold' : ''} facts-mode`}>
            <Icon node={control ? MousePointerClick : Eye} size={14} />
            {controlName(control)}
          </p>
          <p class="hint">{explanation(isSupervisor, control, agentName)}</p>
          <dl>
            <div>
              <dt>{t('practice_role')}</dt>
              <dd>
                {isSupervisor
                  ? t('practice_role_supervisor')
                  : t('practice_role_agent', { agent: agentName })}
              </dd>
            </div>
            <div>
              <dt>{t('practice_customer')}</dt>
              <dd dir="auto">{customerName}</dd>
            </div>
            <div>
              <dt>{t('practice_queue')}</dt>
              <dd dir="auto">{queueName}</dd>
            </div>
          </dl>
          <p class="hint">{t('practice_to_end')}</p>
        </aside>
      </main>
    </div>
  );
}

function explanation(isSupervisor: boolean, control: boolean, agentName: string): string {
  if (!isSupervisor) return control ? t('practice_invited_control') : t('practice_invited_view');
  return control ? t('practice_control', { agent: agentName }) : t('practice_view', { agent: agentName });
}

function Over({ practice }: { practice: boolean }) {
  return (
    <main class="practice-over">
      <Icon node={FlaskConical} size={32} />
      <h1>{practice ? t('practice_session_over') : t('practice_over')}</h1>
      <p class="hint">{practice ? t('practice_another') : t('practice_close_tab')}</p>
    </main>
  );
}
