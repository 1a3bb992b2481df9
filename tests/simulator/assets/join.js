/**
 * Updates the join page while it is open: time left, who has joined, and whether the session is
 * over.
 */

const POLL_MS = 3000;
const timeLeft = document.querySelector('#time-left');
let endsAt = Date.now() + Number(timeLeft.dataset.seconds) * 1000;

function clock(seconds) {
  const two = (value) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function showPresence(joinedUserIds) {
  for (const person of document.querySelectorAll('.people [data-user-id]')) {
    const joined = joinedUserIds.includes(person.dataset.userId);
    const presence = person.querySelector('.presence');
    presence.textContent = joined ? 'Joined' : 'Invited';
    presence.classList.toggle('joined', joined);
  }
}

async function poll() {
  const response = await fetch(`/cobrowse/join/state${location.search}`).catch(() => null);
  if (!response?.ok) return;
  const { state, joinedUserIds, secondsLeft } = await response.json();
  // The server renders the page for an ended session.
  if (state === 'ended') location.reload();
  endsAt = Date.now() + secondsLeft * 1000;
  showPresence(joinedUserIds);
}

setInterval(() => {
  timeLeft.textContent = clock(Math.max(0, Math.round((endsAt - Date.now()) / 1000)));
}, 1000);
setInterval(poll, POLL_MS);
void poll();
