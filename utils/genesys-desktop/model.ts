import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';

/** The largest distance that is stored, in CSS pixels: that of a very large screen. */
const MAX_DISTANCE_PX = 20_000;

const distance = lazySchema(() => z.int().check(z.minimum(0), z.maximum(MAX_DISTANCE_PX)));

/**
 * Where the button floats: its distance from the nearest edges of the window, in CSS pixels, so
 * that it stays in its corner when the window changes.
 */
export const floatingPlaceSchema = lazySchema(() =>
  z.object({ x: distance, y: distance, fromRight: z.boolean(), fromBottom: z.boolean() }),
);

export type FloatingPlace = z.output<typeof floatingPlaceSchema>;

/** What is known about the button on the screens of the desktop, by their names. */
export const buttonPlacesSchema = lazySchema(() =>
  z.object({
    /** Where the supervisor has moved it; the latest last. */
    moved: z.record(z.string(), floatingPlaceSchema),
    /** Screens without a place for it, and when that was found, in milliseconds since the epoch. */
    unanchored: z._default(z.record(z.string(), z.number()), {}),
  }),
);

export type ButtonPlaces = z.output<typeof buttonPlacesSchema>;
