/** Whether the quick mode is on: fewer rounds, and only benchmarks that take minutes at most. */
const QUICK = process.env.BENCH === 'quick';

/** The number of rounds per figure. */
export const rounds = (whole: number, quick: number): number => (QUICK ? quick : whole);
