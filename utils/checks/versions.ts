/** What runs, as far as support has to know. */
export type Versions = { extension: string; browser: string; system: string };

/** Name and major version of the browser; the rest of its own description is left out. */
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
