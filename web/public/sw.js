/**
 * Keeps the student's page at hand, so that a reload while the server is away still finds it. Scope: /sit.
 * The recording itself waits in IndexedDB and is none of this worker's business; nor is anything under /api or /live.
 * Plain JavaScript of the browser floor: this file is not built.
 */

const PREFIX = "fairseat-shell-";
const CACHE = `${PREFIX}1`;
/** One page for every personal link; the token in the address is kept nowhere. */
const SHELL = "/sit";
/** Somebody waits for this in the middle of an exam; a server that is there answers within a second. */
const PATIENCE_MS = 3000;
/** Files whose names change with their content, or whose content is checked by hash where it is used. */
const LASTING = /^\/(assets|models|vendor)\/|\.wasm$|^\/icon\.svg$/;
/** The trackers keep these unpacked in a cache of their own (`inference/assets.ts`); twice would be 20 MB too much. */
const KEPT_ELSEWHERE = /\.(onnx|wasm)(\.gz)?$/;

const isShell = ({ pathname }) => pathname === SHELL || pathname.startsWith(`${SHELL}/`);

self.addEventListener("install", (event) => {
  self.skipWaiting();
  // Without a server it is tried again with the next page; a failed install would be an error in the log for nothing.
  event.waitUntil(fetch(SHELL, { credentials: "same-origin" }).then(keepShell).catch(() => undefined));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(removeOld().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && isShell(url)) event.respondWith(shell(event));
  else if (LASTING.test(url.pathname) && !KEPT_ELSEWHERE.test(url.pathname)) event.respondWith(lasting(request));
});

async function removeOld() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  return Promise.all(old.map((name) => caches.delete(name)));
}

// --- the page -------------------------------------------------------------------------------------------------------

/** From the network when it answers well and soon; from the cache otherwise; late from the network if nothing is kept. */
async function shell(event) {
  const asked = fetch(event.request);
  event.waitUntil(asked.then((answer) => keepShell(answer.clone())).catch(() => undefined));
  const soon = await Promise.race([asked.catch(() => null), pause(PATIENCE_MS)]);
  if (soon && soon.status < 500) return soon;
  const kept = await caches.match(SHELL, { cacheName: CACHE });
  return kept || soon || asked;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms, null));

/** First what the page loads, then the page: what is kept is whole. */
async function keepShell(answer) {
  const isPage = /text\/html/.test(answer.headers.get("Content-Type") || "");
  if (answer.status !== 200 || answer.redirected || !isPage) return;
  const html = await answer.text();
  const cache = await caches.open(CACHE);
  const before = await cache.match(SHELL);
  if (before && (await before.text()) === html) return;
  const files = filesOf(html);
  await Promise.all(files.map((file) => keepFile(cache, file)));
  await cache.put(SHELL, new Response(html, { headers: headersOf(answer) }));
  await removeOther(cache, files);
}

/** The page keeps its own policy: a cached page must not be allowed more than a fresh one. */
function headersOf(answer) {
  const headers = {};
  for (const name of ["Content-Type", "Content-Security-Policy", "Permissions-Policy", "Referrer-Policy"]) {
    const value = answer.headers.get(name);
    if (value) headers[name] = value;
  }
  return headers;
}

const filesOf = (html) => {
  const found = html.match(/(?:src|href)="\/(?:assets\/[^"]+|icon\.svg)"/g) || [];
  return found.map((attribute) => attribute.split('"')[1]);
};

async function keepFile(cache, file) {
  if (!(await cache.match(file))) await cache.add(file);
}

/** Files of an earlier version of the page. */
async function removeOther(cache, files) {
  const keep = [SHELL, ...files];
  const requests = await cache.keys();
  const other = requests.filter((request) => !keep.includes(new URL(request.url).pathname));
  await Promise.all(other.map((request) => cache.delete(request)));
}

// --- its files ------------------------------------------------------------------------------------------------------

async function lasting(request) {
  const kept = await caches.match(request, { cacheName: CACHE });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.status === 200 && answer.type === "basic") {
    const cache = await caches.open(CACHE);
    await cache.put(request, answer.clone()).catch(() => undefined); // no room: it works without
  }
  return answer;
}
