import { vi } from 'vitest';
import type { MediaSession } from '@/utils/screen-viewer/link';

/** A track that can be muted, as a browser mutes the track of a screen that is unplugged. */
export class FakeTrack extends EventTarget {
  readonly kind = 'video';
  readonly id: string;
  muted = false;
  readyState: 'live' | 'ended' = 'live';

  constructor(id: string) {
    super();
    this.id = id;
  }

  setMuted(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }
}

/** A stream of happy-dom cannot hold a made-up track. */
export class FakeStream {
  readonly tracks: unknown[];
  constructor(tracks: unknown[]) {
    this.tracks = tracks;
  }
}

/** A media session whose connection, tracks and statistics a test decides. */
export function createFakeMedia(id: string, tracks: FakeTrack[] = [new FakeTrack('v1')]) {
  const stats = new Map<string, object>();
  const connection = Object.assign(new EventTarget(), {
    connectionState: 'connecting' as RTCPeerConnectionState,
    getStats: async (track: FakeTrack) => {
      const entry = stats.get(track.id);
      return new Map(entry ? [['in', { type: 'inbound-rtp', kind: 'video', ...entry }]] : []);
    },
    close: vi.fn(),
  });
  const onTrack = new Set<(track: MediaStreamTrack) => void>();
  const onEnded = new Set<() => void>();
  const accept = vi.fn<() => Promise<void>>(async () => undefined);
  const close = vi.fn();
  const session: MediaSession = {
    id,
    connection: connection as unknown as RTCPeerConnection,
    tracks: () => tracks as unknown as MediaStreamTrack[],
    onTrack: (listener) => void onTrack.add(listener),
    accept,
    onEnded: (listener) => void onEnded.add(listener),
    close,
  };
  return {
    session,
    connection,
    accept,
    close,
    /** What the statistics say of a track from now on. */
    setStats: (track: string, entry: object) => void stats.set(track, entry),
    setConnection(state: RTCPeerConnectionState) {
      connection.connectionState = state;
      connection.dispatchEvent(new Event('connectionstatechange'));
    },
    addTrack(track: FakeTrack) {
      for (const listener of onTrack) listener(track as unknown as MediaStreamTrack);
    },
    end() {
      for (const listener of onEnded) listener();
    },
  };
}
