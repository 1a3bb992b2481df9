import { grantName, readGrant } from '@/utils/errors/denied-grant';
import type { FloorHead, FloorSource } from '@/utils/floor/model';
import { formatList, language, t } from '@/utils/i18n/messages';

type LeftOut = FloorHead['leftOut'];

/** Sources by name: “Queues and search results”. */
export function namesOfSources(sources: readonly FloorSource[]): string {
  const names: Record<FloorSource, string> = {
    own: t('list_source_own'),
    agents: t('list_source_agents'),
    queues: t('list_source_queues'),
    search: t('list_source_search'),
  };
  const all = formatList(
    sources.map((source) => names[source]),
    'conjunction',
  );
  return all.charAt(0).toLocaleUpperCase(language()) + all.slice(1);
}

/** The omitted sources, by name. */
export function namesOfLeftOut(leftOut: LeftOut): string {
  return namesOfSources(leftOut.map(({ source }) => source));
}

/** Returns one sentence per reason: the sources that are omitted because of it. */
export function sentencesOfLeftOut(leftOut: LeftOut): string[] {
  return [...Map.groupBy(leftOut, reasonOf)].map(([reason, sources]) =>
    t('list_hidden_because', { names: namesOfLeftOut(sources), reason }),
  );
}

/** Returns a message that asks an administrator for what is missing; `null` if nobody can help. */
export function requestFor(leftOut: LeftOut): string | null {
  const missing = leftOut.filter(({ why }) => why === undefined);
  if (missing.length === 0) return null;
  return [t('list_request_intro'), ...sentencesOfLeftOut(missing).map((line) => `- ${line}`)].join('\n');
}

function reasonOf({ missing, why }: LeftOut[number]): string {
  if (why === 'no-person') return t('list_hidden_no_person');
  if (why === 'absent') return t('list_hidden_absent');
  if (missing === null) return t('list_hidden_no_access');
  const grant = readGrant(missing);
  if (grant.kind === 'network') return t('list_hidden_not_allowed');
  // Usually a phrase, sometimes only a name.
  const what =
    grant.kind === 'other' && !/^(?:the|an?) /i.test(missing)
      ? t('grant_permission', { permission: missing })
      : grantName(grant);
  return t('list_hidden_missing', { what });
}
