/**
 * The desktop's screens. The route is in the hash; each change renders everything again after a
 * delay.
 */
import {
  duration,
  element,
  interactionView,
  isBusy,
  liveAgents,
  loadDesktop,
  mediumName,
  renderDelayMs,
  startBusyMode,
  time,
} from './interaction-view.js';

const DETAIL = /^#\/(?:analytics\/interactions|engage\/admin\/interactions)\/([0-9a-f-]{36})(?:\/(\w+))?/i;
const WORKSPACE = /^#\/interactions(?:\/([0-9a-f-]{36}))?/i;
const LIST = '#/analytics/interactions';

const app = document.querySelector('#app');
const main = element('main', { class: 'main', id: 'main', 'aria-live': 'polite' });
let shown = null;
let generation = 0;

function navigation() {
  const route = (href, icon, label, className) => {
    const here = href === LIST ? !WORKSPACE.test(location.hash) : WORKSPACE.test(location.hash);
    return element(
      'li',
      { class: className },
      element(
        'a',
        { href, 'aria-current': here ? 'page' : null },
        element('span', { class: `glyph ${icon}`, 'aria-hidden': 'true' }),
        label,
      ),
    );
  };
  return element(
    'nav',
    { class: 'rail', 'aria-label': 'Main' },
    element(
      'ul',
      { class: 'navigation-action-bar' },
      route('#/interactions', 'glyph-chat', 'Workspace', 'acd-interactions'),
      route(LIST, 'glyph-chart', 'Performance', 'analytics'),
    ),
  );
}

function topBar(desktop) {
  return element(
    'header',
    { class: 'topbar' },
    element(
      'div',
      { class: 'left-container' },
      element('img', { src: '/assets/icon.svg', alt: '', width: '26', height: '26' }),
      element('div', { class: 'org-menu' }, element('span', {}, desktop.organization)),
    ),
    element(
      'div',
      { class: 'right-container' },
      element(
        'button',
        { type: 'button', id: 'refresh', class: 'plain', onclick: () => void render() },
        'Refresh',
      ),
      element('span', { class: 'status' }, 'Available'),
      element('span', { class: 'user-name', 'data-qa-id': 'user-name' }, desktop.user.name),
      element('a', { href: '/logout' }, 'Sign out'),
    ),
  );
}

function listView(desktop) {
  const active = desktop.interactions.filter((interaction) => interaction.active);
  return element(
    'section',
    { class: 'interaction-list' },
    element(
      'div',
      { class: 'view-title' },
      element('h1', {}, 'Interactions'),
      element('p', {}, `${active.length} in progress`),
    ),
    element(
      'table',
      { class: 'grid' },
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...['Customer', 'Media', 'Queue', 'Agent', 'Started', 'Duration'].map((name) =>
            element(
              'th',
              { scope: 'col', 'data-qa-id': `interaction-list-column-${name.toLowerCase()}` },
              name,
            ),
          ),
        ),
      ),
      element('tbody', {}, ...active.map(row)),
    ),
  );
}

function row(interaction) {
  const agents = liveAgents(interaction);
  return element(
    'tr',
    { class: `dt-row action-row entity-id-${interaction.id}` },
    element(
      'td',
      { class: 'cell-name' },
      element('a', { href: `${LIST}/${interaction.id}/admin` }, interaction.customer),
    ),
    element('td', {}, mediumName(interaction.medium)),
    element('td', {}, interaction.queue),
    element('td', {}, agents.length > 0 ? agents.map(({ name }) => name).join(', ') : 'Waiting'),
    element('td', {}, time(interaction.startTime)),
    element('td', {}, duration(interaction.startTime, interaction.endTime)),
  );
}

function detailView(desktop, id, tab) {
  shown = desktop.interactions.find((interaction) => interaction.id === id.toLowerCase()) ?? null;
  const tabs = ['admin', 'details', 'timeline'].map((name) =>
    element(
      'a',
      { href: `${LIST}/${id}/${name}`, 'aria-current': name === tab ? 'page' : null },
      { admin: 'Summary', details: 'Details', timeline: 'Timeline' }[name],
    ),
  );
  return element(
    'section',
    { class: 'detail' },
    element('a', { class: 'back', href: LIST }, '‹ Interactions'),
    element('nav', { class: 'tabs', 'aria-label': 'Interaction' }, ...tabs),
    shown ? interactionView(shown, tab) : element('p', { class: 'empty' }, 'Interaction not found.'),
  );
}

/** The screen of interactions; supervisors see the whole floor here. */
function workspaceView(desktop, id) {
  const own = desktop.interactions.filter(({ active }) => active);
  const mine = own.filter((interaction) =>
    liveAgents(interaction).some(({ userId }) => userId === desktop.user.id),
  );
  const listed = mine.length > 0 ? mine : own;
  const selected = listed.find((interaction) => interaction.id === id) ?? listed[0];
  const frameQuery = location.search;
  return element(
    'section',
    { class: 'workspace left-chat-rail' },
    element(
      'div',
      { class: 'interactions', role: 'list', 'aria-label': 'Interactions' },
      ...listed.map((interaction) =>
        element(
          'div',
          {
            role: 'listitem',
            class: `interaction-group${interaction === selected ? ' is-selected' : ''}`,
            'data-qa-id': 'interaction-group-list-item',
          },
          element(
            'a',
            { href: `#/interactions/${interaction.id}` },
            element('strong', {}, interaction.customer),
            element('span', {}, `${mediumName(interaction.medium)} · ${interaction.queue}`),
          ),
        ),
      ),
    ),
    selected
      ? element('iframe', {
          title: 'Analytics UI',
          src: `/analytics-ui/interactions/${selected.id}${frameQuery}`,
        })
      : element('p', { class: 'empty' }, 'No interactions.'),
  );
}

function view(desktop) {
  shown = null;
  const detail = DETAIL.exec(location.hash);
  if (detail) return detailView(desktop, detail[1], detail[2] ?? 'admin');
  const workspace = WORKSPACE.exec(location.hash);
  return workspace ? workspaceView(desktop, workspace[1]) : listView(desktop);
}

/** Renders the whole desktop again. A later call cancels an earlier one that is still waiting. */
async function render() {
  generation += 1;
  const mine = generation;
  main.replaceChildren(element('p', { class: 'loading' }, 'Loading…'));
  await new Promise((resolve) => setTimeout(resolve, renderDelayMs()));
  const desktop = await loadDesktop();
  if (mine !== generation) return;
  main.replaceChildren(view(desktop));
  app.replaceChildren(topBar(desktop), element('div', { class: 'body' }, navigation(), main));
}

if (location.hash === '') history.replaceState(null, '', LIST);
app.replaceChildren(main);
addEventListener('hashchange', () => void render());
if (isBusy()) startBusyMode(app, () => shown);
void render();
