import { ChevronRight } from 'lucide';
import { AGENT_PERMISSION, type Grant, PERMISSIONS } from '@/utils/genesys-cloud/grants';
import { SCOPES } from '@/utils/genesys-cloud/scopes';
import { t, tParts } from '@/utils/i18n/messages';
import type { Settings } from '@/utils/settings/settings';
import { CopyButton } from '../common/CopyButton';
import { Icon } from '../common/Icon';
import { administratorRequest, GRANT_TYPES } from './administrator-request';
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
  const client = { place: <b>{t('common_place_oauth')}</b>, grant: <b>{GRANT_TYPES[method]}</b> };
  const role = { place: <b>{t('common_place_roles')}</b> };
  const checks = { checks: <b>{t('settings_group_checks')}</b> };
  return (
    <details class="details guide" id="guide">
      <summary>
        <Icon node={ChevronRight} size={14} class="details-chevron" />
        {t('settings_guide')}
      </summary>
      <div class="guide-body">
        <div class="guide-copy">
          <p>{t('settings_guide_send')}</p>
          <CopyButton label={t('settings_guide_copy')} copy={copy} />
        </div>
        <ol class="guide-steps">
          <li>
            <p>
              {pkce
                ? tParts('settings_guide_client_pkce', client)
                : tParts('settings_guide_client_secret', client)}
            </p>
            {pkce && (
              <>
                <p class="guide-uri">
                  <code class="wrap-anywhere" dir="ltr">
                    {redirectUri || t('settings_guide_no_uri')}
                  </code>
                </p>
                <p>{t('settings_guide_scopes')}</p>
                <Grants of={SCOPES} />
              </>
            )}
          </li>
          <li>
            <p>{pkce ? tParts('settings_guide_roles', role) : tParts('settings_guide_roles_secret', role)}</p>
            <Grants of={PERMISSIONS} />
            <div class="guide-group">
              <h4>{t('settings_guide_agents')}</h4>
              <ul class="names">
                <li>
                  <code dir="ltr">{AGENT_PERMISSION}</code>
                  <span class="hint">{t('settings_guide_agents_about')}</span>
                </li>
              </ul>
            </div>
          </li>
          <li>
            <p>
              {pkce
                ? tParts('settings_guide_finish', checks)
                : tParts('settings_guide_finish_secret', checks)}
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
          <h4>{title}</h4>
          <ul class="names">
            {grants.map(({ name, about }) => (
              <li key={name}>
                <code dir="ltr">{name}</code>
                <span class="hint">{about}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}
