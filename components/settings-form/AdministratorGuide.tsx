import { ChevronRight } from 'lucide';
import { AGENT_PERMISSION, type Grant, PERMISSIONS } from '@/utils/genesys-cloud/grants';
import { SCOPES } from '@/utils/genesys-cloud/scopes';
import type { Settings } from '@/utils/settings/settings';
import { CopyButton } from '../common/CopyButton';
import { Icon } from '../common/Icon';
import { administratorRequest, CLIENT_PLACE, NO_ENVIRONMENT_YET, ROLE_PLACE } from './administrator-request';
import { groupsOf } from './guide-groups';
import './AdministratorGuide.css';

/** What must be set up in Genesys Cloud, for the administrator; to read here, or to send on. */
export function AdministratorGuide({
  method,
  redirectUri,
  onCopy,
}: {
  method: Settings['signIn']['method'];
  redirectUri: string;
  onCopy: (text: string) => Promise<void>;
}) {
  const pkce = method === 'pkce';
  async function copy() {
    await onCopy(administratorRequest({ method, redirectUri }));
    return true;
  }
  return (
    <details class="details guide">
      <summary>
        <Icon node={ChevronRight} size={14} class="details-chevron" />
        What your administrator sets up
      </summary>
      <div class="guide-body">
        <div class="guide-copy">
          <p>Not the administrator? Send them this.</p>
          <CopyButton label="Copy for your administrator" copy={copy} />
        </div>
        <ol class="guide-steps">
          <li>
            <p>
              In <b>{CLIENT_PLACE}</b>, add a client with the grant type{' '}
              <b>{pkce ? 'Code Authorization (PKCE)' : 'Client Credentials'}</b>
              {pkce ? ' and this redirect URI:' : ' and a role with the permissions of step 2.'}
            </p>
            {pkce && (
              <>
                <p class="guide-uri">
                  <code class="wrap-anywhere">{redirectUri || NO_ENVIRONMENT_YET}</code>
                </p>
                <p>Select these scopes:</p>
                <Grants of={SCOPES} />
              </>
            )}
          </li>
          <li>
            <p>
              In <b>{ROLE_PLACE}</b>,{' '}
              {pkce ? 'give the supervisors these permissions:' : 'add these permissions to that role:'}
            </p>
            <Grants of={PERMISSIONS} />
            <div class="guide-group">
              <h3>For agents, with Live Screen Monitoring</h3>
              <ul class="names">
                <li>
                  <code>{AGENT_PERMISSION}</code>
                  <span class="hint">letting their screens be viewed</span>
                </li>
              </ul>
            </div>
          </li>
          <li>
            <p>
              Enter the client ID {pkce ? '' : 'and the secret '}above, sign in, and make sure that{' '}
              <b>Checks</b> shows nothing missing.
            </p>
          </li>
        </ol>
      </div>
    </details>
  );
}

function Grants({ of }: { of: readonly Grant[] }) {
  return (
    <>
      {groupsOf(of).map(({ title, grants }) => (
        <div key={title} class="guide-group">
          <h3>{title}</h3>
          <ul class="names">
            {grants.map(({ name, about }) => (
              <li key={name}>
                <code>{name}</code>
                <span class="hint">{about}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}
