/** The listed purposes of a session. Others are written in the supervisor's own words. */
export const PURPOSES = ['coaching', 'assistance', 'complaint', 'compliance', 'training'] as const;

/** One of {@link PURPOSES}; any other purpose is free text. */
export type ListedPurpose = (typeof PURPOSES)[number];

/** Longest purpose in the supervisor's own words, in characters. */
export const MAX_PURPOSE_LENGTH = 120;

/** Whether a purpose is listed, and so has a name in every language. */
export function isListedPurpose(purpose: string): purpose is ListedPurpose {
  return PURPOSES.some((each) => each === purpose);
}

/** Excludes letters that are invisible; two of them are not ignorable characters. */
const VISIBLE = /(?![\p{Default_Ignorable_Code_Point}\u{13441}\u{13442}])[\p{L}\p{N}]/u;

/** Whether a text says something: it has at least one visible letter or digit. */
export function hasContent(text: string): boolean {
  return VISIBLE.test(text);
}
