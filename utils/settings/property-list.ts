/** A value of a property list, as far as policies need it. */
export type PropertyValue =
  | string
  | number
  | boolean
  | readonly PropertyValue[]
  | { readonly [key: string]: PropertyValue | undefined };

/**
 * Writes a property list of macOS as XML. Numbers are whole. Leaves out keys without a value, and
 * characters that XML cannot contain. Source: http://www.apple.com/DTDs/PropertyList-1.0.dtd
 */
export function writePropertyList(value: PropertyValue): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
${element(value, '')}
</plist>
`;
}

function element(value: PropertyValue, indent: string): string {
  if (typeof value === 'string') return `${indent}<string>${escaped(value)}</string>`;
  if (typeof value === 'number') return `${indent}<integer>${Math.trunc(value)}</integer>`;
  if (typeof value === 'boolean') return `${indent}<${value}/>`;
  const inner = `${indent}\t`;
  const [tag, lines] = isList(value)
    ? ['array', value.map((item) => element(item, inner))]
    : ['dict', Object.entries(value).flatMap(([key, item]) => entry(key, item, inner))];
  return lines.length === 0
    ? `${indent}<${tag}/>`
    : [`${indent}<${tag}>`, ...lines, `${indent}</${tag}>`].join('\n');
}

function entry(key: string, value: PropertyValue | undefined, indent: string): string[] {
  return value === undefined ? [] : [`${indent}<key>${escaped(key)}</key>`, element(value, indent)];
}

/** `Array.isArray` does not recognize read-only arrays. */
const isList = (value: PropertyValue): value is readonly PropertyValue[] => Array.isArray(value);

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // A parser reads a plain one as a line feed.
  '\r': '&#13;',
};

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>\r]/g, (sign) => ESCAPES[sign] ?? '');
}
