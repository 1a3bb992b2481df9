import { fail } from '../errors/failure';

/**
 * Encodes an id as one segment of a path. An id comes from an answer or a message and may be
 * anything: `..` leads to another call even when encoded (URL standard, double-dot segments), so it
 * is refused as `unexpected-response`.
 */
export function segment(id: string): string {
  if (id === '' || id === '.' || id === '..') throw fail('unexpected-response', { fieldPath: 'id' });
  return encodeURIComponent(id);
}
