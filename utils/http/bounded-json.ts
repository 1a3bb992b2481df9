/** Deeper than any body of the platform; walking a deeper one could exhaust the stack. */
const DEEPEST = 100;
/**
 * More values (fields, entries, lists, objects) than any body of the platform has: each takes far
 * more memory than its characters.
 */
const MAX_VALUES = 500_000;

/**
 * Whether a JSON text can be parsed and walked safely: nested at most 100 deep, with at most half a
 * million values. One pass over the text without allocations. Invalid JSON may pass: the parser
 * refuses it.
 */
export function isSensibleJson(text: string, most = { depth: DEEPEST, values: MAX_VALUES }): boolean {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = endOfString(text, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        values += 1;
        if (depth > most.depth || values > most.values) return false;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        break;
      case 0x2c: // ,
        values += 1;
        if (values > most.values) return false;
        break;
    }
  }
  return true;
}

/** Returns the index of the quote that ends the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes += 1;
    // A quote after an odd number of backslashes is part of the string.
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}
