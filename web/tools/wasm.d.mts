export function ranName(n: number): string;
export function noting(bytes: Uint8Array): { bytes: Buffer; functions: number };
export function onlyWith(bytes: Uint8Array, used: (n: number) => boolean | number): Buffer;
