/** The package has no types of its own; this is the part of it that is used. */
declare module 'punycode.js' {
  const punycode: {
    /** Decodes a label without its `xn--` (RFC 3492). Throws a `RangeError` where it is none. */
    decode(label: string): string;
  };
  export default punycode;
}
