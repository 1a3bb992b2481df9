import { Hono } from 'hono';
import { type ApiEnv, requirePermission, requireScope } from './bearer.ts';
import { ApiError } from './errors.ts';
import { listing, pageOf } from './listing.ts';
import type { Organization, Queue } from './organization.ts';
import type { World } from './world.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The queues of the organization, to be mounted at `/routing`. */
export function routingRoutes(world: World): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.get('/queues', requireScope('routing:readonly'), requirePermission('routing:queue:view'), (c) => {
    const ids = (c.req.queries('id') ?? []).flatMap((value) => value.split(','));
    if (ids.some((id) => !UUID.test(id)))
      throw new ApiError(400, 'invalid.id', 'A non-UUID value was specified for an ID field.');
    const wanted = new Set(ids.map((id) => id.toLowerCase()));
    const hasName = nameTest(c.req.query('name'));
    const descending = c.req.query('sortOrder')?.toLowerCase() === 'desc';
    const queues = world.organization.queues
      .filter(({ id, name }) => (wanted.size === 0 || wanted.has(id)) && hasName(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1) * (descending ? -1 : 1));
    const { pageSize, pageNumber } = pageOf(c.req.query(), 25);
    const page = listing(queues, '/api/v2/routing/queues', pageSize, pageNumber);
    return c.json({ ...page, entities: page.entities.map((queue) => queueView(world.organization, queue)) });
  });

  return routes;
}

/** Letter case does not matter; an asterisk at either end stands for anything. */
function nameTest(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined || pattern === '') return () => true;
  const text = pattern.toLowerCase().replace(/^\*|\*$/g, '');
  const [open, close] = [pattern.startsWith('*'), pattern.endsWith('*')];
  return (name) => {
    const lower = name.toLowerCase();
    if (open && close) return lower.includes(text);
    if (open) return lower.endsWith(text);
    return close ? lower.startsWith(text) : lower === text;
  };
}

function queueView(organization: Organization, { id, name }: Queue) {
  const members = organization.agents.filter(({ queueIds }) => queueIds.includes(id)).length;
  return {
    id,
    name,
    division: {
      ...organization.division,
      selfUri: `/api/v2/authorization/divisions/${organization.division.id}`,
    },
    memberCount: members,
    userMemberCount: members,
    joinedMemberCount: members,
    enableTranscription: false,
    enableAudioMonitoring: true,
    enableManualAssignment: false,
    selfUri: `/api/v2/routing/queues/${id}`,
  };
}
