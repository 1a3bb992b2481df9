import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followMedia } from '@/utils/screen-viewer/follow-media';
import { createFakeMedia, FakeStream, FakeTrack } from './fake-media';

const SIZE = { width: 1920, height: 1080 };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('MediaStream', FakeStream);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function follow(tracks?: FakeTrack[]) {
  const media = createFakeMedia('p1', tracks);
  const on = { change: vi.fn(), picture: vi.fn(), interrupted: vi.fn(), ended: vi.fn() };
  return { ...media, on, followed: followMedia(media.session, on) };
}

describe('screens', () => {
  it('are those whose track is there and not muted, up to four', () => {
    const tracks = ['v1', 'v2', 'v3', 'v4', 'v5'].map((id) => new FakeTrack(id));
    const { followed } = follow(tracks);
    expect(followed.screens().map(({ id }) => id)).toEqual(['v1', 'v2', 'v3', 'v4']);
    tracks[1]?.setMuted(true);
    expect(followed.screens().map(({ id }) => id)).toEqual(['v1', 'v3', 'v4', 'v5']);
  });

  it('are added by a later offer, once', () => {
    const { followed, addTrack, on } = follow();
    const added = new FakeTrack('v2');
    addTrack(added);
    addTrack(added);
    expect(followed.screens().map(({ id }) => id)).toEqual(['v1', 'v2']);
    expect(on.change).toHaveBeenCalledTimes(2);
  });

  it('that are unplugged disappear, and come back without their old picture', () => {
    const track = new FakeTrack('v1');
    const { followed } = follow([track]);
    followed.notePicture('v1', SIZE);
    track.setMuted(true);
    expect(followed.screens()).toEqual([]);
    track.setMuted(false);
    expect(followed.screens()).toMatchObject([{ id: 'v1', size: null }]);
  });
});

describe('the picture', () => {
  it('is reported by the view, once', () => {
    const { followed, on } = follow();
    followed.notePicture('v1', SIZE);
    followed.notePicture('v1', SIZE);
    expect(on.picture).toHaveBeenCalledTimes(1);
    expect(followed.screens()[0]?.size).toEqual(SIZE);
  });

  it('is found in the statistics if the view is not drawn', async () => {
    const { followed, on, setStats } = follow();
    setStats('v1', { timestamp: 1, framesDecoded: 0 });
    await vi.advanceTimersByTimeAsync(500);
    expect(on.picture).not.toHaveBeenCalled();
    setStats('v1', { timestamp: 400, framesDecoded: 2, frameWidth: 1920, frameHeight: 1080 });
    await vi.advanceTimersByTimeAsync(500);
    expect(on.picture).toHaveBeenCalledTimes(1);
    expect(followed.screens()[0]?.size).toEqual(SIZE);
  });

  it('belongs to the track that is there, if a muted one has the same id', () => {
    const muted = new FakeTrack('v1');
    muted.muted = true;
    const { followed, addTrack } = follow([muted]);
    addTrack(new FakeTrack('v1'));
    followed.notePicture('v1', SIZE);
    expect(followed.screens()).toMatchObject([{ id: 'v1', size: SIZE }]);
  });

  it('takes a new size when the screen changes its resolution', () => {
    const { followed, on } = follow();
    followed.notePicture('v1', SIZE);
    followed.notePicture('v1', { width: 800, height: 600 });
    expect(followed.screens()[0]?.size).toEqual({ width: 800, height: 600 });
    expect(on.picture).toHaveBeenCalledTimes(1);
  });

  it('is interrupted and returns with the connection', () => {
    const { followed, on, setConnection } = follow();
    setConnection('connected');
    expect(on.picture).not.toHaveBeenCalled();
    followed.notePicture('v1', SIZE);
    setConnection('disconnected');
    expect(on.interrupted).toHaveBeenCalledTimes(1);
    setConnection('connected');
    expect(on.picture).toHaveBeenCalledTimes(2);
  });
});

it('judges the quality of each screen every two seconds', async () => {
  const { followed, setStats } = follow();
  followed.notePicture('v1', SIZE);
  const at = (timestamp: number, framesDecoded: number, packetsReceived: number, packetsLost: number) =>
    setStats('v1', {
      timestamp,
      framesDecoded,
      packetsReceived,
      packetsLost,
      frameWidth: 1920,
      frameHeight: 1080,
    });
  at(0, 0, 0, 0);
  await vi.advanceTimersByTimeAsync(400);
  expect(followed.quality()).toEqual({});
  at(2000, 30, 90, 10);
  await vi.advanceTimersByTimeAsync(2000);
  expect(Object.values(followed.quality())[0]).toMatchObject({
    level: 'poor',
    framesPerSecond: 15,
    loss: 0.1,
  });
});

it('says nothing more after it was stopped', async () => {
  const track = new FakeTrack('v1');
  const { followed, on, addTrack, setConnection, setStats, end } = follow([track]);
  followed.stop();
  on.change.mockClear();
  setStats('v1', { timestamp: 1, framesDecoded: 5, frameWidth: 8, frameHeight: 8 });
  await vi.advanceTimersByTimeAsync(10_000);
  addTrack(new FakeTrack('v2'));
  track.setMuted(true);
  setConnection('disconnected');
  end();
  for (const listener of Object.values(on)) expect(listener).not.toHaveBeenCalled();
});
