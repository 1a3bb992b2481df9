/** What the release is checked against. */
export type VersionFacts = {
  /** Of package.json, from where the build takes it into the manifest. */
  version: string;
  /** The tag that is released; `undefined` if this only tries out a release. */
  tag: string | undefined;
  /** Content of CHANGELOG.md. */
  changelog: string;
};

/** What stores take: three numbers, without a label behind them. */
const STORE_VERSION = /^\d{1,5}\.\d{1,5}\.\d{1,5}$/;

/**
 * Finds what makes a version unfit for a release: tag, package.json and CHANGELOG.md must agree.
 * @returns sentences; none if it can be released
 */
export function versionProblems({ version, tag, changelog }: VersionFacts): string[] {
  const problems: string[] = [];
  if (!STORE_VERSION.test(version)) problems.push(`Stores do not take the version ${version}.`);
  if (!notesOf(changelog, version)) problems.push(`CHANGELOG.md says nothing of version ${version}.`);
  if (tag !== undefined) {
    if (tag !== `v${version}`) problems.push(`The tag is ${tag}, but package.json has version ${version}.`);
    if (notesOf(changelog, 'Unreleased'))
      problems.push('CHANGELOG.md has changes under Unreleased: move them under the version.');
  }
  return problems;
}

/**
 * The part of a changelog about one version, without its heading; an empty text if there is none.
 * Headings are written as in https://keepachangelog.com, with or without brackets and date.
 */
export function notesOf(changelog: string, version: string): string {
  const [, ...sections] = `\n${changelog}`.split(/\n## /);
  const section = sections.find((one) => (one.split(/[\s\]]/, 1)[0] ?? '').replace('[', '') === version);
  return section?.split('\n').slice(1).join('\n').trim() ?? '';
}
