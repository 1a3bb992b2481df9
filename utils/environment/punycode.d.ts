/** The package has no types; this declares the part of it that we use. */
declare module 'punycode.js' {
  /** Decodes a label without its `xn--` (RFC 3492). Throws a `RangeError` if it is invalid. */
  export function decode(label: string): string;
}
