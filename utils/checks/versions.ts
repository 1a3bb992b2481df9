/** The versions that support needs to know. */
export type Versions = { extension: string; browser: string; system: string };

/** Returns name and major version of the browser, without the rest of its user agent. */
export function browserOf(userAgent: string): string {
  for (const [pattern, name] of [
    [/\bEdg\/(\d+)/, 'Edge'],
    [/\bFirefox\/(\d+)/, 'Firefox'],
    [/Chrome\/(\d+)/, 'Chrome'],
  ] as const) {
    const version = pattern.exec(userAgent)?.[1];
    if (version) return `${name} ${version}`;
  }
  return 'another browser';
}
