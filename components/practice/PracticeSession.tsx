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
          Practice mode: nobody here is real
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
              ? `In a real session, you see ${agentName}’s screen here.`
              : 'In a real session, your own screen is shared here.'}
          </p>
        </section>
        <aside class="facts">
          <h1>{isSupervisor ? `Cobrowse with ${agentName}` : 'Your supervisor is watching'}</h1>
          <p class={`chip ${control ? 'chip-hold' : ''} facts-mode`}>
            <Icon node={control ? MousePointerClick : Eye} size={14} />
            {controlName(control)}
          </p>
          <p class="hint">{explanation(isSupervisor, control, agentName)}</p>
          <dl>
            <div>
              <dt>Your role</dt>
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
            To end the session, click the Cobrowse icon in the toolbar, then “End” on the session’s card.
          </p>
        </aside>
      </main>
    </div>
  );
}

function explanation(isSupervisor: boolean, control: boolean, agentName: string): string {
  if (!isSupervisor)
    return control
      ? 'The invitation said who is watching and that they can control your page.'
      : 'The invitation said who is watching and that they cannot control your page.';
  return control
    ? `You and ${agentName} both see both pointers, and you may click and type.`
    : `You see what ${agentName} does. Your own clicks do nothing.`;
}

function Over({ practice }: { practice: boolean }) {
  return (
    <main class="practice-over">
      <Icon node={FlaskConical} size={32} />
      <h1>{practice ? 'This practice session has ended' : 'Practice has ended'}</h1>
      <p class="hint">
        {practice
          ? 'Click the Cobrowse icon in the toolbar to start another one.'
          : 'You can close this tab.'}
      </p>
    </main>
  );
}
