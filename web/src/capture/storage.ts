/** Can this browser keep the recording over an outage? */

const NAME = "fairseat-check";
const BYTES = 200_000;
const WAIT_MS = 4000;

async function freeBytes(): Promise<number | null> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined ? null : quota - (usage ?? 0);
  } catch {
    return null; // Safari before 17
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function roundTrip(): Promise<boolean> {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("check");
  const db = await settled(opening);
  try {
    const bytes = new Uint8Array(BYTES).fill(7);
    const writing = db.transaction("check", "readwrite");
    const written = new Promise<void>((resolve, reject) => {
      writing.oncomplete = () => resolve();
      writing.onabort = () => reject(writing.error);
    });
    writing.objectStore("check").put(bytes.buffer, 1);
    await written;
    const read: ArrayBuffer = await settled(db.transaction("check").objectStore("check").get(1));
    return read.byteLength === BYTES && new Uint8Array(read)[BYTES - 1] === 7;
  } finally {
    db.close();
    indexedDB.deleteDatabase(NAME);
  }
}

/** Really writes and reads: a full disk and private windows let `open` succeed. */
export async function checkStorage(): Promise<{ ok: boolean; freeBytes: number | null }> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, WAIT_MS, false));
  const ok = await Promise.race([roundTrip().catch(() => false), late]).catch(() => false);
  return { ok, freeBytes: await freeBytes() };
}
