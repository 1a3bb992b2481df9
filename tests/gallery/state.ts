import type { ComponentChild } from 'preact';

/** One state of a view, as the gallery draws and photographs it. */
export type GalleryState = {
  /** Unique within its room; a part of the picture's file name. */
  name: string;
  draw: () => ComponentChild;
  /**
   * What a user does next, in order. Each names an element by CSS selector: texts differ between
   * languages.
   */
  steps?: readonly Step[];
  /** Size of the window, if it is not the room's. */
  size?: Size;
};

export type Step = { click: string } | { type: string; into: string } | { key: string };

/** In CSS pixels. */
export type Size = { width: number; height: number };

/** The states of one page, or of one part that appears on several. */
export type GalleryRoom = {
  /** Size of the window. */
  size: Size;
  /** Whether to photograph all of a page, not only what is on the screen. */
  wholePage?: boolean;
  states: readonly GalleryState[];
};
