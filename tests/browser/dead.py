"""A recorder that starts and stops as ever and delivers nothing, while `window.dead` is true."""

DEAD = """const start = MediaRecorder.prototype.start;
MediaRecorder.prototype.start = function (slice) {
  start.call(this, window.dead ? undefined : slice);
  if (window.dead) Object.defineProperty(this, "ondataavailable", { set() {}, get: () => null });
};
const set = Object.getOwnPropertyDescriptor(MediaRecorder.prototype, "ondataavailable").set;
Object.defineProperty(MediaRecorder.prototype, "ondataavailable", {
  set(listener) { set.call(this, (event) => { if (!window.dead) listener.call(this, event); }); },
});"""
