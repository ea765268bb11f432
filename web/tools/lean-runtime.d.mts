export const web: string;
export const USED: string;
export function leanRuntime(bytes: Uint8Array, sha256: string): Buffer;
