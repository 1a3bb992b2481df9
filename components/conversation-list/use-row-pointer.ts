import { useRef } from 'preact/hooks';

/** How far the pointer may move while pressed and still mean the same row, in CSS pixels. */
const STILL = 6;

type Part = 'row' | 'start' | 'menu' | 'others';
type Hit = { id: string; part: Part };

/**
 * Handles the pointer for all rows of a list. Rows may move between press and release: the row that
 * was visible when the button went down counts, and a double-click needs the same row twice.
 */
export function useRowPointer({
  onSelect,
  onStart,
  onMenu,
  onOthers,
  onAim,
}: {
  onSelect: (id: string) => void;
  onStart: (id: string) => void;
  /** The row's menu is wanted: by its button, or by the secondary button of the pointer. */
  onMenu: (id: string) => void;
  /** The agent's other conversations are wanted. */
  onOthers: (id: string) => void;
  /** The pointer is on a row's button. */
  onAim: (id: string) => void;
}) {
  const pressed = useRef<(Hit & { x: number; y: number }) | null>(null);
  const clicked = useRef<{ first: Hit | null; last: Hit | null }>({ first: null, last: null });
  const hoveredId = useRef<string | null>(null);

  /**
   * Returns the row that a click means. A click without a press comes from assistive technology and
   * means the row it hits.
   */
  function meant(event: MouseEvent): Hit | null {
    const press = pressed.current;
    if (!press || event.detail === 0) return hitOf(event);
    const still = Math.hypot(event.clientX - press.x, event.clientY - press.y) <= STILL;
    const here = hitOf(event);
    return still || here?.id === press.id ? press : null;
  }

  return {
    hoveredId,
    handlers: {
      onPointerDown(event: PointerEvent) {
        const hit = hitOf(event);
        pressed.current = hit && { ...hit, x: event.clientX, y: event.clientY };
      },
      onClick(event: MouseEvent) {
        const hit = meant(event);
        pressed.current = null;
        clicked.current = { first: event.detail < 2 ? hit : clicked.current.first, last: hit };
        if (!hit) return;
        onSelect(hit.id);
        if (hit.part === 'start') onStart(hit.id);
        if (hit.part === 'menu') onMenu(hit.id);
        if (hit.part === 'others') onOthers(hit.id);
      },
      onContextMenu(event: MouseEvent) {
        const hit = hitOf(event);
        if (!hit) return;
        event.preventDefault();
        onSelect(hit.id);
        onMenu(hit.id);
      },
      onDblClick() {
        const { first, last } = clicked.current;
        if (first?.part === 'row' && last?.part === 'row' && first.id === last.id) onStart(last.id);
      },
      onPointerOver(event: PointerEvent) {
        const hit = hitOf(event);
        hoveredId.current = hit?.id ?? null;
        if (hit?.part === 'start') onAim(hit.id);
      },
      onPointerLeave() {
        hoveredId.current = null;
      },
    },
  };
}

/** Returns the row of an event, and which part of it was hit. */
function hitOf({ target }: Event): Hit | null {
  if (!(target instanceof Element)) return null;
  const id = target.closest<HTMLElement>('[data-id]')?.dataset.id;
  if (id === undefined) return null;
  if (target.closest('.row-start')) return { id, part: 'start' };
  if (target.closest('.row-others')) return { id, part: 'others' };
  return { id, part: target.closest('.row-menu') ? 'menu' : 'row' };
}
