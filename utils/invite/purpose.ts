/** What a session can be for. Anything else is said in the supervisor's own words. */
export const PURPOSES = ['coaching', 'assistance', 'complaint', 'compliance', 'training'] as const;

/** One of {@link PURPOSES}; a purpose that is none of them is free text. */
export type ListedPurpose = (typeof PURPOSES)[number];

/** Longest purpose in the supervisor's own words, in characters. */
export const LONGEST_PURPOSE = 120;

/** Whether a purpose is one that has a name in every language. */
export function isListedPurpose(purpose: string): purpose is ListedPurpose {
  return PURPOSES.some((each) => each === purpose);
}

/** Drawn as nothing, although they are letters; two of them are no ignorable characters. */
const VISIBLE = /(?![\p{Default_Ignorable_Code_Point}\u{13441}\u{13442}])[\p{L}\p{N}]/u;

/** Whether a text says anything: it has at least one letter or digit that can be seen. */
export function saysSomething(text: string): boolean {
  return VISIBLE.test(text);
}
