/** The framed part of the agent workspace: one interaction, rendered after a delay. */
import {
  element,
  interactionView,
  isBusy,
  loadDesktop,
  renderDelayMs,
  startBusyMode,
} from './interaction-view.js';

const root = document.querySelector('#frame');
let shown = null;

async function render() {
  root.replaceChildren(element('p', { class: 'loading' }, 'Loading…'));
  await new Promise((resolve) => setTimeout(resolve, renderDelayMs()));
  const { interactions } = await loadDesktop();
  shown = interactions.find(({ id }) => id === root.dataset.conversationId) ?? null;
  root.replaceChildren(
    shown
      ? interactionView(shown)
      : element('p', { class: 'empty' }, 'This interaction does not exist any more.'),
  );
}

if (isBusy()) startBusyMode(root, () => shown);
void render();
