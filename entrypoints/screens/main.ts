import { beginScreens } from '@/utils/pages/begin-screens';

/** The views do not wait longer than this for the client, in milliseconds. */
const VIEWS_WITHIN_MS = 400;

const { viewer, linkSettled } = beginScreens();
const late = new Promise((resolve) => setTimeout(resolve, VIEWS_WITHIN_MS));
// The client first: it must run before anything can connect, and the views would take its time.
void Promise.race([linkSettled, late])
  .then(() => import('./show-screens'))
  .then(({ showScreens }) => showScreens(viewer));
