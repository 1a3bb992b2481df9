/** The package has no types of its own; this is the part of it that is used. */
declare module 'punycode.js' {
  /** Decodes a label without its `xn--` (RFC 3492). Throws a `RangeError` where it is none. */
  export function decode(label: string): string;
}
