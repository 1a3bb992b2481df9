import type { MediaSession } from './link';
import type { Quality, Screen } from './model';
import { judge, type QualitySample, readSample } from './quality';

/** How often to look for a first frame, and then at the quality, in milliseconds. */
const BEFORE_PICTURE_MS = 400;
const WITH_PICTURE_MS = 2000;
/** An agent has at most four screens. */
const MOST_SCREENS = 4;

/** The media of one session while it lasts. */
export type FollowedMedia = {
  /**
   * The tracks that may show a screen. One without a size has no picture yet: an offer may reserve
   * places for screens that the agent does not have.
   */
  screens(): Screen[];
  quality(): Record<string, Quality>;
  /** The view has drawn a frame; it learns that before the statistics do. */
  notePicture(screenId: string, size: { width: number; height: number }): void;
  stop(): void;
};

/** Follows the tracks, the connection and the statistics of a media session. */
export function followMedia(
  session: MediaSession,
  on: {
    /** The screens or their quality have changed. */
    change(): void;
    /** There is a picture, for the first time or again. */
    picture(): void;
    interrupted(): void;
    ended(): void;
  },
): FollowedMedia {
  type Followed = { track: MediaStreamTrack; screen: Screen; sample: QualitySample | null };
  const followed: Followed[] = [];
  const qualities = new Map<string, Quality>();
  const { connection } = session;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isThere = ({ track }: Followed) => track.readyState === 'live' && !track.muted;
  const there = () => followed.filter(isThere).slice(0, MOST_SCREENS);
  const hasPicture = () => there().some(({ screen }) => screen.size !== null);

  function follow(track: MediaStreamTrack) {
    if (followed.some((one) => one.track === track)) return;
    const screen = { id: track.id, stream: new MediaStream([track]), size: null };
    followed.push({ track, screen, sample: null });
    const changed = () => {
      if (!stopped) on.change();
    };
    // A screen that is removed mutes its track; the track itself may be used again.
    track.addEventListener('mute', () => {
      forget(track);
      changed();
    });
    track.addEventListener('unmute', changed);
    track.addEventListener('ended', changed);
    changed();
  }

  /** What was known about the picture is over. */
  function forget(track: MediaStreamTrack) {
    const one = followed.find((each) => each.track === track);
    if (!one) return;
    one.screen = { ...one.screen, size: null };
    one.sample = null;
    qualities.delete(one.screen.id);
  }

  function noteSize(one: Followed, size: { width: number; height: number }) {
    const known = one.screen.size;
    if (known?.width === size.width && known.height === size.height) return;
    const isFirst = !hasPicture();
    one.screen = { ...one.screen, size };
    if (isFirst) on.picture();
    on.change();
  }

  async function measure() {
    for (const one of there()) {
      const report = await connection.getStats(one.track).catch(() => null);
      if (stopped) return;
      const sample = report && readSample(report);
      if (!sample || !isThere(one)) continue;
      if (one.sample && one.screen.size) qualities.set(one.screen.id, judge(one.sample, sample));
      one.sample = sample;
      const { width, height, framesDecoded } = sample;
      if (framesDecoded > 0 && width && height) noteSize(one, { width, height });
    }
    on.change();
  }

  function measureLater() {
    if (stopped) return;
    timer = setTimeout(
      () => void measure().then(measureLater),
      hasPicture() ? WITH_PICTURE_MS : BEFORE_PICTURE_MS,
    );
  }

  function noteConnection() {
    if (stopped) return;
    const { connectionState } = connection;
    if (connectionState === 'disconnected') on.interrupted();
    if (connectionState === 'connected' && hasPicture()) on.picture();
  }

  connection.addEventListener('connectionstatechange', noteConnection);
  session.onTrack((track) => {
    if (!stopped) follow(track);
  });
  session.onEnded(() => {
    if (!stopped) on.ended();
  });
  for (const track of session.tracks()) follow(track);
  measureLater();

  return {
    screens: () => there().map(({ screen }) => screen),
    quality: () => Object.fromEntries(qualities),
    notePicture(screenId, size) {
      const one = there().find(({ screen }) => screen.id === screenId);
      if (one) noteSize(one, size);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      connection.removeEventListener('connectionstatechange', noteConnection);
    },
  };
}
