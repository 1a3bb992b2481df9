import { Hono } from 'hono';
import { type ApiEnv, requireScope, userOf } from './bearer.ts';
import { liveAgents } from './conversation-model.ts';
import { ApiError, notFound } from './errors.ts';
import { listing, pageOf } from './listing.ts';
import { findUser, jidOf, type User } from './organization.ts';
import { routingStatusOf } from './routing-status.ts';
import type { World } from './world.ts';

const MAX_IDS = 100;

/** `users`, `tokens/me` and `authorization/subjects/me`. */
export function userRoutes(world: World): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.get('/users/me', requireScope('user-basic-info'), (c) => {
    const user = userOf(c.get('caller'));
    return c.json(userView(world, user, expansions(c.req.queries('expand'))));
  });

  routes.get('/users/:userId', requireScope('users:readonly'), (c) => {
    const user = findUser(world.organization, c.req.param('userId'));
    if (!user) throw notFound('User', c.req.param('userId'));
    return c.json(userView(world, user, expansions(c.req.queries('expand'))));
  });

  routes.get('/users', requireScope('users:readonly'), (c) => {
    const expand = expansions(c.req.queries('expand'));
    const ids = (c.req.queries('id') ?? []).flatMap((value) => value.split(','));
    if (ids.length > MAX_IDS) {
      throw new ApiError(400, 'max.user.ids', 'Only 100 users can be requested at a time.');
    }
    const wanted = new Set(ids.map((id) => id.toLowerCase()));
    const users = world.organization.users.filter(({ id }) => wanted.size === 0 || wanted.has(id));
    const { pageSize, pageNumber } = pageOf(c.req.query(), ids.length > 0 ? MAX_IDS : 25);
    const page = listing(users, '/api/v2/users', pageSize, pageNumber);
    return c.json({ ...page, entities: page.entities.map((user) => userView(world, user, expand)) });
  });

  routes.get('/tokens/me', requireScope('user-basic-info'), (c) => {
    const { token, user } = c.get('caller');
    const organization = { id: world.organization.id, name: world.organization.name };
    return c.json({
      organization,
      homeOrganization: organization,
      authorizedScope: token.client.scopes ?? [],
      ...(user ? { userId: user.id } : {}),
      OAuthClient: { id: token.client.id, name: token.client.name, organization },
    });
  });

  routes.delete('/tokens/me', requireScope('user-basic-info'), (c) => {
    world.tokens.revokeAccess(c.get('caller').token.value);
    return c.body(null, 200);
  });

  routes.get('/authorization/subjects/me', requireScope('authorization:readonly'), (c) => {
    const user = userOf(c.get('caller'));
    return c.json({
      id: user.id,
      name: user.name,
      grants: [
        {
          subjectId: user.id,
          division: { ...world.organization.division, homeDivision: true },
          role: {
            ...roleOf(user),
            policies: policiesOf(user).map(({ domain, entityName, actionSet }) => ({
              domain,
              entityName,
              actions: actionSet,
            })),
            default: false,
          },
        },
      ],
      version: 1,
      selfUri: `/api/v2/authorization/subjects/${user.id}`,
    });
  });

  return routes;
}

/** `expand` may be repeated or hold a comma-separated list. */
function expansions(values: string[] | undefined): Set<string> {
  return new Set((values ?? []).flatMap((value) => value.split(',')));
}

function userView(world: World, user: User, expand: ReadonlySet<string>): Record<string, unknown> {
  const { organization } = world;
  const division = {
    ...organization.division,
    selfUri: `/api/v2/authorization/divisions/${organization.division.id}`,
  };
  const busy = world.conversations
    .ofUser(user.id)
    .some((conversation) => liveAgents(conversation).some(({ userId }) => userId === user.id));
  const routingStatus = routingStatusOf(user, busy);

  return {
    id: user.id,
    name: user.name,
    division,
    chat: { jabberId: jidOf(user) },
    department: user.department,
    email: user.email,
    primaryContactInfo: [{ address: user.email, mediaType: 'EMAIL', type: 'PRIMARY' }],
    addresses: [],
    state: 'active',
    title: user.title,
    username: user.email,
    images: [],
    version: 1,
    acdAutoAnswer: false,
    ...(expand.has('authorization')
      ? {
          authorization: {
            roles: [roleOf(user)],
            unusedRoles: [],
            permissions: user.permissions,
            permissionPolicies: policiesOf(user),
          },
        }
      : {}),
    ...(expand.has('presence')
      ? {
          presence: {
            source: 'PURECLOUD',
            presenceDefinition: { systemPresence: routingStatus === 'OFF_QUEUE' ? 'Available' : 'On Queue' },
          },
        }
      : {}),
    ...(expand.has('routingStatus')
      ? {
          routingStatus: {
            userId: user.id,
            status: routingStatus,
          },
        }
      : {}),
    ...(expand.has('languagePreference') && user.languagePreference
      ? { languagePreference: user.languagePreference }
      : {}),
    ...(expand.has('date') ? { date: { currentDate: new Date(world.now()).toISOString() } } : {}),
    ...(expand.has('organization')
      ? { organization: { id: organization.id, name: organization.name, state: 'active' } }
      : {}),
    selfUri: `/api/v2/users/${user.id}`,
  };
}

function roleOf(user: User): { id: string; name: string } {
  return user.kind === 'supervisor'
    ? { id: 'dddddddd-0000-4000-8000-000000000001', name: 'Supervisor' }
    : { id: 'dddddddd-0000-4000-8000-000000000002', name: 'Agent' };
}

/** `domain:entity:action` strings grouped as the platform's policies. */
function policiesOf(user: User): { domain: string; entityName: string; actionSet: string[] }[] {
  const policies = new Map<string, { domain: string; entityName: string; actionSet: string[] }>();
  for (const permission of user.permissions) {
    const [domain = '', entityName = '', action = ''] = permission.split(':');
    const key = `${domain}:${entityName}`;
    const policy = policies.get(key) ?? { domain, entityName, actionSet: [] };
    policy.actionSet.push(action);
    policies.set(key, policy);
  }
  return [...policies.values()];
}
