import { Eye, FlaskConical, MousePointerClick } from 'lucide';
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
  const agentName = agent.name ?? 'The agent';
  const isSupervisor = link?.userId === session.supervisorUserId;
  const control = settings.allowRemoteControl;
  return (
    <div class="practice-page">
      <header class="practice-bar">
        <p class="practice-mark">
          <Icon node={FlaskConical} size={18} />
          This is practice: nobody here is real
        </p>
        <p class="practice-left">{formatLeft(expiresAt, now)}</p>
      </header>
      <main class="practice-main">
        <section class="stage" aria-label="Shared screen">
          <AgentDesktop
            agentName={agentName}
            customerName={customerName ?? 'Customer'}
            control={control && isSupervisor}
          />
          <p class="hint">
            {isSupervisor
              ? `In earnest ${agentName}’s real screen appears here. This one is only drawn.`
              : 'In earnest the agent’s own screen is shared here. This one is only drawn.'}
          </p>
        </section>
        <aside class="facts">
          <h1>{isSupervisor ? `Cobrowse with ${agentName}` : 'Your supervisor watches'}</h1>
          <p class={`chip ${control ? 'chip-hold' : ''} facts-mode`}>
            <Icon node={control ? MousePointerClick : Eye} size={14} />
            {controlName(control)}
          </p>
          <p class="hint">{explanation(isSupervisor, control, agentName)}</p>
          <dl>
            <div>
              <dt>You are here as</dt>
              <dd>{isSupervisor ? 'Supervisor' : `${agentName}, the agent`}</dd>
            </div>
            <div>
              <dt>Customer</dt>
              <dd>{customerName}</dd>
            </div>
            <div>
              <dt>Queue</dt>
              <dd>{queueName}</dd>
            </div>
          </dl>
          <p class="hint">
            To end the session, press the Cobrowse icon in the toolbar, then “End” on the session’s card.
          </p>
        </aside>
      </main>
    </div>
  );
}

function explanation(isSupervisor: boolean, control: boolean, agentName: string): string {
  if (!isSupervisor)
    return control
      ? 'You were told who watches, and that they may control the page.'
      : 'You were told who watches, and that they cannot touch the page.';
  return control
    ? `You and ${agentName} both see both pointers, and you may click and type.`
    : `You see what ${agentName} does. Your own clicks do nothing.`;
}

function Over({ practice }: { practice: boolean }) {
  return (
    <main class="practice-over">
      <Icon node={FlaskConical} size={32} />
      <h1>{practice ? 'This practice session has ended' : 'Practice is over'}</h1>
      <p class="hint">
        {practice
          ? 'Press the Cobrowse icon in the toolbar to start another one.'
          : 'You can close this tab.'}
      </p>
    </main>
  );
}
