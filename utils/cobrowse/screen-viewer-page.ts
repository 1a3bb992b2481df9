import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';
import { VIEWER_STATES } from './screen-viewer';

/** The open page that shows agents' screens, as the background knows it. */
export const viewerPageSchema = lazySchema(() =>
  z.object({
    /** Made by the page when it loads; `null` while the page has not reported yet. */
    page: z.nullable(z.string()),
    tabId: z.nullable(z.number()),
    state: z.enum(VIEWER_STATES),
  }),
);

export type ViewerPage = z.output<typeof viewerPageSchema>;
