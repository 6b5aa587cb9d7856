/** Zstandard frames (RFC 8878) of blocks stored as they are: Node 20 has no compressor for them. */
const MAGIC = 0xfd2fb528;
/** One segment, and a content size of 4 bytes. */
const DESCRIPTOR = 0xa0;
const MAX_BLOCK_BYTES = 128 * 1024;
const RAW = 0;
const REPEATED = 1;

/** A frame that every Zstandard reader takes; zeros shrink, the rest stays its size. */
export function zstdFrame(data: Buffer): Buffer {
  const header = Buffer.alloc(9);
  header.writeUInt32LE(MAGIC, 0);
  header.writeUInt8(DESCRIPTOR, 4);
  header.writeUInt32LE(data.length, 5);
  const parts: Buffer[] = [header];
  let offset = 0;
  do {
    const block = data.subarray(offset, offset + MAX_BLOCK_BYTES);
    offset += block.length;
    const first = block[0];
    const repeated = first !== undefined && block.every((byte) => byte === first);
    const blockHeader = Buffer.alloc(3);
    const last = offset >= data.length ? 1 : 0;
    blockHeader.writeUIntLE((block.length << 3) | ((repeated ? REPEATED : RAW) << 1) | last, 0, 3);
    parts.push(blockHeader, repeated ? block.subarray(0, 1) : block);
  } while (offset < data.length);
  return Buffer.concat(parts);
}
