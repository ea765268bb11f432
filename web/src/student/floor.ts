/** The one global name that the oldest browsers lack and our libraries use (Safari 12.0, Firefox before 65). */
const page = window as unknown as Record<string, unknown>;
page.globalThis ??= window;

export {};
