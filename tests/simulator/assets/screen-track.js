/** Turns a canvas into a video track that also runs while nobody sees the page. */

const FRAMES_PER_SECOND = 15;
/** What is written on a screen must stay readable, at the cost of frames rather than of pixels. */
export const SHARP = 'detail';

const ticker = new Worker('/assets/ticker.js');

/** Calls a function for every frame. Returns a function that stops it. */
export function everyFrame(draw) {
  ticker.addEventListener('message', draw);
  return () => ticker.removeEventListener('message', draw);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {{track: MediaStreamTrack, frame: () => void}} `frame` must be called after each drawing
 */
export function createScreenTrack(canvas) {
  // A canvas of a page in the background gives no frames by itself.
  if (!('MediaStreamTrackGenerator' in globalThis)) {
    const [track] = canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks();
    track.contentHint = SHARP;
    return { track, frame: () => {} };
  }
  const track = new MediaStreamTrackGenerator({ kind: 'video' });
  track.contentHint = SHARP;
  const writer = track.writable.getWriter();
  return {
    track,
    frame() {
      if (track.readyState !== 'live' || writer.desiredSize <= 0) return;
      writer.write(new VideoFrame(canvas, { timestamp: performance.now() * 1000 })).catch(() => {});
    },
  };
}
