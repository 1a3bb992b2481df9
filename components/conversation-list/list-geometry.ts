import type { SectionKey, ShownSection } from '@/utils/floor/list-view';
import type { Appearance } from '@/utils/settings/appearance';
import type { ListRows } from './list-rows';

/** Above the first and below the last row of a list without headings, in CSS pixels. */
const LIST_PADDING = 4;

/** Heights in CSS pixels. */
export type RowHeights = { row: number; heading: number };

/** Where rows and headings stand in a list, in CSS pixels from its top. */
export type Geometry = {
  rowHeight: number;
  padding: number;
  /** Height of the whole list; 0 if it is empty. */
  height: number;
  headings: readonly {
    key: SectionKey;
    count: number;
    isCollapsed: boolean;
    top: number;
    /** Height of the section with its heading. */
    height: number;
  }[];
  topOf(index: number): number;
  /** Height of a row with the headings right above it. */
  sizeOf(index: number): number;
  /** The row at a height; between rows, the next. */
  indexAt(top: number): number;
};

/**
 * Heights of rows and headings: 48 (or 32, if the user wants more rows) and 24 CSS pixels at the
 * usual font size, larger in proportion if the user wants larger text.
 */
export function rowHeightsFor(density: Appearance['density']): RowHeights {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return { row: Math.round(size * (density === 'compact' ? 2 : 3)), heading: Math.round(size * 1.5) };
}

/** Returns the geometry of a list. */
export function geometryOf({ total, sections }: ListRows, heights: RowHeights): Geometry {
  const { row, heading } = heights;
  const padding = sections.length > 0 ? 0 : LIST_PADDING;
  const starts = startsOf(sections);
  /** How many headings stand above a row. */
  const headingsAbove = (index: number) => starts.filter((start) => start <= index).length;
  const topOf = (index: number) => padding + index * row + headingsAbove(index) * heading;
  return {
    rowHeight: row,
    padding,
    height: total === 0 && sections.length === 0 ? 0 : total * row + sections.length * heading + 2 * padding,
    headings: sections.map(({ key, count, shown }, at) => ({
      key,
      count,
      isCollapsed: shown < count,
      top: padding + (starts[at] ?? 0) * row + at * heading,
      height: heading + shown * row,
    })),
    topOf,
    sizeOf: (index) => row + starts.filter((start) => start === index).length * heading,
    indexAt(top) {
      // The last heading above decides by how much rows are moved down.
      for (let above = sections.length; above >= 0; above -= 1) {
        const index = Math.floor((top - padding - above * heading) / row);
        const first = above === 0 ? 0 : (starts[above - 1] ?? 0);
        if (index >= first) return index;
        if (above > 0 && top >= padding + first * row + (above - 1) * heading) return first;
      }
      return 0;
    },
  };
}

/** Position of the first row of each section. */
function startsOf(sections: readonly ShownSection[]): number[] {
  let start = 0;
  return sections.map(({ shown }) => {
    const mine = start;
    start += shown;
    return mine;
  });
}
