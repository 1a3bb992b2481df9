/**
 * The agent's computer: draws its screens, and offers them by WebRTC to whoever the simulator says
 * is watching.
 */
import { createDrawnDesktop } from './drawn-desktop.js';
import { createScreenTrack, everyFrame } from './screen-track.js';

/** The code with which the simulator says that another page has taken over. */
const REPLACED = 4000;
const RECONNECT_MS = 1000;

const main = document.querySelector('#screens');
const notice = document.querySelector('#notice');
const state = document.querySelector('#state');
const { userId, name, stun } = main.dataset;

/** @type {{figure: HTMLElement, track: MediaStreamTrack, stop: () => void}[]} */
const screens = [];
/** Peer connections by session. */
const watches = new Map();
let socket;

function addScreen(index) {
  const figure = document.createElement('figure');
  const canvas = document.createElement('canvas');
  const caption = document.createElement('figcaption');
  caption.textContent = `Screen ${index + 1}`;
  figure.append(canvas, caption);
  main.append(figure);
  const desktop = createDrawnDesktop(canvas, { index, owner: name });
  const { track, frame } = createScreenTrack(canvas);
  desktop.draw();
  const stop = everyFrame(() => {
    desktop.draw();
    if (watches.size > 0) frame();
  });
  return { figure, track, stop };
}

function setScreens(count) {
  while (screens.length < count) screens.push(addScreen(screens.length));
  for (const { figure, track, stop } of screens.splice(count)) {
    stop();
    track.stop();
    figure.remove();
  }
  for (const watch of watches.values()) watch.show(screens.map(({ track }) => track));
}

/** One viewer's peer connection. This side makes every offer. */
function createWatch(sessionId) {
  const pc = new RTCPeerConnection({ iceServers: [{ urls: stun }] });
  const transceivers = [];
  let isNegotiating = false;
  let isOutdated = false;

  pc.onicecandidate = ({ candidate }) => {
    if (candidate?.candidate)
      send({ type: 'candidate', sessionId, mid: candidate.sdpMid, candidate: candidate.candidate });
  };

  async function negotiate() {
    if (isNegotiating) {
      isOutdated = true;
      return;
    }
    isNegotiating = true;
    await pc.setLocalDescription();
    send({ type: 'offer', sessionId, sdp: pc.localDescription.sdp });
  }

  return {
    /** Offers these screens; those that are gone leave an inactive section behind. */
    show(tracks) {
      let changed = false;
      for (let nth = 0; nth < Math.max(tracks.length, transceivers.length); nth += 1) {
        const track = tracks[nth];
        const transceiver = transceivers[nth];
        if (track && !transceiver) {
          const streams = [new MediaStream([track])];
          transceivers.push(pc.addTransceiver(track, { direction: 'sendonly', streams }));
          changed = true;
        } else if (transceiver && transceiver.sender.track !== (track ?? null)) {
          void transceiver.sender.replaceTrack(track ?? null);
          transceiver.direction = track ? 'sendonly' : 'inactive';
          changed = true;
        }
      }
      if (changed) void negotiate();
    },
    async answer(sdp) {
      await pc.setRemoteDescription({ type: 'answer', sdp });
      isNegotiating = false;
      if (!isOutdated) return;
      isOutdated = false;
      await negotiate();
    },
    candidate: (sdpMid, candidate) => pc.addIceCandidate({ sdpMid, candidate }),
    close: () => pc.close(),
  };
}

function send(message) {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function stopWatch(sessionId) {
  watches.get(sessionId)?.close();
  watches.delete(sessionId);
  showState();
}

function showState() {
  document.documentElement.dataset.watches = String(watches.size);
}

const HANDLERS = {
  screens: ({ count }) => setScreens(count),
  start({ sessionId }) {
    stopWatch(sessionId);
    const watch = createWatch(sessionId);
    watches.set(sessionId, watch);
    watch.show(screens.map(({ track }) => track));
    showState();
  },
  answer: ({ sessionId, sdp }) => watches.get(sessionId)?.answer(sdp),
  candidate: ({ sessionId, mid, candidate }) => watches.get(sessionId)?.candidate(mid, candidate),
  stop: ({ sessionId }) => stopWatch(sessionId),
  notice({ watched }) {
    notice.hidden = !watched;
  },
};

function connect() {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  socket = new WebSocket(`${scheme}//${location.host}/agent-desktop/${userId}/socket`);
  socket.onopen = () => {
    state.textContent = 'Connected';
  };
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    HANDLERS[message.type]?.(message);
  };
  socket.onclose = ({ code }) => {
    for (const sessionId of [...watches.keys()]) stopWatch(sessionId);
    notice.hidden = true;
    state.textContent = code === REPLACED ? 'Opened in another tab' : 'Not connected';
    if (code !== REPLACED) setTimeout(connect, RECONNECT_MS);
  };
}

showState();
connect();
