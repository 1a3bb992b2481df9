import type { Grant } from '@/utils/genesys-cloud/grants';
import { t } from '@/utils/i18n/messages';

/** Grants that belong together, under a heading that says who needs them. */
export type GuideGroup = { title: string; grants: readonly { name: string; about: string }[] };

const HEADINGS: {
  key: 'required' | 'sessions' | 'screen' | 'platform' | 'optional';
  takes: (grant: Grant) => boolean;
}[] = [
  { key: 'required', takes: ({ service, optional }) => !service && !optional },
  { key: 'sessions', takes: ({ service }) => service === 'sessions' },
  {
    key: 'screen',
    // What others can do without is listed here too: it is required.
    takes: ({ service, screenNeedsItTo }) => service === 'screen' || screenNeedsItTo !== undefined,
  },
  { key: 'platform', takes: ({ service }) => service === 'platform' },
  { key: 'optional', takes: ({ service, optional }) => !service && optional === true },
];

/** Returns grants under their headings, most important first; omits empty headings. */
export function groupsOf(grants: readonly Grant[]): GuideGroup[] {
  return HEADINGS.map(({ key, takes }) => ({
    title: t(`settings_guide_${key}`),
    grants: grants.filter(takes).map(({ name, ...grant }) => ({ name, about: aboutOf(grant) })),
  })).filter((group) => group.grants.length > 0);
}

/** No heading says that a service can do without one of its own grants. */
function aboutOf({ about, service, optional }: Omit<Grant, 'name'>): string {
  const text = t(about);
  return service && optional ? t('settings_guide_grant_optional', { about: text }) : text;
}
