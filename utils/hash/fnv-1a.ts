/**
 * Hashes a text's characters to 32 bits unsigned: distributes any texts evenly, but is not secure.
 * Source: FNV-1a.
 */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
