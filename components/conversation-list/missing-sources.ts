import type { FloorHead, FloorSource } from '@/utils/floor/model';

type LeftOut = FloorHead['leftOut'];

const SOURCE_NAMES: Record<FloorSource, string> = {
  own: 'your own conversations',
  agents: 'conversations of agents',
  queues: 'queues',
  search: 'search results',
};

/** Sources by name: “Queues and search results”. */
export function namesOfSources(sources: readonly FloorSource[]): string {
  const names = sources.map((source) => SOURCE_NAMES[source]);
  const last = names.pop();
  const all = names.length > 0 ? `${names.join(', ')} and ${last}` : (last ?? '');
  return all.charAt(0).toUpperCase() + all.slice(1);
}

/** The omitted sources, by name. */
export function namesOfLeftOut(leftOut: LeftOut): string {
  return namesOfSources(leftOut.map(({ source }) => source));
}

/** Returns one sentence per reason: the sources that are omitted because of it. */
export function sentencesOfLeftOut(leftOut: LeftOut): string[] {
  return [...Map.groupBy(leftOut, reasonOf)].map(
    ([reason, sources]) => `${namesOfLeftOut(sources)} are hidden: ${reason}.`,
  );
}

function reasonOf({ missing, why }: LeftOut[number]): string {
  if (why === 'no-person') return 'sign-in with client ID and secret does not give access';
  if (why === 'absent') return 'Genesys Cloud does not offer them here';
  if (missing === null) return 'you do not have access';
  // The subject is usually a complete phrase: “the permission “…””, “the scope “…””, “a permission
  // in …”.
  if (/^this /i.test(missing)) return `${missing} is not allowed`;
  return /^(?:the|an?) /i.test(missing) ? `${missing} is missing` : `the permission “${missing}” is missing`;
}
