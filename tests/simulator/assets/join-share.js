/**
 * What is shared on the join page: the agent's page sends a stand-in desktop, or the tab or screen
 * that the agent has chosen; the supervisor's page shows it, and sends the pointer where it may.
 */
import { createDrawnDesktop } from './drawn-desktop.js';
import { createScreenTrack, everyFrame, SHARP } from './screen-track.js';

const POINTER_MS = 40;
const RECONNECT_MS = 1000;

const stage = document.querySelector('.stage');
const note = document.querySelector('#stage-note');
const { role, agentName, control, stun } = stage.dataset;
const RTC = { iceServers: [{ urls: stun }] };
const mayControl = control === 'true';
let socket;

function send(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function connect(handlers, onClose) {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  socket = new WebSocket(`${scheme}//${location.host}/cobrowse/join/socket${location.search}`);
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    handlers[message.type]?.(message);
  };
  socket.onclose = () => {
    onClose();
    setTimeout(() => connect(handlers, onClose), RECONNECT_MS);
  };
}

function candidateSender(pc, to) {
  pc.onicecandidate = ({ candidate }) => {
    if (candidate?.candidate)
      send({ type: 'candidate', ...to, mid: candidate.sdpMid, candidate: candidate.candidate });
  };
}

function asAgent() {
  /** Peer connections by viewer. */
  const peers = new Map();
  /** What is shared now: a track, and what to do when something else is shared. */
  let shared = null;
  let desktop = null;

  async function offer(viewer) {
    const pc = new RTCPeerConnection(RTC);
    peers.set(viewer, pc);
    candidateSender(pc, { viewer });
    pc.addTransceiver(shared.track, { direction: 'sendonly', streams: [new MediaStream([shared.track])] });
    await pc.setLocalDescription();
    send({ type: 'offer', viewer, sdp: pc.localDescription.sdp });
    send({ type: 'sharing', viewer, active: true });
  }

  function drop(viewer) {
    peers.get(viewer)?.close();
    peers.delete(viewer);
  }

  const viewers = new Set();

  function share(next) {
    shared?.stop();
    shared = next;
    stage.classList.add('sharing');
    for (const viewer of viewers) {
      const pc = peers.get(viewer);
      if (pc) void pc.getSenders()[0].replaceTrack(shared.track);
      else void offer(viewer);
    }
    send({ type: 'sharing', active: true });
  }

  function shareDesktop() {
    const canvas = document.createElement('canvas');
    desktop = createDrawnDesktop(canvas, { index: 0, owner: agentName });
    const { track, frame } = createScreenTrack(canvas);
    desktop.draw();
    const stopDrawing = everyFrame(() => {
      desktop?.draw();
      if (peers.size > 0) frame();
    });
    place(canvas);
    note.textContent = 'The supervisor sees this stand-in desktop.';
    share({
      track,
      stop() {
        stopDrawing();
        track.stop();
        desktop = null;
      },
    });
  }

  async function shareScreen() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: 15 } });
    } catch {
      note.textContent = 'Nothing was chosen.';
      return;
    }
    const [track] = stream.getVideoTracks();
    track.contentHint = SHARP;
    place(videoOf(track));
    note.textContent = 'The supervisor sees what you have chosen, and cannot control it.';
    share({ track, stop: () => track.stop() });
    track.onended = () => {
      if (shared?.track === track) shareDesktop();
    };
  }

  document.querySelector('#share-desktop').onclick = shareDesktop;
  document.querySelector('#share-screen').onclick = () => void shareScreen();
  // A program that drives the browser cannot choose: it shares the stand-in at once.
  if (navigator.webdriver) shareDesktop();

  connect(
    {
      viewer({ viewer }) {
        viewers.add(viewer);
        if (shared) void offer(viewer);
      },
      gone({ viewer }) {
        viewers.delete(viewer);
        drop(viewer);
      },
      answer: ({ viewer, sdp }) => peers.get(viewer)?.setRemoteDescription({ type: 'answer', sdp }),
      candidate: ({ viewer, mid, candidate }) =>
        peers.get(viewer)?.addIceCandidate({ sdpMid: mid, candidate }),
      pointer({ kind, x, y, name }) {
        if (!desktop) return;
        desktop.move(x, y, name);
        if (kind === 'press') desktop.press(x, y);
        if (kind === 'release') desktop.release();
        stage.dataset.front = desktop.front;
      },
      replaced() {
        note.textContent = 'You share from another tab.';
        socket.onclose = null;
        socket.close();
        for (const viewer of [...peers.keys()]) drop(viewer);
      },
    },
    () => {
      for (const viewer of [...peers.keys()]) drop(viewer);
      viewers.clear();
    },
  );
}

function asSupervisor() {
  const waiting = note.textContent;
  let pc = null;

  function stop() {
    pc?.close();
    pc = null;
    stage.classList.remove('sharing');
    stage.querySelector('.shared')?.remove();
    note.textContent = waiting;
  }

  connect(
    {
      async offer({ sdp }) {
        pc?.close();
        const mine = new RTCPeerConnection(RTC);
        pc = mine;
        candidateSender(mine, {});
        mine.ontrack = ({ track }) => {
          const video = videoOf(track);
          // The placeholder stays until there is a picture.
          video.onplaying = () => {
            place(video);
            stage.classList.add('sharing');
            note.textContent = mayControl
              ? `${agentName}’s screen. You can point and click in it.`
              : `${agentName}’s screen, view only.`;
          };
          if (mayControl) sendPointer(video);
        };
        await mine.setRemoteDescription({ type: 'offer', sdp });
        await mine.setLocalDescription();
        send({ type: 'answer', sdp: mine.localDescription.sdp });
      },
      candidate: ({ mid, candidate }) => pc?.addIceCandidate({ sdpMid: mid, candidate }),
      sharing({ active }) {
        if (!active) stop();
      },
    },
    stop,
  );
}

/** Sends where the pointer is on the picture, as parts of its width and height. */
function sendPointer(video) {
  let sentAt = 0;
  const tell = (kind, event) => {
    const { left, top, width, height } = video.getBoundingClientRect();
    const x = Math.min(1, Math.max(0, (event.clientX - left) / width));
    const y = Math.min(1, Math.max(0, (event.clientY - top) / height));
    send({ type: 'pointer', kind, x, y });
  };
  video.onpointermove = (event) => {
    if (performance.now() - sentAt < POINTER_MS) return;
    sentAt = performance.now();
    tell('move', event);
  };
  video.onpointerdown = (event) => {
    video.setPointerCapture(event.pointerId);
    tell('press', event);
  };
  video.onpointerup = (event) => tell('release', event);
}

function videoOf(track) {
  const video = document.createElement('video');
  Object.assign(video, { muted: true, autoplay: true, playsInline: true });
  video.srcObject = new MediaStream([track]);
  void video.play().catch(() => {});
  return video;
}

/** Shows a picture in the place of the one before. */
function place(picture) {
  if (picture.isConnected) return;
  stage.querySelector('.shared')?.remove();
  picture.classList.add('shared');
  stage.prepend(picture);
}

if (role === 'agent') asAgent();
else asSupervisor();
