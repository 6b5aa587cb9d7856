/** Hashing a document where it is: it never leaves the browser. */

/** A file and its SHA-256; null where the browser could not read it. */
export interface HashedFile {
  readonly name: string;
  readonly sha256: Uint8Array | null;
}

/** Reads and hashes a file. */
export async function hashOfFile(file: File): Promise<HashedFile> {
  try {
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    return { name: file.name, sha256: new Uint8Array(digest) };
  } catch {
    return { name: file.name, sha256: null };
  }
}
