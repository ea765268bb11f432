"""Scripts for the pages: when each number of the clip is first seen, and how soon after `watch` a picture is drawn.

Times are `Date.now()`: both browsers stand on one machine with one clock. Pictures are looked at as they are
presented (requestVideoFrameCallback), so a picture's time is that of its coming onto the glass, not of some timer.
"""

from bench.clip import READ_JS

# `benchEyes.look(video)` begins, `benchEyes.seen` holds [number, ms] at each number's first picture.
EYES_JS = f"""
window.benchEyes = (() => {{
  {READ_JS}
  const canvas = document.createElement('canvas');
  canvas.width = 480;
  canvas.height = 360;
  const context = canvas.getContext('2d', {{ willReadFrequently: true }});
  const eyes = {{ seen: [], drawn: 0, unread: 0, open: false, look }};
  function look(video) {{
    eyes.open = true;
    video.requestVideoFrameCallback(function again() {{
      const at = Date.now();
      context.drawImage(video, 0, 0, 480, 360);
      const n = readNumber(context), last = eyes.seen[eyes.seen.length - 1];
      eyes.drawn++;
      if (n < 0) eyes.unread++;
      else if (!last || last[0] !== n) eyes.seen.push([n, at]);
      if (eyes.open) video.requestVideoFrameCallback(again);
    }});
  }}
  return eyes;
}})();
"""

# Calls `benchRecorded` once, at the first acknowledged chunk.
STUDENT_JS = """
(() => {
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...all) {
      super(...all);
      const hear = ({ data }) => {
        if (typeof data !== 'string' || !data.startsWith('{"type":"chunks_stored"')) return;
        this.removeEventListener('message', hear);
        window.benchRecorded();
      };
      this.addEventListener('message', hear);
    }
  };
})();
"""

# `benchFirst`: ms from the page's first `watch` with wants to the first picture drawn in any video element;
# `benchLive`: to the first that is no older than LIVE_S: a late joiner gets the segment from its beginning, and jumps.
LIVE_S = 1.5
PROCTOR_JS = f"""
(() => {{
  let asked = 0;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {{
    if (!asked && typeof data === 'string' && data.includes('"watch"') && data.includes('"sources"'))
      asked = performance.now();
    return send.call(this, data);
  }};
  const watch = (video) => video.requestVideoFrameCallback((now, {{ mediaTime }}) => {{
    window.benchFirst ??= now - asked;
    const {{ buffered }} = video;
    if (buffered.length && buffered.end(buffered.length - 1) - mediaTime < {LIVE_S}) window.benchLive ??= now - asked;
    else watch(video);
  }});
  const create = Document.prototype.createElement;
  Document.prototype.createElement = function (name, ...rest) {{
    const element = create.call(this, name, ...rest);
    if (name === 'video') watch(element);
    return element;
  }};
}})();
"""
