/** Builds the parts of an interaction that the desktop and its frame have in common. */

/**
 * Creates an element. `attributes` become attributes, `on…` functions become listeners; children
 * may be text or elements.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** `?render-delay-ms=` sets the rendering delay; without it, it is random, as on a slow day. */
export function renderDelayMs() {
  const chosen = new URLSearchParams(location.search).get('render-delay-ms');
  return chosen === null ? 300 + Math.random() * 500 : Number(chosen) || 0;
}

export function isBusy() {
  return new URLSearchParams(location.search).has('busy');
}

export async function loadDesktop() {
  const response = await fetch('/directory/interactions.json');
  if (!response.ok) throw new Error(`The desktop's data answered ${response.status}`);
  return response.json();
}

const MEDIUM_NAMES = {
  calls: 'Voice',
  emails: 'Email',
  chats: 'Chat',
  callbacks: 'Callback',
  webmessaging: 'Web messaging',
  whatsapp: 'WhatsApp',
  sms: 'SMS',
};

export function mediumName(medium) {
  return MEDIUM_NAMES[medium] ?? medium;
}

export function time(iso) {
  return iso === null ? '' : new Date(iso).toLocaleTimeString('en-GB');
}

export function duration(fromIso, toIso) {
  const seconds = Math.max(
    0,
    Math.round((Date.parse(toIso ?? new Date().toISOString()) - Date.parse(fromIso)) / 1000),
  );
  const two = (value) => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** The agents who take part right now. */
export function liveAgents(interaction) {
  return interaction.participants.filter(
    ({ role, userId, endTime }) => role === 'agent' && userId && endTime === null,
  );
}

/**
 * `?bar=renamed` gives the bar of controls another name, as a release of the desktop could; with
 * `?bar=none` there is none.
 */
const barKind = () => new URLSearchParams(location.search).get('bar');

/** The bar of buttons that integrations look for. */
export function controlsBar(interaction) {
  if (barKind() === 'none') return null;
  const name = barKind() === 'renamed' ? 'conversation-actions' : 'interaction-controls-primary';
  const button = (qaId, label) =>
    element(
      'button',
      { type: 'button', 'data-qa-id': qaId, disabled: interaction.active ? null : '' },
      label,
    );
  return element(
    'div',
    {
      class: `interaction-controls ${name}`,
      'data-qa-id': name,
      role: 'toolbar',
      'aria-label': 'Interaction controls',
    },
    button('interaction-control-hold', interaction.held ? 'Resume' : 'Hold'),
    button('interaction-control-transfer', 'Transfer'),
    button('interaction-control-disconnect', 'Disconnect'),
    element(
      'button',
      {
        type: 'button',
        class: 'copy-interaction-url-btn',
        'data-qa-id': 'copy-interaction-link',
        onclick: () =>
          navigator.clipboard?.writeText(
            `${location.origin}/directory/#/analytics/interactions/${interaction.id}/admin`,
          ),
      },
      'Copy link',
    ),
  );
}

export function header(interaction) {
  return element(
    'header',
    { class: 'interaction-header' },
    element(
      'h2',
      { class: 'participant-name' },
      element('span', { 'data-qa-id': 'participant-name' }, interaction.customer),
    ),
    element(
      'p',
      { class: 'interaction-meta' },
      element(
        'span',
        { class: `pill ${interaction.active ? 'pill-live' : ''}` },
        interaction.active ? 'Active' : 'Ended',
      ),
      element('span', {}, mediumName(interaction.medium)),
      element('span', {}, interaction.queue),
      element('span', {}, duration(interaction.startTime, interaction.endTime)),
      element('span', { 'data-qa-id': 'interaction-id', class: 'mono' }, interaction.id),
    ),
  );
}

export function participantsTable(interaction) {
  return element(
    'table',
    { class: 'grid' },
    element('caption', {}, 'Participants'),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...['Name', 'Role', 'State', 'Joined', 'Left'].map((name) => element('th', { scope: 'col' }, name)),
      ),
    ),
    element(
      'tbody',
      {},
      ...interaction.participants.map((participant) =>
        element(
          'tr',
          {},
          element('td', {}, participant.name),
          element('td', {}, participant.role),
          element('td', {}, participant.state),
          element('td', {}, time(participant.startTime)),
          element('td', {}, time(participant.endTime)),
        ),
      ),
    ),
  );
}

/** Everything about one interaction, as the detail view shows it. */
export function interactionView(interaction, tab = 'admin') {
  const detail = (label, value, qaId) =>
    element('div', {}, element('dt', {}, label), element('dd', { 'data-qa-id': qaId }, value));
  return element(
    'article',
    { class: 'interaction-content' },
    header(interaction),
    controlsBar(interaction),
    element(
      'div',
      { class: 'interaction-content-wrapper' },
      tab === 'timeline'
        ? timeline(interaction)
        : element(
            'section',
            { class: 'panel' },
            element('h3', {}, 'Details'),
            element(
              'dl',
              { class: 'details' },
              detail('Interaction ID', interaction.id, 'detail-value-interactionId'),
              detail('Media', mediumName(interaction.medium), 'detail-value-media'),
              detail('Queue', interaction.queue, 'detail-value-queue'),
              detail('Start', time(interaction.startTime), 'detail-value-start'),
              detail(
                'Agents',
                liveAgents(interaction)
                  .map(({ name }) => name)
                  .join(', ') || 'None',
                'detail-value-agents',
              ),
              detail('On hold', interaction.held ? 'Yes' : 'No', 'detail-value-held'),
            ),
          ),
      element('section', { class: 'panel' }, participantsTable(interaction)),
    ),
  );
}

function timeline(interaction) {
  return element(
    'section',
    { class: 'panel' },
    element('h3', {}, 'Timeline'),
    element(
      'ol',
      { class: 'timeline' },
      ...interaction.participants.map(({ name, role, startTime, endTime }) =>
        element(
          'li',
          {},
          element('time', {}, time(startTime)),
          ` ${name} (${role}), ${duration(startTime, endTime)}`,
        ),
      ),
    ),
  );
}

/** Simulates a busy desktop: constant small changes, and a controls bar that is replaced often. */
export function startBusyMode(root, currentInteraction) {
  const ticker = element('div', { class: 'busy-ticker', 'aria-hidden': 'true' });
  document.body.append(ticker);
  let tick = 0;
  setInterval(() => {
    tick += 1;
    ticker.append(element('span', { class: `tick-${tick % 5}` }, `${tick} `));
    while (ticker.childElementCount > 12) ticker.firstElementChild.remove();
    root.querySelector('.interaction-meta')?.setAttribute('data-tick', String(tick));
  }, 30);
  setInterval(() => {
    const interaction = currentInteraction();
    const bar = root.querySelector('.interaction-controls');
    if (bar && interaction) bar.replaceWith(controlsBar(interaction));
  }, 1000);
}
