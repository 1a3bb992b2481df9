import { vi } from 'vitest';
import { find, perform } from './page';

/** Height of a row at the usual font size. */
export const ROW = 48;

/** Gives the list the height of eight rows, as a browser would. */
export function layOut(): void {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(8 * ROW);
}

export const pass = (milliseconds: number) => perform(() => vi.advanceTimersByTimeAsync(milliseconds));

/** The rows that are drawn, in order of the list. */
export const drawnRows = () => [...document.querySelectorAll<HTMLElement>('[role=option]')];
export const drawnIds = () => drawnRows().map(({ dataset }) => dataset.id);

export const rowOf = (id: string) => find(`[data-id="${id}"]`);
export const selectedId = () => find('[role=option][aria-selected=true]').dataset.id;
export const box = () => find<HTMLInputElement>('[role=combobox]');
export const scroller = () => find('.list-area');

/** Where a row is on screen: its place in the list less how far that is scrolled. */
export function onScreen(id: string): number {
  const moved = /translateY\((-?\d+)px\)/.exec(rowOf(id).style.transform)?.[1];
  return Number(moved) - scroller().scrollTop;
}

export function scrollTo(top: number): Promise<void> {
  return perform(() => {
    scroller().scrollTop = top;
    scroller().dispatchEvent(new Event('scroll'));
  });
}

export const point = (type: string, target: Element, at: { x?: number; y?: number; detail?: number } = {}) =>
  perform(() =>
    target.dispatchEvent(
      new MouseEvent(type, {
        bubbles: true,
        clientX: at.x ?? 0,
        clientY: at.y ?? 0,
        detail: at.detail ?? 1,
      }),
    ),
  );

/** Chooses in a select by the text of the option. */
export function choose(label: string, option: string): Promise<void> {
  return perform(() => {
    const select = selectOf(label);
    const found = [...select.options].find(({ textContent }) => textContent === option);
    if (!found) throw new Error(`No option “${option}” among: ${optionsIn(label).join(', ')}`);
    select.value = found.value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

const optionsIn = (label: string) => [...selectOf(label).options].map(({ textContent }) => textContent);

const selectOf = (label: string) => find<HTMLSelectElement>(`select[aria-label="${label}"]`);

const filterNamed = (label: string) => {
  const found = [...document.querySelectorAll('.filter')].find(
    (filter) => filter.querySelector('.filter-name .grow')?.textContent === label,
  );
  if (!found) throw new Error(`No filter “${label}”`);
  return found;
};

/** The values of a filter in the open panel, each with its count. */
export const valuesIn = (label: string) =>
  [...filterNamed(label).querySelectorAll('.filter-value')].map(
    (value) =>
      `${value.querySelector('.grow')?.textContent} (${value.querySelector('.filter-count')?.textContent})`,
  );

/** Chooses a value of a filter in the open panel, or no longer. */
export function chooseValue(label: string, name: string): Promise<void> {
  const value = [...filterNamed(label).querySelectorAll('.filter-value')].find(
    (each) => each.querySelector('.grow')?.textContent === name,
  );
  const input = value?.querySelector('input');
  if (!input) throw new Error(`No “${name}” among: ${valuesIn(label).join(', ')}`);
  return perform(() => input.click());
}

/** The headings of the list, each with its count. */
export const headings = () =>
  [...document.querySelectorAll('.list-heading')].map(({ textContent }) => textContent);

/** The segment of the scope control with this text. */
export function segment(name: string): HTMLInputElement {
  const label = [...document.querySelectorAll('.scope label')].find(
    ({ textContent }) => textContent === name,
  );
  const input = label?.querySelector('input');
  if (!input) throw new Error(`No segment “${name}”`);
  return input;
}
