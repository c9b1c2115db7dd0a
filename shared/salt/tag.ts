// Reads an event's tag: what kind of event it names, and the jid and minion that stand in it (salt-events §1).
import { isJid } from './jid.ts';
import type { Kind } from './kind.ts';

/** What a tag says by itself. `undefined` = not in the tag. */
export type TagParts = {
  readonly kind: Kind;
  readonly jid: string | undefined;
  /** The minion whose event it is, or the one it is about; of a syndic its id, of salt-cloud the machine's name. */
  readonly minion: string | undefined;
  /** What follows: the function of a sub error, the number of a progress event, `<beacon>/<sub>`, the step of a batch… */
  readonly rest: string | undefined;
};

/** The old double of a sub error, `<state module>.<function>`. Any custom tag with one dot looks the same. */
const legacyErrorPattern = /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/;

/**
 * Reads a tag; never throws and never refuses: what is not known under `salt/` is `unknown`, all else `custom`. Whether the
 * sender had the right to the tag is not asked here.
 */
export function readTag(tag: string): TagParts {
  if (tag.startsWith('salt/')) return readSaltTag(tag);
  if (tag.startsWith('minion/refresh/')) return parts('refresh', undefined, segment(tag, 15), undefined);
  if (tag.startsWith('resource/refresh/')) return parts('refresh', undefined, segment(tag, 17), undefined);
  if (tag.startsWith('syndic/')) {
    const id = segment(tag, 7);
    return parts('syndic', undefined, id, after(tag, 7, id));
  }
  if (tag.startsWith('cluster/')) return parts('cluster', undefined, undefined, tag.slice(8));
  switch (tag) {
    case 'minion_start':
      return parts('minion-start', undefined, undefined, undefined);
    case 'minion_ping':
      return parts('minion-ping', undefined, undefined, undefined);
    case '_salt_error':
      return parts('minion-error', undefined, undefined, undefined);
    case 'syndic_start':
      return parts('syndic', undefined, undefined, undefined);
  }
  if (isJid(tag)) return parts('bare-jid', tag, undefined, undefined);
  if (legacyErrorPattern.test(tag)) return parts('legacy-error', undefined, undefined, undefined);
  return parts('custom', undefined, undefined, undefined);
}

function readSaltTag(tag: string): TagParts {
  // Most events are of jobs; cutting the family out for them too would take as long as all the rest.
  if (tag.startsWith('job/', 5)) return readJobTag(tag);
  const family = tag.slice(5, slashOrEnd(tag, 5));
  const start = 6 + family.length;
  switch (family) {
    case 'run':
      return readRunTag(tag);
    case 'wheel':
      return readWheelTag(tag);
    case 'batch': {
      const jid = segment(tag, start);
      return parts('batch', jid, undefined, after(tag, start, jid));
    }
    case 'state_result': {
      const jid = segment(tag, start);
      const minionStart = start + (jid?.length ?? 0) + 1;
      const minion = segment(tag, minionStart);
      return parts('state-result', jid, minion, after(tag, minionStart, minion));
    }
    case 'beacon': {
      const minion = segment(tag, start);
      return parts('beacon', undefined, minion, after(tag, start, minion));
    }
    case 'minion':
    case 'syndic': {
      const minion = segment(tag, start);
      const rest = after(tag, start, minion);
      if (rest !== 'start') return unknown(undefined, undefined);
      return parts(family === 'minion' ? 'minion-start' : 'syndic', undefined, minion, undefined);
    }
    case 'cloud': {
      const machine = segment(tag, start);
      return parts('cloud', undefined, machine, after(tag, start, machine));
    }
    case 'netapi':
      return tag.startsWith('hook/', start)
        ? parts('hook', undefined, undefined, tag.slice(start + 5))
        : unknown(undefined, undefined);
    case 'engine':
    case 'engines':
      return parts('engine', undefined, undefined, rest(tag, start));
    default:
      return readPlainTag(tag, family, start);
  }
}

