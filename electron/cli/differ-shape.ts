// The JSON of `saltrace differ` (docs/cli.md): the first cause stands at the top, all of them in `causes`.
import type { DifferAnswer, DifferCause, Difference, FieldValue, Share } from '../../shared/questions/differ.ts';

/** `differ --json`. */
export function differShape(answer: DifferAnswer): object {
  const [first] = answer.causes;
  return {
    jid: answer.jid,
    failing: first?.failing ?? [],
    healthy: answer.healthy,
    differences: (first?.differences ?? []).map(differenceShape),
    verdict: first?.verdict ?? 'nothing-stands-out',
    certainty: 'inferred',
    causes: answer.causes.map(causeShape),
    with_grains: answer.withGrains,
    with_words: answer.withWords,
  };
}

function causeShape({ kind, root, text, failing, differences, verdict, tried }: DifferCause): object {
  return {
    kind,
    root: root === null ? null : { sls: root.sls, id: root.id, state: root.state, comment: root.comment },
    text,
    failing,
    differences: differences.map(differenceShape),
    verdict,
    tried,
  };
}

function differenceShape({ fields, failing, healthy, score, chance, mayFollow, also, support }: Difference): object {
  return {
    fields: fieldsShape(fields),
    failing: shareShape(failing),
    healthy: shareShape(healthy),
    score: Number(score.toFixed(3)),
    chance: Number(chance.toPrecision(3)),
    may_follow: mayFollow,
    also: also.map(({ field, value }) => ({ [field]: value })),
    support,
  };
}

function fieldsShape(fields: readonly FieldValue[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ field, value }) => [field, value]));
}

function shareShape({ count, of }: Share): string {
  return `${count} of ${of}`;
}
