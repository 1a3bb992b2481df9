import type { Grant } from '@/utils/genesys-cloud/grants';

/** Grants that belong together, under a heading that says who needs them. */
export type GuideGroup = { title: string; grants: readonly Grant[] };

const HEADINGS: { title: string; takes: (grant: Grant) => boolean }[] = [
  { title: 'Required', takes: ({ service, optional }) => !service && !optional },
  { title: 'With the Cobrowse Sessions API', takes: ({ service }) => service === 'sessions' },
  {
    title: 'With Live Screen Monitoring instead',
    // What others can do without is listed here too: it is required.
    takes: ({ service, screenNeedsItTo }) => service === 'screen' || screenNeedsItTo !== undefined,
  },
  {
    title: 'With Genesys Cloud co-browse instead',
    takes: ({ service }) => service === 'platform',
  },
  { title: 'Optional', takes: ({ service, optional }) => !service && optional === true },
];

/** Returns grants under their headings, most important first; omits empty headings. */
export function groupsOf(grants: readonly Grant[]): GuideGroup[] {
  return HEADINGS.map(({ title, takes }) => ({
    title,
    grants: grants.filter(takes).map(withOptional),
  })).filter((group) => group.grants.length > 0);
}

/** No heading says that a service can do without one of its own grants. */
const withOptional = (grant: Grant): Grant =>
  grant.service && grant.optional ? { ...grant, about: `${grant.about} (optional)` } : grant;