/** Families whose tags hold neither jid nor minion. */
function readPlainTag(tag: string, family: string, start: number): TagParts {
  const tail = rest(tag, start);
  switch (family) {
    case 'auth':
    case 'key':
      return tail === undefined ? parts(family, undefined, undefined, undefined) : unknown(undefined, undefined);
    case 'presence':
      return parts('presence', undefined, undefined, tail);
    case 'stats':
      return parts('stats', undefined, undefined, tail);
    case 'fileserver':
      return parts('fileserver', undefined, undefined, tail);
    case 'queue':
      return parts('queue', undefined, undefined, tail);
    case 'reactors':
      return parts('reactors', undefined, undefined, tail);
    case 'cluster':
      return parts('cluster', undefined, undefined, tail);
    case 'event_listen':
      return tail === 'start' ? parts('master-start', undefined, undefined, undefined) : unknown(undefined, undefined);
    default:
      return unknown(undefined, undefined);
  }
}

/** `salt/job/<jid>/<word>…`, and `salt/job/error` without a jid (a refused request, salt-live §1). */
function readJobTag(tag: string): TagParts {
  if (tag === 'salt/job/error') return parts('job-error', undefined, undefined, undefined);
  const jid = segment(tag, 9);
  const start = 10 + (jid?.length ?? 0);
  if (tag.startsWith('ret/', start)) return ofMinion('ret', tag, jid, start + 4);
  if (tag.startsWith('prog/', start)) return ofMinion('prog', tag, jid, start + 5);
  if (tag.startsWith('start/', start)) return ofMinion('start', tag, jid, start + 6);
  if (tag.startsWith('sub/', start)) return readSubError(tag, jid, start + 4);
  switch (tag.slice(start)) {
    case 'new':
      return parts('new', jid, undefined, undefined);
    case 'publish':
      return parts('publish', jid, undefined, undefined);
    case 'error':
      return parts('job-error', jid, undefined, undefined);
    default:
      return unknown(jid, undefined);
  }
}

/** What one minion says about a job; without the minion it is nothing Salt sends. */
function ofMinion(kind: 'ret' | 'prog' | 'start', tag: string, jid: string | undefined, start: number): TagParts {
  const minion = segment(tag, start);
  return minion === undefined ? unknown(jid, undefined) : parts(kind, jid, minion, after(tag, start, minion));
}

function readSubError(tag: string, jid: string | undefined, start: number): TagParts {
  const minion = segment(tag, start);
  const tail = minion === undefined ? undefined : after(tag, start, minion);
  if (tail === undefined || !tail.startsWith('error/')) return unknown(jid, minion);
  return parts('sub-error', jid, minion, tail.slice(6));
}

function readRunTag(tag: string): TagParts {
  const jid = segment(tag, 9);
  const word = after(tag, 9, jid);
  switch (word) {
    case undefined:
      return unknown(jid, undefined);
    case 'new':
      return parts('run-new', jid, undefined, undefined);
    case 'args':
      return parts('run-args', jid, undefined, undefined);
    case 'ret':
      return parts('run-ret', jid, undefined, undefined);
  }
  // `salt-run reactor.list` and its kin ask under their own jid (salt-live §7).
  if (word.startsWith('salt/reactors/manage/')) return parts('reactors', jid, undefined, word.slice(14));
  return parts('run-progress', jid, undefined, word);
}

function readWheelTag(tag: string): TagParts {
  const jid = segment(tag, 11);
  const word = after(tag, 11, jid);
  if (word === 'new') return parts('wheel-new', jid, undefined, undefined);
  if (word === 'ret') return parts('wheel-ret', jid, undefined, undefined);
  return unknown(jid, undefined);
}

function parts(kind: Kind, jid: string | undefined, minion: string | undefined, tail: string | undefined): TagParts {
  return { kind, jid, minion, rest: tail };
}

function unknown(jid: string | undefined, minion: string | undefined): TagParts {
  return { kind: 'unknown', jid, minion, rest: undefined };
}

/** The segment that begins at a position; `undefined` when it is empty or beyond the end. */
function segment(tag: string, start: number): string | undefined {
  const text = tag.slice(start, slashOrEnd(tag, start));
  return text === '' ? undefined : text;
}

/** What follows a segment and its slash; `undefined` when nothing does. */
function after(tag: string, start: number, text: string | undefined): string | undefined {
  return rest(tag, start + (text?.length ?? 0) + 1);
}

/** The tail from a position on; `undefined` when it is empty. */
function rest(tag: string, start: number): string | undefined {
  return start < tag.length ? tag.slice(start) : undefined;
}

function slashOrEnd(tag: string, start: number): number {
  const slash = tag.indexOf('/', start);
  return slash === -1 ? tag.length : slash;
}
