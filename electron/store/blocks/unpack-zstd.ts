// zstd for runtimes whose zlib has none (Electron 33), in plain JavaScript, bounded against hostile frames.
import { Decompress } from 'fzstd';

/**
 * Unpacks one zstd frame to at most `length` bytes. Throws a RangeError when the frame holds more, asks for a window larger
 * than its content can need, or is followed by anything; fzstd's own errors come through.
 */
export function unpackZstd(bytes: Uint8Array, length: number): Uint8Array {
  checkFrame(bytes, length);
  const unpacked = new Uint8Array(length);
  let at = 0;
  const stream = new Decompress((chunk) => {
    if (at + chunk.length > length) throw new RangeError(`more than ${length} bytes`);
    unpacked.set(chunk, at);
    at += chunk.length;
  });
  stream.push(bytes, true);
  return unpacked.subarray(0, at);
}

/** A window may be as large as zstd level 1 makes it for inputs of unknown size, or as large as the content. */
const usualWindow = 1024 * 1024;

/**
 * Walks the headers of a frame (RFC 8878 §3.1.1): fzstd would allocate whatever window they ask for, up to 2 GB, and would go
 * on with a second frame.
 */
function checkFrame(bytes: Uint8Array, length: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== 0xfd2fb528) throw new RangeError('no zstd frame');
  const descriptor = view.getUint8(4);
  const isSingle = (descriptor & 32) !== 0;
  let at = 5;
  let window = 0;
  if (!isSingle) {
    const code = view.getUint8(at++);
    const base = 2 ** (10 + (code >> 3));
    window = base + (base / 8) * (code & 7);
  }
  at += [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const size = contentSize(view, at, sizeBytes);
  if (size !== undefined && size !== length) throw new RangeError(`the frame declares ${size} bytes`);
  if (window > Math.max(usualWindow, length)) throw new RangeError(`the frame asks for a window of ${window} bytes`);
  at += sizeBytes;
  for (let isLast = false; !isLast; ) {
    const header = view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    isLast = (header & 1) === 1;
    at += 3 + (((header >> 1) & 3) === 1 ? 1 : header >> 3);
  }
  if (at + ((descriptor & 4) === 0 ? 0 : 4) !== bytes.length)
    throw new RangeError('the frame does not end with the data');
}

function contentSize(view: DataView, at: number, sizeBytes: number): number | undefined {
  if (sizeBytes === 1) return view.getUint8(at);
  if (sizeBytes === 2) return view.getUint16(at, true) + 256;
  if (sizeBytes === 4) return view.getUint32(at, true);
  return sizeBytes === 8 ? Number(view.getBigUint64(at, true)) : undefined;
}
