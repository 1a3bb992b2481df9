/**
 * The least that shows an agent's screens: the official streaming client, one call, and a video
 * element for each track. It asks nothing, tells nobody, and takes whatever is proposed.
 */
import StreamingClient, {
  type GenesysCloudMediaSession,
  type IPendingSession,
} from 'genesys-cloud-streaming-client';

/** What the worker puts into the address. */
export type BareWish = { origin: string; token: string; agentUserId: string };

const { origin, token, agentUserId }: BareWish = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const silent = () => {};
const client = new StreamingClient({
  host: origin.replace('http', 'ws'),
  apiHost: origin,
  authToken: token,
  appName: 'bare-viewer',
  appVersion: '1',
  logLevel: 'error',
  logger: { log: silent, debug: silent, info: silent, warn: silent, error: silent },
  optOutOfWebrtcStatsTelemetry: true,
});

client.webrtcSessions.on('requestIncomingRtcSession', ({ sessionId }: IPendingSession) => {
  client.webrtcSessions.acceptRtcSession(sessionId);
});
client.webrtcSessions.on('incomingRtcSession', (session: GenesysCloudMediaSession) => {
  client.webrtcSessions.rtcSessionAccepted(session.id);
  for (const { track } of session.pc.getReceivers()) {
    const video = document.createElement('video');
    Object.assign(video, { muted: true, autoplay: true, srcObject: new MediaStream([track]), width: 320 });
    video.ariaLabel = `Screen of ${agentUserId}`;
    // As in the extension's own page: what the benchmark takes for a picture.
    video.dataset.shown = '';
    document.body.append(video);
  }
  void session.accept();
});

await client.connect({ maxConnectionAttempts: 1 });
await fetch(`${origin}/api/v2/users/${agentUserId}/screenmonitors/sessions`, {
  method: 'POST',
  headers: { Authorization: `Bearer ${token}` },
});
