/** The global names that the oldest browsers lack and our libraries use, Preact above all. */
const page = window as unknown as Record<string, unknown>;
page.globalThis ??= window; // Safari 12.0
page.queueMicrotask ??= (act: () => void) => void Promise.resolve().then(act); // Firefox before 69, Safari 12.0

export {};
