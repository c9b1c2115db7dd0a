// A tag without what is special about one event: `salt/job/<jid>/ret/<minion>` is nearly unique, its shape is one of a few.

/** Stands in a shape for the event's jid. */
export const jidMark = '\u0001';
/** Stands in a shape for the event's minion. */
export const minionMark = '\u0002';
/** Comes before a character of the tag itself that is one of these three. */
const escapeMark = '\u0003';

/**
 * The shape of a tag: each part between slashes that is the event's jid or minion becomes a mark. {@link fillShape} with the
 * same jid and minion gives the tag back, whatever the tag holds.
 */
export function makeShape(tag: string, jid: string | undefined, minion: string | undefined): string {
  let shape = '';
  let from = 0;
  while (true) {
    const slash = tag.indexOf('/', from);
    const part = slash === -1 ? tag.slice(from) : tag.slice(from, slash);
    if (part === '') shape += part;
    else if (part === jid) shape += jidMark;
    else if (part === minion) shape += minionMark;
    else shape += escapeMarks(part);
    if (slash === -1) return shape;
    shape += '/';
    from = slash + 1;
  }
}

function escapeMarks(part: string): string {
  return /[\u0001-\u0003]/.test(part) ? part.replaceAll(/[\u0001-\u0003]/g, `${escapeMark}$&`) : part;
}

/** The tag of a shape. An absent jid or minion (which {@link makeShape} never marks) is filled in as nothing. */
export function fillShape(shape: string, jid: string, minion: string): string {
  return shape.replaceAll(/\u0001|\u0002|\u0003(.)/gs, (mark, own: string | undefined) => {
    if (own !== undefined) return own;
    if (mark === jidMark) return jid;
    return mark === minionMark ? minion : '';
  });
}
