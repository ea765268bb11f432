/** Beats for the pipeline: behind another tab a page's timers fall to one a second or a minute, a worker's do not. */

addEventListener("message", ({ data: everyMs }: MessageEvent<number>) => setInterval(() => postMessage(null), everyMs));
