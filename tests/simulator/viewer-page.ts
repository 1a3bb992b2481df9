import { Hono } from 'hono';
import { html } from 'hono/html';
import { type Conversation, customerOf, liveAgents, queueNameOf } from './conversation-model.ts';
import { signedInUser } from './oauth.ts';
import { findUser } from './organization.ts';
import { brand, type Markup, page, pagePolicy } from './page.ts';
import type { PlatformCobrowseSession } from './platform-cobrowse.ts';
import type { World } from './world.ts';

/** The stand-in for the page in which the platform shows a customer's shared browser. */
export function viewerRoutes(world: World): Hono {
  const routes = new Hono();

  routes.get('/cobrowse-next/viewer.html', (c) => {
    c.header('Content-Security-Policy', pagePolicy());
    c.header('Cache-Control', 'no-store');
    if (!world.offers('platform')) return c.notFound();
    const conversation = world.conversations.find(c.req.query('conversationId') ?? '');
    if (conversation?.state !== 'active') return c.html(problemPage(), 404);

    const userId = signedInUser(world, c) ?? null;
    const live = world.platformCobrowse.live(conversation.id);
    // The viewer gets only a conversation, so it creates the session if there is none.
    const session = live ?? world.platformCobrowse.offer(conversation, userId);
    // A HEAD request only checks whether the page exists; it is not a view.
    if (c.req.method === 'GET') world.platformCobrowse.view(session, userId);
    return c.html(viewerPage(world, conversation, session, userId, c.req.query('lang') ?? 'en-us'));
  });

  /** The simulator has no customer: the person who opens the viewer may play that part. */
  routes.post('/cobrowse-next/accept', async (c) => {
    const { session } = await c.req.parseBody();
    const offered = typeof session === 'string' ? world.platformCobrowse.find(session) : undefined;
    if (!offered) return c.notFound();
    world.platformCobrowse.accept(offered);
    return c.redirect(`/cobrowse-next/viewer.html?conversationId=${offered.conversationId}`, 303);
  });

  return routes;
}

function viewerPage(
  world: World,
  conversation: Conversation,
  session: PlatformCobrowseSession,
  userId: string | null,
  lang: string,
): Markup {
  const agents = liveAgents(conversation).map(({ name }) => name);
  const viewer = userId === null ? undefined : findUser(world.organization, userId);
  return page(
    'Co-browse viewer',
    html`<header class="join-bar">${brand(world.organization.name)}</header>
      <main class="join">
        <section class="stage" aria-label="Shared page">
          <div class="screen" aria-hidden="true">
            <div class="screen-bar"><i></i><i></i><i></i><span></span></div>
            <div class="screen-body"><b></b><s></s><s></s><s class="short"></s><u></u><u></u><u></u></div>
          </div>
          ${
            session.leg.state === 'offering'
              ? html`<form class="stage-note" method="post" action="/cobrowse-next/accept">
                  <p>The customer has been asked and has not accepted yet.</p>
                  <input type="hidden" name="session" value="${session.id}" />
                  <button type="submit">Accept as the customer</button>
                </form>`
              : html`<p class="stage-note">
                  The customer’s page appears here. This is a simulator: nothing is really shared.
                </p>`
          }
        </section>
        <aside class="facts">
          <h1>Co-browse</h1>
          <p class="mode mode-view" id="state" data-state="${session.leg.state}">${session.leg.state}</p>
          <dl>
            <dt>You</dt>
            <dd>${viewer?.name ?? 'Not signed in'}</dd>
            <dt>Customer</dt>
            <dd>${customerOf(conversation)?.name ?? 'Unknown'}</dd>
            <dt>Agent</dt>
            <dd>${agents.length === 0 ? 'None' : agents.join(', ')}</dd>
            <dt>Queue</dt>
            <dd>${queueNameOf(conversation) ?? 'None'}</dd>
            <dt>Join code</dt>
            <dd class="id">${session.joinCode}</dd>
            <dt>Conversation</dt>
            <dd class="id">${conversation.id}</dd>
            <dt>Language</dt>
            <dd>${lang}</dd>
          </dl>
        </aside>
      </main>`,
  );
}

function problemPage(): Markup {
  return page(
    'Co-browse viewer',
    html`<main class="card">
      <h1>There is nothing to view</h1>
      <p class="lead">The conversation does not exist, or it is over.</p>
    </main>`,
  );
}
