import type { Quality } from './model';

/** The numbers of one video track at one moment; counters since the beginning. */
export type QualitySample = {
  /** Milliseconds. */
  at: number;
  framesDecoded: number;
  packetsReceived: number;
  packetsLost: number;
  /** Seconds for which the picture stood still although it should have moved. */
  frozenFor: number;
  width: number | null;
  height: number | null;
};

/** Lost packets show as smears and jumps from here. */
export const FAIR_LOSS = 0.02;
/** From here, text is hard to read while it moves. */
const POOR_LOSS = 0.08;
/** Share of the time for which the picture may stand still. */
const FAIR_FREEZE = 0.1;
const POOR_FREEZE = 0.35;
/** So few packets say nothing about the share that is lost. */
const FEWEST_PACKETS = 10;

/**
 * Judges the picture between two samples. Few frames alone are not bad: a screen on which nothing
 * changes sends none.
 */
export function judge(before: QualitySample, after: QualitySample): Quality {
  const seconds = Math.max(0.001, (after.at - before.at) / 1000);
  const since = (counter: 'framesDecoded' | 'packetsReceived' | 'packetsLost' | 'frozenFor') =>
    Math.max(0, after[counter] - before[counter]);
  const received = since('packetsReceived');
  const lost = since('packetsLost');
  const sent = received + lost;
  const loss = sent < FEWEST_PACKETS ? 0 : lost / sent;
  const frozen = since('frozenFor') / seconds;
  const framesPerSecond = since('framesDecoded') / seconds;
  return {
    level: levelOf(loss, frozen, framesPerSecond, received),
    framesPerSecond,
    width: after.width,
    height: after.height,
    loss,
  };
}

function levelOf(loss: number, frozen: number, framesPerSecond: number, received: number): Quality['level'] {
  if (loss >= POOR_LOSS || frozen >= POOR_FREEZE) return 'poor';
  if (loss >= FAIR_LOSS || frozen >= FAIR_FREEZE) return 'fair';
  return framesPerSecond === 0 && received === 0 ? 'still' : 'good';
}

/** Reads the sample of one track from the statistics of its receiver; `null` if there is none. */
export function readSample(report: RTCStatsReport): QualitySample | null {
  for (const one of report.values()) {
    const stats = one as Partial<RTCInboundRtpStreamStats> & { totalFreezesDuration?: number };
    if (stats.type !== 'inbound-rtp' || stats.kind !== 'video') continue;
    return {
      at: stats.timestamp ?? 0,
      framesDecoded: stats.framesDecoded ?? 0,
      packetsReceived: stats.packetsReceived ?? 0,
      packetsLost: stats.packetsLost ?? 0,
      frozenFor: stats.totalFreezesDuration ?? 0,
      width: stats.frameWidth ?? null,
      height: stats.frameHeight ?? null,
    };
  }
  return null;
}
