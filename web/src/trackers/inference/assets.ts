/** Fetches models and the runtime once: packed by the server, checked by hash, kept in the browser's cache. */

import assets from "./assets.json";

export type AssetName = keyof typeof assets;
const CACHE = "fairseat-models";

/**
 * Page and workers may ask for the same file: one of them fetches it, the others wait and find it kept. A page's fetch
 * outlives its workers. Without locks (Safari before 15.4) each fetches for itself.
 */
export async function fetchAsset(name: AssetName): Promise<Uint8Array<ArrayBuffer>> {
  const locks = navigator.locks as LockManager | undefined;
  return locks ? await locks.request(`fairseat-asset-${name}`, () => fetchOnce(name)) : fetchOnce(name);
}

async function fetchOnce(name: AssetName): Promise<Uint8Array<ArrayBuffer>> {
  const { file, sha256 } = assets[name];
  const key = `/models/kept/${name}?${sha256}`; // another version is another key
  const cache = await openCache();
  const kept = await cache?.match(key);
  if (kept) return new Uint8Array(await kept.arrayBuffer());
  const bytes = await download(`/vendor/${file}`, sha256);
  await keep(cache, key, bytes);
  return bytes;
}

async function download(address: string, sha256: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(`${address}?${sha256.slice(0, 8)}`);
  const bytes = response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  if (bytes && (await matches(bytes, sha256))) return bytes;
  throw new Error(`not the file on record: ${address}`);
}

/** Caches are missing on plain HTTP and may be refused in private windows; then every page fetches anew. */
async function openCache(): Promise<Cache | null> {
  try {
    return await caches.open(CACHE);
  } catch {
    return null;
  }
}

async function keep(cache: Cache | null, key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  try {
    const [path] = key.split("?");
    for (const old of (await cache?.keys()) ?? []) {
      if (new URL(old.url).pathname === path) await cache?.delete(old);
    }
    await cache?.put(key, new Response(bytes));
  } catch {
    // no room: it works without
  }
}

async function matches(bytes: Uint8Array<ArrayBuffer>, sha256: string): Promise<boolean> {
  if (!globalThis.crypto?.subtle) return true; // plain HTTP, as in development
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
}
