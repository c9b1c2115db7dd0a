// Returns of functions that are no state runs.
import type { Phrases } from './phrases.ts';
import type { Random } from './random.ts';
import type { TrueOutcome } from './truth.ts';

/** What one minion answers. */
export function plainReturn(
  random: Random,
  phrases: Phrases,
  fun: string,
): { outcome: TrueOutcome; json: string; retcode: number; isSuccess: boolean } {
  if (fun !== 'test.ping' && random.chance(0.015)) return failure(random, phrases, fun);
  return { outcome: 'succeeded', json: body(random, phrases, fun), retcode: 0, isSuccess: true };
}

function failure(random: Random, phrases: Phrases, fun: string) {
  const isCommand = fun.startsWith('cmd.');
  const json = isCommand
    ? `"/bin/sh: 1: ${random.pick(phrases.short)}: not found"`
    : `"ERROR executing '${fun}': ${random.pick(phrases.short)}"`;
  return { outcome: 'failed' as const, json, retcode: isCommand ? 1 + random.below(126) : 1, isSuccess: false };
}

function body(random: Random, phrases: Phrases, fun: string): string {
  switch (fun) {
    case 'test.ping':
      return 'true';
    case 'cmd.run':
    case 'cmd.script':
      return random.pick(phrases.outputJson);
    case 'grains.items':
      return random.pick(phrases.grainsJson);
    case 'disk.usage':
      return random.pick(phrases.disksJson);
    case 'pkg.list_upgrades':
      return random.pick(phrases.upgradesJson);
    default:
      return random.pick(phrases.smallJson);
  }
}
