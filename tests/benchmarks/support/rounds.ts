/** Whether figures are wanted soon: fewer rounds, and only what takes minutes at most. */
const QUICK = process.env.BENCH === 'quick';

/** How many rounds a figure takes. */
export const rounds = (whole: number, quick: number): number => (QUICK ? quick : whole);
