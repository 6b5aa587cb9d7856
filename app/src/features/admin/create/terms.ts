/** The fingerprint of the terms document, taken in the browser. */
import { hex } from '@/shared/format';

/** SHA-256 of a file, 64 hexadecimal digits. */
export async function sha256Of(file: Blob): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())));
}

/** The bytes of hexadecimal digits. */
export function bytesOf(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
