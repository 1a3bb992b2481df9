import { describe, expect, it } from 'vitest';
import { qualityFacts, qualityWarning } from '@/components/screens/quality-wording';
import { judge, type QualitySample, readSample } from '@/utils/screen-viewer/quality';

const sample = (changes: Partial<QualitySample> = {}): QualitySample => ({
  at: 0,
  framesDecoded: 0,
  packetsReceived: 0,
  packetsLost: 0,
  frozenFor: 0,
  width: 1920,
  height: 1080,
  ...changes,
});
const twoSeconds = (changes: Partial<QualitySample>) => judge(sample(), sample({ at: 2000, ...changes }));

describe('judge', () => {
  it('counts frames per second between the two samples only', () => {
    const before = sample({ at: 10_000, framesDecoded: 500, packetsReceived: 9000 });
    const after = sample({ at: 12_000, framesDecoded: 530, packetsReceived: 9400 });
    expect(judge(before, after)).toEqual({
      level: 'good',
      framesPerSecond: 15,
      width: 1920,
      height: 1080,
      loss: 0,
    });
  });

  it.each([
    [1, 'good'],
    [3, 'fair'],
    [10, 'poor'],
  ] as const)('calls %i lost packets of a hundred %s', (lost, level) => {
    expect(twoSeconds({ framesDecoded: 30, packetsReceived: 100 - lost, packetsLost: lost }).level).toBe(
      level,
    );
  });

  it('does not count a few lost packets as a share', () => {
    expect(twoSeconds({ framesDecoded: 1, packetsReceived: 3, packetsLost: 2 })).toMatchObject({
      level: 'good',
      loss: 0,
    });
  });

  it.each([
    [0.3, 'fair'],
    [1, 'poor'],
  ] as const)('calls a picture that stood still for %d of 2 seconds %s', (frozenFor, level) => {
    expect(twoSeconds({ framesDecoded: 10, packetsReceived: 200, frozenFor }).level).toBe(level);
  });

  it('calls a screen on which nothing changes still, not bad', () => {
    expect(twoSeconds({}).level).toBe('still');
    expect(qualityWarning(twoSeconds({}))).toBeNull();
  });

  it('ignores counters that begin anew', () => {
    const before = sample({ framesDecoded: 900, packetsReceived: 900, packetsLost: 40 });
    expect(judge(before, sample({ at: 2000 }))).toMatchObject({ framesPerSecond: 0, loss: 0 });
  });
});

describe('words', () => {
  it('warn of what is bad, with its number', () => {
    const poor = twoSeconds({ framesDecoded: 6, packetsReceived: 88, packetsLost: 12 });
    expect(qualityWarning(poor)).toBe('Bad connection: 12% of the data is lost, 3 frames/s');
    const freezes = twoSeconds({ framesDecoded: 10, packetsReceived: 200, frozenFor: 0.4 });
    expect(qualityWarning(freezes)).toBe('Unsteady connection: the picture freezes');
  });

  it('say nothing of a good picture but its facts', () => {
    const good = twoSeconds({ framesDecoded: 30, packetsReceived: 400 });
    expect(qualityWarning(good)).toBeNull();
    expect(qualityFacts(good)).toBe('1920 × 1080, 15 frames/s, no loss');
    expect(qualityFacts(twoSeconds({ framesDecoded: 30, packetsReceived: 400, packetsLost: 1 }))).toContain(
      'under 1% loss',
    );
    expect(qualityFacts(twoSeconds({ width: null }))).toBe('no change on the screen, no loss');
  });
});

describe('readSample', () => {
  const report = (...entries: object[]) =>
    new Map(entries.map((entry, index) => [String(index), entry])) as unknown as RTCStatsReport;

  it('reads the incoming video and nothing else', () => {
    const video = {
      type: 'inbound-rtp',
      kind: 'video',
      timestamp: 5,
      framesDecoded: 7,
      packetsReceived: 8,
      packetsLost: 1,
      totalFreezesDuration: 0.5,
      frameWidth: 640,
      frameHeight: 360,
    };
    expect(readSample(report({ type: 'transport' }, { type: 'inbound-rtp', kind: 'audio' }, video))).toEqual({
      at: 5,
      framesDecoded: 7,
      packetsReceived: 8,
      packetsLost: 1,
      frozenFor: 0.5,
      width: 640,
      height: 360,
    });
    expect(readSample(report({ type: 'transport' }))).toBeNull();
  });
});
