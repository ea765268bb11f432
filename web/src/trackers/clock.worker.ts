/** Beats for the whole engine: behind another tab a page's timers fall to one a second and less, a worker's do not. */

addEventListener("message", ({ data: everyMs }: MessageEvent<number>) => setInterval(() => postMessage(null), everyMs));
