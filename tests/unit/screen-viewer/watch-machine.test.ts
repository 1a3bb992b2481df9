import { describe, expect, it } from 'vitest';
import {
  AFTER_MEDIA_MS,
  NEW_WATCH,
  NO_PICTURE_AFTER_MS,
  nextDeadline,
  step,
  type Watch,
  type WatchEffect,
  type WatchEvent,
  wantsMedia,
} from '@/utils/screen-viewer/watch-machine';

/** Applies events one after the other, all at the same time unless they say otherwise. */
function run(...events: (WatchEvent | { at: number; event: WatchEvent })[]) {
  let watch: Watch = NEW_WATCH;
  let effects: WatchEffect[] = [];
  for (const each of events) {
    const { at, event } = 'event' in each ? each : { at: 0, event: each };
    ({ watch, effects } = step(watch, event, at));
  }
  return { watch, effects };
}

const ready: WatchEvent = { type: 'ready', sessionId: 's1' };
const proposed: WatchEvent = { type: 'proposed', proposeId: 'p1' };
const picture: WatchEvent = { type: 'picture' };
const mediaEnded: WatchEvent = { type: 'media-ended' };

describe('a watch', () => {
  it('asks, waits and is live', () => {
    expect(run(ready).watch.phase).toBe('asking');
    expect(run(ready, proposed).watch).toMatchObject({ phase: 'waiting', proposeId: 'p1' });
    expect(run(ready, proposed, picture).watch).toMatchObject({ phase: 'live', sessionId: 's1' });
  });

  it('may be proposed, and even live, before its session is stored', () => {
    expect(run(proposed, picture, ready).watch).toMatchObject({ phase: 'live', sessionId: 's1' });
  });

  it('is interrupted and comes back', () => {
    expect(run(ready, proposed, picture, { type: 'interrupted' }).watch.phase).toBe('interrupted');
    expect(run(ready, proposed, picture, { type: 'interrupted' }, picture).watch.phase).toBe('live');
  });

  it('asks again when its proposal is withdrawn', () => {
    expect(run(ready, proposed, { type: 'withdrawn' }).watch).toMatchObject({
      phase: 'asking',
      proposeId: null,
    });
  });

  it('is stopped when another client has answered', () => {
    const { watch, effects } = run(ready, proposed, { type: 'taken' });
    expect(watch).toMatchObject({ phase: 'closing', ending: 'answered-elsewhere' });
    expect(effects).toEqual([{ type: 'close-media' }, { type: 'stop', why: 'answered-elsewhere' }]);
  });
});

describe('the time limit of a watch', () => {
  const limit = (expiresAt: number): WatchEvent => ({ type: 'limit', expiresAt });
  const at = (time: number) => ({ at: time, event: { type: 'time' } as const });

  it('closes the picture, and stops the session, which the background may take for shorter', () => {
    const running = run(ready, limit(60_000), proposed, picture).watch;
    expect(nextDeadline(running)).toBe(60_000);
    expect(run(ready, limit(60_000), proposed, picture, at(59_999)).watch.phase).toBe('live');
    const { watch, effects } = run(ready, limit(60_000), proposed, picture, at(60_000));
    expect(watch).toMatchObject({ phase: 'closing', ending: 'time-limit' });
    expect(effects).toEqual([{ type: 'close-media' }, { type: 'stop', why: 'time-limit' }]);
    expect(nextDeadline(watch)).toBeNull();
  });

  it('may come closer while the picture is shown', () => {
    const { watch } = run(ready, limit(60_000), proposed, picture, limit(30_000), at(30_000));
    expect(watch.ending).toBe('time-limit');
  });

  it('does not hide that no picture comes before it', () => {
    const waiting = run(ready, limit(60_000)).watch;
    expect(nextDeadline(waiting)).toBe(NO_PICTURE_AFTER_MS);
    expect(run(ready, limit(60_000), at(NO_PICTURE_AFTER_MS)).watch.ending).toBe('no-picture');
  });
});

