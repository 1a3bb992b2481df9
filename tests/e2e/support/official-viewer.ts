/**
 * Runs in a plain page: watches an agent's screens with the official streaming client, which knows
 * nothing of us. Bundled when a test needs it.
 */
import StreamingClient, {
  type GenesysCloudMediaSession,
  type IPendingSession,
} from 'genesys-cloud-streaming-client';

/** What has happened so far, in order. */
export type ViewerEvent = { name: string; detail: string };

/** A viewer in the page, driven by the test. */
export type OfficialViewer = {
  events: ViewerEvent[];
  /** Resolves when the streaming connection is ready. */
  connect(origin: string, token: string): Promise<void>;
  /** Whether proposes are accepted; yes by default. */
  accepts: boolean;
  /** Ends the media session from this side. */
  end(): Promise<void>;
  disconnect(): Promise<void>;
};

declare global {
  var viewer: OfficialViewer;
}

const events: ViewerEvent[] = [];
let client: StreamingClient | undefined;
let endSession: () => Promise<unknown> = async () => {};

function note(name: string, detail: unknown = ''): void {
  events.push({ name, detail: typeof detail === 'string' ? detail : JSON.stringify(detail) });
}

function show(track: MediaStreamTrack): void {
  const shown = [...document.querySelectorAll('video')];
  // A screen that is plugged in again comes as the same track.
  if (
    shown.some(({ srcObject }) => srcObject instanceof MediaStream && srcObject.getTracks().includes(track))
  )
    return;
  const video = document.createElement('video');
  Object.assign(video, { muted: true, autoplay: true, srcObject: new MediaStream([track]) });
  document.body.append(video);
}

async function watch(session: GenesysCloudMediaSession): Promise<void> {
  note('session', session.sessionType);
  endSession = () => session.end();
  client?.webrtcSessions.rtcSessionAccepted(session.id);
  session.on('connectionState', (state: string) => note('connectionState', state));
  session.on('terminated', (reason: unknown) => note('terminated', reason));
  // The first offer has been applied by now, so its `track` events are gone.
  for (const { track } of session.pc.getReceivers()) show(track);
  session.pc.addEventListener('track', ({ track }: RTCTrackEvent) => show(track));
  await session.accept();
}

globalThis.viewer = {
  events,
  accepts: true,
  async connect(origin, token) {
    const silent = () => {};
    client = new StreamingClient({
      host: origin.replace('http', 'ws'),
      apiHost: origin,
      authToken: token,
      appName: 'official-viewer',
      appVersion: '1',
      logLevel: 'error',
      logger: { log: silent, debug: silent, info: silent, warn: silent, error: silent },
      optOutOfWebrtcStatsTelemetry: true,
    });
    const sessions = client.webrtcSessions;
    sessions.on('requestIncomingRtcSession', (pending: IPendingSession) => {
      note('propose', { from: pending.fromUserId, type: pending.sessionType, cid: pending.conversationId });
      if (globalThis.viewer.accepts) sessions.acceptRtcSession(pending.sessionId);
    });
    sessions.on('incomingRtcSession', (session: GenesysCloudMediaSession) => void watch(session));
    sessions.on('handledIncomingRtcSession', () => note('handled'));
    sessions.on('cancelIncomingRtcSession', () => note('canceled'));
    client.on('connected', () => note('connected'));
    client.on('disconnected', (info: unknown) => note('disconnected', info));
    await client.connect({ maxConnectionAttempts: 2 });
  },
  end: async () => {
    await endSession();
  },
  disconnect: async () => {
    await client?.disconnect();
  },
};
