/** A part of a route that names one thing, such as an id: it is not part of the screen's name. */
const IS_ID = /\d|.{33}/;
const MAX_PARTS = 3;

/**
 * Returns which screen of the desktop an address shows, without ids and views: of
 * `#/analytics/interactions/{id}/admin`, `analytics/interactions`. Empty if the address has no
 * route.
 */
export function desktopRoute(url: string): string {
  const hash = url.indexOf('#/');
  if (hash < 0) return '';
  const [path = ''] = url.slice(hash + 2).split(/[?#]/);
  const parts = path.split('/').filter((part) => /^[\w-]+$/.test(part));
  const id = parts.findIndex((part) => IS_ID.test(part));
  return parts.slice(0, Math.min(MAX_PARTS, id < 0 ? MAX_PARTS : id)).join('/');
}
