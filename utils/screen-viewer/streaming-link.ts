import './global';
import StreamingClient, { type IMediaSession, type IPendingSession } from 'genesys-cloud-streaming-client';
import type { StreamingAccess } from '../cobrowse/screen-viewer';
import { type Link, LinkError, type LinkEvents, type MediaSession } from './link';
import { SCREEN_MONITORING } from './match-propose';
import { createQuietLogger } from './quiet-logger';

/** The part of the streaming client that is used. */
export type Client = Pick<
  StreamingClient,
  'on' | 'connect' | 'connected' | 'connecting' | 'disconnect' | 'setAccessToken'
> & {
  webrtcSessions: Pick<StreamingClient['webrtcSessions'], 'on' | 'acceptRtcSession' | 'rtcSessionAccepted'>;
};

/**
 * The name under which the client keeps its back-off times in this tab's session storage, and which
 * the platform sees.
 */
const APP_NAME = 'cobrowse-screens';

/** Opens the official client, without telemetry and without output. */
function openClient({ accessToken, apiUrl, streamingUrl }: StreamingAccess): Client {
  return new StreamingClient({
    host: streamingUrl,
    // The client takes an address that begins with `http` as it is.
    apiHost: apiUrl,
    authToken: accessToken,
    appName: APP_NAME,
    appVersion: '1',
    logger: createQuietLogger(),
    logLevel: 'error',
    optOutOfWebrtcStatsTelemetry: true,
  });
}

/** Creates the connection to the platform's streaming service. */
export function createStreamingLink(
  access: StreamingAccess,
  events: LinkEvents,
  open: (access: StreamingAccess) => Client = openClient,
): Link {
  const client = open(access);
  const connectOnce = client.connect.bind(client);
  let closed = false;

  // The client reconnects by calling its own method, for ever and with its old token. We reconnect
  // ourselves: only then a token can be renewed and a failure be shown.
  client.connect = () => Promise.resolve();
  client.on('disconnected', () => {
    if (!closed) events.lost();
  });

  client.webrtcSessions.on('requestIncomingRtcSession', (pending: IPendingSession) =>
    events.proposed({
      id: pending.sessionId,
      sessionType: pending.sessionType,
      fromUserId: pending.fromUserId ?? null,
      conversationId: pending.conversationId ?? null,
    }),
  );
  client.webrtcSessions.on('cancelIncomingRtcSession', events.withdrawn);
  client.webrtcSessions.on('handledIncomingRtcSession', events.handledElsewhere);
  client.webrtcSessions.on('incomingRtcSession', (session: IMediaSession) => {
    if (session.sessionType !== SCREEN_MONITORING) return;
    // Tells our other clients; the session does not depend on it.
    void tellOthers(session.id).catch(() => undefined);
    events.offered(mediaSessionOf(session));
  });

  // The client declares these two as returning nothing, but they return promises.
  async function tellOthers(sessionId: string): Promise<void> {
    await client.webrtcSessions.rtcSessionAccepted(sessionId);
  }

  return {
    async connect() {
      try {
        await connectOnce({ maxConnectionAttempts: 1 });
      } catch (error) {
        throw new LinkError(isInvalidToken(error) ? 'invalid-token' : 'unreachable');
      } finally {
        // After a failure the client believes that it is still connecting, and the next call would
        // do nothing and succeed.
        client.connecting = false;
      }
      if (!client.connected) throw new LinkError('unreachable');
    },
    setAccessToken: (token) => client.setAccessToken(token),
    async accept(proposalId) {
      await client.webrtcSessions.acceptRtcSession(proposalId);
    },
    expect: () => undefined,
    close() {
      closed = true;
      void client.disconnect().catch(() => undefined);
    },
  };
}

/** The client's errors contain what it sent, so nothing but their type is read. */
function isInvalidToken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'type' in error && error.type === 'invalid_token';
}

function mediaSessionOf(session: IMediaSession): MediaSession {
  return {
    id: session.id,
    connection: session.pc,
    // The first offer was applied before anybody could listen, so its events are gone.
    tracks: () =>
      session.pc
        .getReceivers()
        .map(({ track }) => track)
        .filter(({ kind }) => kind === 'video'),
    onTrack(listener) {
      session.pc.addEventListener('track', ({ track }) => {
        if (track.kind === 'video') listener(track);
      });
    },
    // Nothing is sent: the transceivers of a received offer only receive.
    accept: () => session.accept(),
    onEnded(listener) {
      let told = false;
      const tellOnce = () => {
        if (!told) listener();
        told = true;
      };
      session.on('terminated', tellOnce);
      session.on('connectionState', (state) => {
        if (state === 'failed') tellOnce();
      });
    },
    // Silent: a `terminate` back to the side that sent one is an error there.
    close: () => void session.end('success', true).catch(() => undefined),
  };
}
