// Timers of a page in the background are slowed down; those of a worker are not.
setInterval(() => postMessage(null), 1000 / 15);
