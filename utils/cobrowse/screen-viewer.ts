/**
 * What the page that shows agents' screens and the background agree on. The page has one streaming
 * connection for all its sessions. The platform proposes a session only to clients that are
 * connected, so the background creates one only once the page is.
 */

/** The path of the page. */
export const SCREENS_PAGE = '/screens.html';

/**
 * The state of the page's streaming connection. `lost`: it was connected and reconnects by itself.
 * `unreachable`: it has given up.
 */
export const VIEWER_STATES = ['connecting', 'connected', 'lost', 'unreachable'] as const;
export type ViewerState = (typeof VIEWER_STATES)[number];

/** Why the page itself ends a session; each is also a way a session can end. */
export const STOP_REASONS = ['no-picture', 'answered-elsewhere', 'media-ended', 'time-limit'] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** What the page needs for its streaming connection. The page keeps it in memory only. */
export type StreamingAccess = {
  /** Practice mode: there is no network, and the page draws the agent's screens itself. */
  practice: boolean;
  accessToken: string;
  /** When the token expires, in milliseconds since the epoch; `null` if unknown. */
  expiresAt: number | null;
  /** Such as `https://api.mypurecloud.com`. */
  apiUrl: string;
  /** Such as `wss://streaming.mypurecloud.com`. */
  streamingUrl: string;
};

/**
 * The name of the Web Lock that the page holds from its load to its end. The browser releases it
 * even if the page crashes or is discarded, so it tells the background whether the page lives.
 * @param page the id that the page made when it loaded
 */
export const viewerLockName = (page: string): string => `screens-page/${page}`;
