// Finds where the frames of a zstd stream end. Node's decompressor reads one frame only, but files that were joined or
// packed in parallel hold several, and skippable ones between them (RFC 8878 §3).

/** A part of the stream; `endsFrame` when a frame ends with it. Skippable frames give no part. */
export type FramePart = { readonly bytes: Uint8Array; readonly endsFrame: boolean };

/** Follows the stream chunk by chunk. */
export type FrameWalker = {
  /** The parts of a chunk, in order; `undefined` when what follows is no zstd frame (also on all later calls). */
  readonly walk: (chunk: Uint8Array) => { readonly parts: FramePart[]; readonly isZstd: boolean };
  /** True when the stream may end here. */
  readonly isBetweenFrames: () => boolean;
};

/** Where the walker stands: it collects the bytes of a header or passes over bytes whose number it knows. */
type Stage = 'magic' | 'skip-size' | 'skip' | 'descriptor' | 'rest-of-header' | 'block-header' | 'block' | 'checksum';

/** A walker at the start of a stream. */
export function zstdFrames(): FrameWalker {
  let stage: Stage = 'magic';
  let needed = 4;
  let collected: number[] = [];
  let hasChecksum = false;
  let isLastBlock = false;
  let isZstd = true;

  const enter = (next: Stage, bytes: number): void => {
    stage = next;
    needed = bytes;
    collected = [];
  };
  /** Goes on after a stage is complete; true when a frame has ended. */
  const advance = (): boolean => {
    switch (stage) {
      case 'magic': {
        const magic = littleEndian(collected);
        if (magic === 0xfd2fb528) enter('descriptor', 1);
        else if (magic >= 0x184d2a50 && magic <= 0x184d2a5f) enter('skip-size', 4);
        else isZstd = false;
        return false;
      }
      case 'skip-size':
        enter('skip', littleEndian(collected));
        return false;
      case 'descriptor': {
        const descriptor = collected[0] ?? 0;
        hasChecksum = (descriptor & 4) !== 0;
        enter('rest-of-header', restOfHeader(descriptor));
        return false;
      }
      case 'rest-of-header':
        enter('block-header', 3);
        return false;
      case 'block-header': {
        const header = littleEndian(collected);
        isLastBlock = (header & 1) !== 0;
        // A block of type 1 repeats its one byte.
        enter('block', ((header >> 1) & 3) === 1 ? 1 : header >> 3);
        return false;
      }
      case 'block':
        if (!isLastBlock) enter('block-header', 3);
        else if (hasChecksum) enter('checksum', 4);
        else return endFrame();
        return false;
      case 'checksum':
        return endFrame();
      case 'skip':
        enter('magic', 4);
        return false;
    }
  };
  const endFrame = (): boolean => {
    enter('magic', 4);
    return true;
  };
  /** Bytes of the magic number belong to a frame once they are known to be no skippable one's. */
  const frameMagic = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd);

  const walk = (chunk: Uint8Array): { parts: FramePart[]; isZstd: boolean } => {
    const parts: FramePart[] = [];
    let at = 0;
    let partStart = 0;
    while (isZstd && (at < chunk.length || needed === 0)) {
      const isOutside = stage === 'magic' || stage === 'skip-size' || stage === 'skip';
      const taken = Math.min(needed, chunk.length - at);
      const isPassedOver = stage === 'block' || stage === 'skip' || stage === 'checksum' || stage === 'rest-of-header';
      if (!isPassedOver) collected.push(...chunk.subarray(at, at + taken));
      at += taken;
      needed -= taken;
      if (isOutside) partStart = at;
      if (needed > 0) break;
      const before = stage;
      if (advance()) {
        parts.push({ bytes: chunk.subarray(partStart, at), endsFrame: true });
        partStart = at;
      } else if (before === 'magic' && stage === 'descriptor') {
        parts.push({ bytes: frameMagic, endsFrame: false });
      }
    }
    if (isZstd && partStart < at) parts.push({ bytes: chunk.subarray(partStart, at), endsFrame: false });
    return { parts, isZstd };
  };
  return { walk, isBetweenFrames: () => stage === 'magic' && collected.length === 0 };
}

/** Bytes of the frame header behind its descriptor: window, dictionary id, content size. */
function restOfHeader(descriptor: number): number {
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const contentSizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  return (isSingleSegment ? 0 : 1) + dictionaryBytes + contentSizeBytes;
}

function littleEndian(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte, position) => sum + byte * 256 ** position, 0);
}
