import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { type CobrowseSession, type JoinToken, stateOf } from './cobrowse-sessions.ts';
import { customerOf, queueNameOf } from './conversation-model.ts';
import { brand, type Markup, page } from './page.ts';
import type { World } from './world.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

type Found = { session: CobrowseSession; token: JoinToken };

/** The page that a join token opens, and the small state it polls. */
export function joinRoutes(world: World): Hono {
  const routes = new Hono();

  routes.get('/cobrowse/join', (c) => {
    setPageHeaders(c);
    const found = find(c);
    if (!found) return c.html(problemPage('This link is not valid', UNKNOWN_LINK), 404);
    const { session, token } = found;
    if (session.endedAt !== null) return c.html(problemPage('This session has ended', ENDED_SESSION), 410);
    if (token.expiresAt <= world.now())
      return c.html(problemPage('This link has expired', EXPIRED_LINK), 410);

    // A HEAD request only checks the link; nobody has joined.
    if (c.req.method === 'GET') world.cobrowse.join(session, token.userId);
    return c.html(joinPage(world, session, token));
  });

  // Joined pages stay open after their link has expired, so this asks about the session, not about
  // the link.
  routes.get('/cobrowse/join/state', (c) => {
    setPageHeaders(c);
    const found = find(c);
    if (!found) return c.json({ state: 'unknown' }, 404);
    return c.json({
      state: stateOf(found.session),
      joinedUserIds: joinedUserIds(found.session),
      secondsLeft: secondsLeft(world, found.session),
    });
  });

  /** The simulator's agents do not read messages: whoever is in may play that part. */
  routes.post('/cobrowse/join/as-agent', (c) => {
    setPageHeaders(c);
    const found = find(c);
    const agent = found?.session.participants.find(({ role }) => role === 'agent');
    if (!found || !agent || found.session.endedAt !== null) return c.notFound();
    const { value } = world.cobrowse.issueToken(found.session, agent.userId);
    return c.redirect(`/cobrowse/join?token=${value}`, 303);
  });

  function find(c: Context): Found | null {
    const token = world.cobrowse.findToken(c.req.query('token') ?? '');
    const session = token && world.cobrowse.find(token.sessionId);
    return token && session ? { token, session } : null;
  }

  return routes;
}

const UNKNOWN_LINK =
  'Nothing belongs to it. Ask for a new link, or start the session again from the conversation.';
const EXPIRED_LINK =
  'Links work for a short time only. Ask for a new one; the session itself may still be going on.';
const ENDED_SESSION = 'The session has ended, so nobody can join it any more.';

function setPageHeaders(c: Context): void {
  c.header('Content-Security-Policy', POLICY);
  // The address holds the token: keep it out of caches and out of the next page's referrer.
  c.header('Cache-Control', 'no-store');
  c.header('Referrer-Policy', 'no-referrer');
}

function joinedUserIds(session: CobrowseSession): string[] {
  return [...new Set(session.joins.map(({ userId }) => userId))];
}

function secondsLeft(world: World, session: CobrowseSession): number {
  return Math.max(0, Math.round((session.expiresAt - world.now()) / 1000));
}

function joinPage(world: World, session: CobrowseSession, { userId, value }: JoinToken): Markup {
  const me = session.participants.find((participant) => participant.userId === userId);
  const agent = session.participants.find(({ role }) => role === 'agent');
  const conversation = world.conversations.find(session.conversationId);
  const control = session.settings.allowRemoteControl;
  const joined = new Set(joinedUserIds(session));
  const supervisor = me?.role === 'supervisor';
  const left = secondsLeft(world, session);

  return page(
    `Cobrowse session – ${me?.name ?? ''}`,
    html`<header class="join-bar">
        ${brand(world.organization.name)}
        <p class="join-left">
          Time left <strong id="time-left" data-seconds="${left}">${clock(left)}</strong>
        </p>
      </header>
      <main class="join">
        <section
          class="stage"
          aria-label="Shared screen"
          data-role="${supervisor ? 'supervisor' : 'agent'}"
          data-agent-name="${agent?.name ?? 'The agent'}"
          data-control="${String(control)}"
          data-stun="${world.screens.stunUrl}"
        >
          <div class="screen" aria-hidden="true">
            <div class="screen-bar"><i></i><i></i><i></i><span></span></div>
            <div class="screen-body"><b></b><s></s><s></s><s class="short"></s><u></u><u></u><u></u></div>
          </div>
          <p class="stage-note" id="stage-note">
            ${
              supervisor
                ? `${agent?.name ?? 'The agent'}’s screen appears here as soon as they share it.`
                : 'Choose what the supervisor sees.'
            }
          </p>
          ${supervisor ? agentPart(value) : SHARE_BUTTONS}
        </section>
        <aside class="facts">
          <h1>Cobrowse session</h1>
          <p class="mode ${control ? 'mode-control' : 'mode-view'}">
            ${control ? 'Remote control allowed' : 'View only'}
          </p>
          <dl>
            <dt>You joined as</dt>
            <dd>${me?.name} <span class="role">${supervisor ? 'Supervisor' : 'Agent'}</span></dd>
            <dt>Customer</dt>
            <dd>${(conversation && customerOf(conversation)?.name) ?? 'Unknown'}</dd>
            <dt>Queue</dt>
            <dd>${(conversation && queueNameOf(conversation)) ?? 'None'}</dd>
            <dt>Conversation</dt>
            <dd class="id">${session.conversationId}</dd>
          </dl>
          <h2>Who is in</h2>
          <ul class="people">
            ${session.participants.map(
              (participant) => html`<li data-user-id="${participant.userId}">
                <span>${participant.name} <span class="role">${participant.role}</span></span>
                <span class="presence">${joined.has(participant.userId) ? 'Joined' : 'Invited'}</span>
              </li>`,
            )}
          </ul>
        </aside>
      </main>`,
    html`<script type="module" src="/assets/join.js"></script>
      <script type="module" src="/assets/join-share.js"></script>`,
  );
}

const SHARE_BUTTONS = html`<p class="stage-actions">
  <button type="button" id="share-screen">Share a tab or screen</button>
  <button type="button" id="share-desktop">Share a stand-in desktop</button>
</p>`;

/** A way for one person to try both sides. */
function agentPart(token: string): Markup {
  return html`<form
    class="stage-actions"
    method="post"
    target="_blank"
    action="/cobrowse/join/as-agent?token=${token}"
  >
    <button type="submit">Open the agent’s page</button>
  </form>`;
}

function problemPage(title: string, text: string): Markup {
  return page(
    `${title} – Cobrowse`,
    html`<main class="card">
      <h1>${title}</h1>
      <p class="lead">${text}</p>
    </main>`,
  );
}

/** `59:30`, or `1:59:30` from an hour on. */
function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
