/** The outbox's database. Every method may reject: a full disk (`isFull`), or a database that is gone. */

export type Key = (string | number)[];
export type Shelf = "chunks" | "frames" | "snapshots" | "readings" | "sessions";

const NAME = "fairseat-outbox";
const SHELVES: readonly Shelf[] = ["chunks", "frames", "snapshots", "readings", "sessions"];
/** The server takes nothing later than 24 h after the end of a session. */
const FORGET_AFTER_MS = 48 * 3600_000;
const OPEN_WAIT_MS = 4000;

export function isFull(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === "QuotaExceededError" || error.name === "NS_ERROR_FILE_NO_DEVICE_SPACE")
  );
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Everything of one session: a shorter array sorts before a longer one, and an array after every number and string. */
function ofSession(session: string): IDBKeyRange {
  return IDBKeyRange.bound([session], [session, []]);
}

export class Disk {
  private constructor(private readonly db: IDBDatabase) {}

  /** Safari has been seen never to answer `open`; better no disk than no recording. */
  static open(onGone: () => void): Promise<Disk> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("the database does not open")), OPEN_WAIT_MS);
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        for (const shelf of SHELVES) request.result.createObjectStore(shelf);
      };
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        clearTimeout(timer);
        const db = request.result;
        db.onclose = onGone;
        db.onversionchange = () => {
          db.close();
          onGone();
        };
        resolve(new Disk(db));
      };
    });
  }

  /** All or nothing. "Relaxed" spares the wait for the platter: only a power cut could lose what is written. */
  async put(rows: readonly (readonly [Shelf, Key, unknown])[]): Promise<void> {
    await this.change([...new Set(rows.map(([shelf]) => shelf))], (store) => {
      for (const [shelf, key, value] of rows) store(shelf).put(value, key);
    });
  }

  async remove(rows: readonly (readonly [Shelf, Key])[]): Promise<void> {
    if (!rows.length) return;
    await this.change([...new Set(rows.map(([shelf]) => shelf))], (store) => {
      for (const [shelf, key] of rows) store(shelf).delete(key);
    });
  }

  async get<T>(shelf: Shelf, key: Key): Promise<T | undefined> {
    return asked<T | undefined>(this.db.transaction(shelf).objectStore(shelf).get(key));
  }

  async all<T>(shelf: Shelf, session: string): Promise<T[]> {
    return asked<T[]>(this.db.transaction(shelf).objectStore(shelf).getAll(ofSession(session)));
  }

  /** Notes that this session is in use, and clears away what no server would take any more. */
  async visit(session: string, now: number): Promise<void> {
    const sessions = this.db.transaction("sessions").objectStore("sessions");
    const [keys, seen] = await Promise.all([asked(sessions.getAllKeys()), asked<number[]>(sessions.getAll())]);
    const old = keys.filter((_, i) => now - (seen[i] ?? now) > FORGET_AFTER_MS).map((key) => (key as Key)[0] as string);
    await this.change([...SHELVES], (store) => {
      for (const name of old) for (const shelf of SHELVES) store(shelf).delete(ofSession(name));
      store("sessions").put(now, [session]);
    });
  }

  close(): void {
    this.db.close();
  }

  private change(shelves: Shelf[], work: (store: (shelf: Shelf) => IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.db.transaction(shelves, "readwrite", { durability: "relaxed" });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("the database gave up"));
      work((shelf) => transaction.objectStore(shelf));
    });
  }
}