describe('what must be stopped before its session is there', () => {
  const early = run(proposed, { type: 'taken' });

  it('is stopped as soon as the session is stored, once', () => {
    expect(early.watch).toMatchObject({ phase: 'closing', ending: 'answered-elsewhere' });
    expect(early.effects).toEqual([{ type: 'close-media' }]);
    const later = step(early.watch, ready, 5);
    expect(later.watch).toMatchObject({ phase: 'closing', sessionId: 's1' });
    expect(later.effects).toEqual([{ type: 'stop', why: 'answered-elsewhere' }]);
    expect(step(later.watch, ready, 6).effects).toEqual([]);
  });

  it('is over when its start has led to nothing', () => {
    const { watch } = step(early.watch, { type: 'ended', how: 'answered-elsewhere' }, 5);
    expect(watch).toMatchObject({ phase: 'over', ending: 'answered-elsewhere' });
  });
});

describe('without a picture', () => {
  it.each<[string, WatchEvent[]]>([
    ['nobody has answered', [ready]],
    ['the computer has answered', [ready, proposed]],
  ])('it is stopped 20 seconds after the session was there, when %s', (_, events) => {
    const { watch } = run(...events);
    expect(nextDeadline(watch)).toBe(NO_PICTURE_AFTER_MS);
    const early = step(watch, { type: 'time' }, NO_PICTURE_AFTER_MS - 1);
    expect(early).toEqual({ watch, effects: [] });
    const late = step(watch, { type: 'time' }, NO_PICTURE_AFTER_MS);
    expect(late.watch).toMatchObject({ phase: 'closing', ending: 'no-picture' });
    expect(late.effects).toContainEqual({ type: 'stop', why: 'no-picture' });
  });

  it('it has no deadline before there is a session', () => {
    expect(nextDeadline(run(proposed).watch)).toBeNull();
  });

  it('it has no deadline while it is live', () => {
    expect(nextDeadline(run(ready, proposed, picture).watch)).toBeNull();
  });

  it('a picture that was lost gets 20 seconds anew', () => {
    const { watch } = run(
      ready,
      proposed,
      picture,
      { type: 'interrupted' },
      {
        at: 60_000,
        event: { type: 'proposed', proposeId: 'p2' },
      },
    );
    expect(nextDeadline(watch)).toBe(60_000 + NO_PICTURE_AFTER_MS);
  });
});

describe('when the media end', () => {
  it('the stored end decides if it comes soon', () => {
    const ended = run(ready, proposed, picture, mediaEnded);
    expect(ended.effects).toEqual([{ type: 'close-media' }]);
    const { watch, effects } = step(ended.watch, { type: 'ended', how: 'conversation-over' }, 500);
    expect(watch).toMatchObject({ phase: 'over', ending: 'conversation-over' });
    expect(effects).not.toContainEqual(expect.objectContaining({ type: 'stop' }));
  });

  it('the page stops the session if nobody else has', () => {
    const { watch, effects } = run(ready, proposed, picture, mediaEnded, {
      at: AFTER_MEDIA_MS,
      event: { type: 'time' },
    });
    expect(watch).toMatchObject({ phase: 'closing', ending: 'media-ended' });
    expect(effects).toContainEqual({ type: 'stop', why: 'media-ended' });
  });

  it('a new proposal is wanted', () => {
    const { watch } = run(ready, proposed, picture, mediaEnded);
    expect(wantsMedia(watch)).toBe(true);
    expect(step(watch, { type: 'proposed', proposeId: 'p2' }, 1).watch).toMatchObject({
      phase: 'waiting',
      mediaEndedAt: null,
    });
  });
});

describe('after the end', () => {
  const over = run(ready, { type: 'ended', how: 'time-limit' }).watch;

  it('nothing but a new start or session begins anew', () => {
    for (const event of [proposed, picture, mediaEnded, { type: 'time' } as const, ready])
      expect(step(over, event, 1)).toEqual({ watch: over, effects: [] });
    expect(step(over, { type: 'start' }, 1).watch).toEqual(NEW_WATCH);
    expect(step(over, { type: 'ready', sessionId: 's2' }, 1).watch).toMatchObject({
      phase: 'asking',
      sessionId: 's2',
      waitingSince: 1,
    });
  });

  it('a stored reason replaces the guess of the page', () => {
    expect(step(over, { type: 'ended', how: 'conversation-over' }, 1).watch.ending).toBe('conversation-over');
  });

  it('a failed start keeps its failure until it is started again', () => {
    const failure = { code: 'screen-unreachable' } as const;
    const { watch } = run({ type: 'start-failed', failure });
    expect(watch).toMatchObject({ phase: 'failed', failure });
    expect(step(watch, { type: 'start' }, 1).watch).toEqual(NEW_WATCH);
  });
});
