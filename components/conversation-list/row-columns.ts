import type { ComponentType } from 'preact';
import type { Sort } from '@/utils/floor/list-view';
import type { FloorRow } from '@/utils/floor/model';
import type { AttentionSettings } from '@/utils/settings/settings';

/** Facts that a wide list shows in columns of their own. */
export type RowColumns = {
  /** The names of the columns, above the list. */
  Heads: ComponentType<{ sort: Sort; onSort: (sort: Sort) => void }>;
  /** What a row has in them. */
  Cells: ComponentType<{ row: FloorRow; words: readonly string[]; limits: AttentionSettings }>;
};
