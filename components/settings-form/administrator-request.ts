import { AGENT_PERMISSION, PERMISSIONS } from '@/utils/genesys-cloud/grants';
import { SCOPES } from '@/utils/genesys-cloud/scopes';
import { t } from '@/utils/i18n/messages';
import type { Settings } from '@/utils/settings/settings';
import { type GuideGroup, groupsOf } from './guide-groups';

/** The grant types, as Genesys Cloud names them. */
export const GRANT_TYPES: Record<Settings['signIn']['method'], string> = {
  pkce: 'Code Authorization (PKCE)',
  'client-credentials': 'Client Credentials',
};

/** What a supervisor sends to the administrator: everything to set up, in plain text. */
export function administratorRequest({
  method,
  redirectUri,
}: {
  method: Settings['signIn']['method'];
  redirectUri: string;
}): string {
  const pkce = method === 'pkce';
  const uri = redirectUri || t('settings_guide_no_uri');
  const role = { place: t('common_place_roles') };
  return [
    t('settings_request_intro'),
    '',
    t('settings_request_client', { place: t('common_place_oauth'), grant: GRANT_TYPES[method] }),
    `   ${pkce ? t('settings_request_uri', { uri }) : t('settings_request_role')}`,
    // Only clients that users sign in with have scopes; the others depend on their role alone.
    ...(pkce ? ['', `   ${t('settings_request_scopes')}`, ...linesOf(groupsOf(SCOPES))] : []),
    '',
    pkce ? t('settings_request_roles', role) : t('settings_request_roles_secret', role),
    ...linesOf(groupsOf(PERMISSIONS)),
    `   ${t('settings_guide_agents')}`,
    `   - ${AGENT_PERMISSION} (${t('settings_guide_agents_about')})`,
    '',
    pkce ? t('settings_request_send') : t('settings_request_send_secret'),
  ].join('\n');
}

function linesOf(groups: readonly GuideGroup[]): string[] {
  return groups.flatMap(({ title, grants }) => [
    `   ${title}`,
    ...grants.map(({ name, about }) => `   - ${name} (${about})`),
  ]);
}
