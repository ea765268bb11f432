/* A stand-in for the camera: Firefox's own test picture shows no face. Pictures of a clip are drawn on a canvas, ten a
 * second, and getUserMedia hands out its stream; the microphone and the screen stay Firefox's.
 * `tone`: a tone of its own in place of the microphone. */
(clip, tone) => {
  const FPS = 10;
  Object.defineProperty(Navigator.prototype, "webdriver", { get: () => false }); // or a robot is seen, rightly
  const devices = navigator.mediaDevices;
  if (!devices || window !== top) return;
  const open = devices.getUserMedia.bind(devices);
  let canvas = null;

  async function picture(jpeg) {
    const bytes = Uint8Array.from(atob(jpeg), (letter) => letter.charCodeAt(0));
    return createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
  }

  async function camera() {
    if (canvas) return canvas;
    const pictures = await Promise.all(clip.map(picture));
    canvas = document.createElement("canvas");
    canvas.width = pictures[0].width;
    canvas.height = pictures[0].height;
    const pen = canvas.getContext("2d", { alpha: false });
    let at = 0;
    const draw = () => pen.drawImage(pictures[at++ % pictures.length], 0, 0);
    draw();
    setInterval(draw, 1000 / FPS);
    return canvas;
  }

  devices.getUserMedia = async (wish) => {
    const heard = wish.audio ? (await open({ audio: wish.audio, fake: tone })).getAudioTracks() : [];
    const seen = wish.video ? (await camera()).captureStream().getVideoTracks() : [];
    return new MediaStream([...seen, ...heard]);
  };
}
