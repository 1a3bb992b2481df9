import { render } from 'preact';
import { applyLanguage } from '@/utils/i18n/messages';
import type { GalleryRoom, GalleryState, Step } from './state';

/** Each room is loaded alone: the styles of one page must not reach another. */
const ROOMS: Record<string, () => Promise<GalleryRoom>> = {
  button: async () => (await import('./rooms/button')).room,
  confirm: async () => (await import('./rooms/confirm')).room,
  failures: async () => (await import('./rooms/failures')).room,
  history: async () => (await import('./rooms/history')).room,
  panel: async () => (await import('./rooms/panel')).room,
  popup: async () => (await import('./rooms/popup')).room,
  practice: async () => (await import('./rooms/practice')).room,
  screens: async () => (await import('./rooms/screens')).room,
  settings: async () => (await import('./rooms/settings')).room,
  welcome: async () => (await import('./rooms/welcome')).room,
};

/** Milliseconds in which an element of a step must appear. */
const PATIENCE_MS = 5_000;

const root = document.getElementById('root') as HTMLElement;
const page = document.documentElement;
const asked = new URLSearchParams(location.search);

applyLanguage(page);
const dir = asked.get('dir');
if (dir !== null) page.dir = dir;

try {
  const [roomName = '', stateName = ''] = asked.get('state')?.split('/') ?? [];
  const room = await ROOMS[roomName]?.();
  const state = room?.states.find(({ name }) => name === stateName);
  if (state) await show(state);
  else await showContents();
  page.dataset.gallery = 'drawn';
} catch (error) {
  page.dataset.gallery = String(error);
}

async function show(state: GalleryState): Promise<void> {
  render(state.draw(), root);
  await settled();
  for (const step of state.steps ?? []) {
    await perform(step);
    await settled();
  }
  await document.fonts.ready;
}

/** Effects have run, promises of the fixtures are answered, and all of it is on the screen. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((done) => setTimeout(done, 20));
    await new Promise(requestAnimationFrame);
  }
}

async function perform(step: Step): Promise<void> {
  if ('click' in step) return (await find<HTMLElement>(step.click)).click();
  if ('into' in step) {
    const field = await find<HTMLInputElement>(step.into);
    field.focus();
    field.value = step.type;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return;
  }
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key: step.key, bubbles: true, cancelable: true }),
  );
}

async function find<E extends Element>(selector: string): Promise<E> {
  // Not `Date`: whoever photographs this page has stopped it.
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await settled()) {
    const element = document.querySelector<E>(selector);
    if (element) return element;
  }
  throw new Error(`Nothing matches ${selector}.`);
}

/** A page with a link for each state; `photograph.ts` reads from it what there is. */
async function showContents(): Promise<void> {
  const rooms = await Promise.all(
    Object.entries(ROOMS).map(async ([name, load]) => ({ name, ...(await load()) })),
  );
  render(
    <main>
      {rooms.map(({ name, size, wholePage = false, states }) => (
        <section key={name}>
          <h2>{name}</h2>
          <ul>
            {states.map((state) => (
              <li key={state.name}>
                <a
                  href={`?state=${name}/${state.name}`}
                  data-state={`${name}/${state.name}`}
                  data-size={JSON.stringify(state.size ?? size)}
                  data-whole-page={String(wholePage)}
                >
                  {state.name}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </main>,
    root,
  );
}
