/** Fetches models and the runtime once: packed where the browser unpacks, checked by hash, kept in the browser's cache. */

import speechUrl from "@ricky0123/vad-web/dist/silero_vad_v6.onnx?url";
import runtimeUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import assets from "./assets.json";

export type AssetName = keyof typeof assets;
const PLAIN: Record<AssetName, string> = { runtime: runtimeUrl, faces: "/models/mp_face_full.onnx", speech: speechUrl };
const CACHE = "fairseat-models";

export async function fetchAsset(name: AssetName): Promise<Uint8Array<ArrayBuffer>> {
  const { packed, sha256 } = assets[name];
  const key = `/models/kept/${name}?${sha256}`; // another version is another key
  const cache = await openCache();
  const kept = await cache?.match(key);
  if (kept) return new Uint8Array(await kept.arrayBuffer());
  const bytes = await download([..."DecompressionStream" in globalThis ? [packed] : [], PLAIN[name]], sha256);
  await keep(cache, key, bytes);
  return bytes;
}

/** The first address that delivers the file on record. */
async function download(addresses: string[], sha256: string): Promise<Uint8Array<ArrayBuffer>> {
  for (const address of addresses) {
    const response = await fetch(`${address}?${sha256.slice(0, 8)}`);
    const bytes = response.ok ? await unpacked(response) : null;
    if (bytes && (await matches(bytes, sha256))) return bytes;
  }
  throw new Error(`not the file on record: ${addresses.join(", ")}`);
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

/** Told by the bytes rather than the headers, since a server may already have had the browser unpack them. */
async function unpacked(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Response(bytes).body?.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function matches(bytes: Uint8Array<ArrayBuffer>, sha256: string): Promise<boolean> {
  if (!globalThis.crypto?.subtle) return true; // plain HTTP, as in development
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
}
