import { AGENT_PERMISSION, PERMISSIONS } from '@/utils/genesys-cloud/grants';
import { SCOPES } from '@/utils/genesys-cloud/scopes';
import { type GuideGroup, groupsOf } from './guide-groups';

/** Where scopes and permissions are set, in the terms of the Genesys Cloud menus. */
export const CLIENT_PLACE = 'Admin › Integrations › OAuth';
export const ROLE_PLACE = 'Admin › People & Permissions › Roles';

/** Shown instead of the redirect URI while there is none. */
export const NO_ENVIRONMENT_YET = '(shown once the environment is chosen)';

/** What a supervisor sends to the administrator: everything to set up, in plain text. */
export function administratorRequest({
  method,
  redirectUri,
}: {
  method: 'pkce' | 'client-credentials';
  redirectUri: string;
}): string {
  const pkce = method === 'pkce';
  return [
    'Please set up Cobrowse for Genesys Cloud, a browser extension for supervisors:',
    '',
    `1. In ${CLIENT_PLACE}, add a client with the grant type ${pkce ? 'Code Authorization (PKCE)' : 'Client Credentials'}.`,
    ...(pkce
      ? [`   Authorized redirect URI: ${redirectUri || NO_ENVIRONMENT_YET}`]
      : ['   Give it a role with the permissions of step 2.']),
    // Only clients that users sign in with have scopes; the others depend on their role alone.
    ...(pkce ? ['', '   Scopes:', ...linesOf(groupsOf(SCOPES))] : []),
    '',
    `2. In ${ROLE_PLACE}, ${pkce ? 'give the supervisors' : 'add to that role'} these permissions:`,
    ...linesOf(groupsOf(PERMISSIONS)),
    '   For agents, with Live Screen Monitoring',
    `   - ${AGENT_PERMISSION} (letting their screens be viewed)`,
    '',
    `3. Send me the client ID${pkce ? '.' : ' and the client secret.'}`,
  ].join('\n');
}

function linesOf(groups: readonly GuideGroup[]): string[] {
  return groups.flatMap(({ title, grants }) => [
    `   ${title}`,
    ...grants.map(({ name, about }) => `   - ${name} (${about})`),
  ]);
}
