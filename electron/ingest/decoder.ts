// Reads stored records again, for the store, which knows no formats.
import { rebuildTag } from '../../shared/salt/rebuild-tag.ts';
import { formatNamed } from '../formats/registry.ts';
import type { RecordDecoder } from '../store/case-file.ts';

/** Decodes one stored record by the name of its format; `undefined` when it is none (or the format is unknown). */
export const decodeStored: RecordDecoder = (format, record) => {
  const decoded = formatNamed(format)?.decode(record);
  if (decoded === undefined || !decoded.ok) return undefined;
  const tag = decoded.tag ?? rebuildTag(decoded.data);
  return tag === undefined ? undefined : { tag, data: decoded.data, dataText: decoded.dataText };
};
