/**
 * Returns a time, in milliseconds since the epoch, after this computer's clock was set by so many
 * milliseconds. An unknown time stays unknown.
 */
export const movedTime = (time: number | null, ms: number): number | null => time && time + ms;
