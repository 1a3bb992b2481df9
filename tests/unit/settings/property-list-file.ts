import { parse } from 'ltx';

/** A value that a property list holds. */
export type Read = string | number | boolean | Read[] | { [key: string]: Read };

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n';

/** A tag without attributes, or text that has no plain `<`, `>` or `&`. */
const TOKEN =
  /<(\/?)([a-z]+)( version="1\.0")?(\/?)>|((?:[\t\n -%'-;=?-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|&(?:amp|lt|gt|#13);)+)/uy;

/**
 * Reads a property list as macOS does, and strictly: anything that the document type does not
 * allow, or that XML cannot contain, throws.
 */
export function readPropertyList(bytes: Uint8Array): Read {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  if (!text.startsWith(HEAD)) throw new Error(`No property list: ${text.slice(0, 80)}`);
  // A second opinion on whether it is XML at all.
  parse(text.slice(HEAD.length));

  let at = HEAD.length;
  const next = () => {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (!found) throw new Error(`No property list at ${at}: ${text.slice(at, at + 40)}`);
    at += found[0].length;
    const [, end, tag, version, empty, written] = found;
    return {
      tag: tag === undefined ? null : `${end ? '/' : ''}${tag}${empty ? '/' : ''}`,
      hasVersion: version !== undefined,
      written: written ?? '',
    };
  };
  /** The next tag; between two tags is white space only. */
  const nextTag = (): string => {
    const token = next();
    if (token.tag !== null) return token.tag;
    if (token.written.trim() !== '') throw new Error(`Text between tags: ${token.written}`);
    return nextTag();
  };
  /** The text up to a closing tag. */
  const content = (closing: string): string => {
    const token = next();
    if (token.tag === closing) return '';
    if (token.tag !== null || next().tag !== closing) throw new Error(`No ${closing} at ${at}`);
    return token.written.replace(/&(amp|lt|gt|#13);/g, (_, name: string) => ENTITIES[name] ?? '');
  };
  const value = (tag: string): Read => {
    switch (tag) {
      case 'true/':
        return true;
      case 'false/':
        return false;
      case 'array/':
        return [];
      case 'dict/':
        return {};
      case 'string':
        return content('/string');
      case 'integer': {
        const digits = content('/integer');
        if (!/^-?\d+$/.test(digits)) throw new Error(`No integer: ${digits}`);
        return Number(digits);
      }
      case 'array': {
        const items: Read[] = [];
        for (let item = nextTag(); item !== '/array'; item = nextTag()) items.push(value(item));
        return items;
      }
      case 'dict': {
        const entries: [string, Read][] = [];
        for (let key = nextTag(); key !== '/dict'; key = nextTag()) {
          if (key !== 'key') throw new Error(`No key in a dict: ${key}`);
          const name = content('/key');
          if (entries.some(([other]) => other === name)) throw new Error(`Twice in a dict: ${name}`);
          entries.push([name, value(nextTag())]);
        }
        return Object.fromEntries(entries);
      }
      default:
        throw new Error(`No value of a property list: ${tag}`);
    }
  };

  const root = next();
  if (root.tag !== 'plist' || !root.hasVersion) throw new Error('The root is no plist.');
  const read = value(nextTag());
  if (nextTag() !== '/plist' || text.slice(at) !== '\n') throw new Error('Something follows the value.');
  return read;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', '#13': '\r' };

/** Returns what is at a path of keys and numbers. */
export function valueAt(read: Read, ...path: (string | number)[]): Read {
  return path.reduce((value: Read, step) => {
    const inner =
      typeof value === 'object'
        ? Object.entries(value).find(([key]) => key === String(step))?.[1]
        : undefined;
    if (inner === undefined) throw new Error(`Nothing at ${path.join(' > ')}`);
    return inner as Read;
  }, read);
}
