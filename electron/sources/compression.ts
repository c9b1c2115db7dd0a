// Tells compressed bytes by how they begin, never by a file's name.

/** How a source is packed. */
export type Compression = 'none' | 'gzip' | 'zstd';

/** Packings that are recognised but not read, with the command that unpacks them. */
export type UnsupportedCompression = { readonly name: string; readonly command: string };

const unsupported: readonly (readonly [string, UnsupportedCompression])[] = [
  ['425a68', { name: 'bzip2', command: 'bunzip2' }],
  ['fd377a585a00', { name: 'xz', command: 'unxz' }],
  ['04224d18', { name: 'lz4', command: 'unlz4' }],
  ['504b0304', { name: 'zip', command: 'unzip' }],
  ['377abcaf271c', { name: '7-Zip', command: '7z x' }],
];

/** Reads the packing from the first bytes (at least 6 where there are so many). */
export function readCompression(head: Uint8Array): Compression | UnsupportedCompression {
  const magic = Buffer.from(head.subarray(0, 6)).toString('hex');
  if (magic.startsWith('1f8b')) return 'gzip';
  // A frame, or a skippable frame before it.
  if (magic.startsWith('28b52ffd') || /^5[0-9a-f]2a4d18/.test(magic)) return 'zstd';
  return unsupported.find(([start]) => magic.startsWith(start))?.[1] ?? 'none';
}
