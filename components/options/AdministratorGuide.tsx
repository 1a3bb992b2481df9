import { ChevronRight } from 'lucide';
import { PERMISSIONS, SCOPES } from '@/utils/genesys-cloud/grants';
import type { Settings } from '@/utils/settings/settings';
import { Icon } from '../parts/Icon';

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

function Names({ of }: { of: readonly { name: string; about: string }[] }) {
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
