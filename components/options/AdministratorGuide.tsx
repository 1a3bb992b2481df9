import { ChevronRight } from 'lucide';
import type { Settings } from '@/utils/settings/settings';
import { Icon } from '../parts/Icon';

const SCOPES = [
  { name: 'user-basic-info', about: 'who is signed in' },
  { name: 'users:readonly', about: 'names of agents' },
  { name: 'conversations', about: 'conversations, whole' },
  { name: 'analytics:readonly', about: 'the conversations of agents and queues' },
  { name: 'routing:readonly', about: 'names of queues' },
  { name: 'notifications', about: 'changes as they happen' },
  { name: 'cobrowse:session:write', about: 'start and end cobrowse sessions' },
  { name: 'cobrowse:session:read', about: 'find and join a live session' },
];

const PERMISSIONS = [
  { name: 'Cobrowse capability', about: 'of the supervisor, in People & Permissions' },
  { name: 'conversation:cobrowse:add', about: 'for supervisors' },
  { name: 'conversation:communication:view', about: 'for supervisors, on the queues they watch' },
  { name: 'analytics:agentState:view', about: 'to list the conversations of agents' },
  { name: 'analytics:queueObservation:view', about: 'to list the conversations of queues' },
  { name: 'analytics:conversationDetail:view', about: 'to find the others' },
  { name: 'routing:queue:view', about: 'for the names of queues' },
];

/** What has to be ticked in Genesys Cloud, for whoever may do it. */
export function AdministratorGuide({ method }: { method: Settings['signIn']['method'] }) {
  const grant = method === 'pkce' ? 'Code Authorization (PKCE)' : 'Client Credentials';
  return (
    <details class="details guide">
      <summary>
        <Icon node={ChevronRight} size={14} class="details-chevron" />
        What your administrator sets up
      </summary>
      <div class="guide-body">
        <p>
          In <b>Admin › Integrations › OAuth</b>, a client with the grant type <b>{grant}</b>
          {method === 'pkce'
            ? ', the redirect URI above and these scopes:'
            : ', a role with the permissions below, and these scopes:'}
        </p>
        <Names of={SCOPES} />
        <p>
          In <b>Admin › People & Permissions › Roles</b>, for the supervisors:
        </p>
        <Names of={PERMISSIONS} />
      </div>
    </details>
  );
}

function Names({ of }: { of: { name: string; about: string }[] }) {
  return (
    <ul class="names">
      {of.map(({ name, about }) => (
        <li key={name}>
          <code>{name}</code>
          <span class="hint">{about}</span>
        </li>
      ))}
    </ul>
  );
}
