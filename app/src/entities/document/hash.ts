/** Hashing a document where it is: it never leaves the browser. */

/** SHA-256 of a file. Fails where the browser can't read it. */
export async function sha256Of(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
}

/** A file and its SHA-256; null where the browser could not read it. */
export interface HashedFile {
  readonly name: string;
  readonly sha256: Uint8Array | null;
}

/** Reads and hashes a file. */
export async function hashOfFile(file: File): Promise<HashedFile> {
  const { name } = file;
  try {
    return { name, sha256: await sha256Of(file) };
  } catch {
    return { name, sha256: null };
  }
}
