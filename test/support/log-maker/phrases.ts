// Text for made-up events, made once in advance: rendering it anew for each event would be most of the work.
import type { Random } from './random.ts';

const words = (
  'connection refused timeout service nginx restarted package installed configuration file updated permission denied ' +
  'kernel module loaded user session closed daemon started health check passed disk usage threshold exceeded ' +
  'certificate renewed backup completed replication lag detected upstream server error retry scheduled cluster node ' +
  'joined leader elected snapshot taken cache warmed index rebuilt queue drained worker idle token expired'
).split(' ');

const levels = ['INFO', 'WARN', 'ERROR', 'DEBUG'];

/** Ready-made texts. Those named `Json` are JSON values, the others plain words without anything to escape. */
export type Phrases = {
  readonly words: readonly string[];
  readonly short: readonly string[];
  readonly long: readonly string[];
  /** Output of a command, several lines. */
  readonly outputJson: readonly string[];
  readonly diffJson: readonly string[];
  readonly grainsJson: readonly string[];
  readonly disksJson: readonly string[];
  readonly upgradesJson: readonly string[];
  readonly smallJson: readonly string[];
};

/** Makes the texts of one log. */
export function makePhrases(random: Random): Phrases {
  const sentence = (count: number): string => {
    const parts: string[] = [];
    for (let i = 0; i < count; i += 1) parts.push(random.pick(words));
    return parts.join(' ');
  };
  const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  return {
    words,
    short: many(512, () => sentence(4)),
    long: many(256, () => sentence(12)),
    outputJson: many(600, () => JSON.stringify(output(random, sentence))),
    diffJson: many(200, () =>
      JSON.stringify(`--- \n+++ \n@@ -1,3 +1,3 @@\n # managed\n-${sentence(5)}\n+${sentence(6)}\n`),
    ),
    grainsJson: many(150, () => JSON.stringify(grains(random))),
    disksJson: many(100, () => JSON.stringify(disks(random))),
    upgradesJson: many(100, () => JSON.stringify(upgrades(random))),
    smallJson: [
      'true',
      'true',
      'true',
      'null',
      '{}',
      ...many(40, () => JSON.stringify({ status: sentence(3), value: random.below(1e6) })),
    ],
  };
}

/** Hexadecimal digits. */
export function hex(random: Random, digits: number): string {
  let text = '';
  while (text.length < digits)
    text += Math.floor(random.float() * 0xffffffff)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, digits);
}

function output(random: Random, sentence: (count: number) => string): string {
  const lines = Math.max(1, Math.round(1 + random.float() * random.float() * 60));
  const text: string[] = [];
  for (let i = 0; i < lines; i += 1) {
    text.push(`${random.pick(levels)} [${hex(random, 8)}] ${sentence(3 + random.below(6))}`);
  }
  return text.join('\n');
}

function grains(random: Random): object {
  const more: Record<string, string> = {};
  for (let i = 0; i < 20; i += 1) more[`${random.pick(words)}_${i}`] = hex(random, 12);
  return {
    os: random.pick(['Debian', 'Ubuntu', 'Rocky']),
    osrelease: random.pick(['12', '13', '24.04', '9']),
    kernel: 'Linux',
    kernelrelease: `6.1.0-${random.below(30)}-amd64`,
    saltversion: '3008.5',
    mem_total: 1024 * (1 + random.below(64)),
    num_cpus: 1 << random.below(6),
    uuid: hex(random, 32),
    ip4_interfaces: { lo: ['127.0.0.1'], eth0: [`10.${random.below(256)}.${random.below(256)}.${random.below(256)}`] },
    ...more,
  };
}

function disks(random: Random): object {
  const all: Record<string, object> = {};
  for (const path of ['/', '/boot', '/var', '/home'].slice(0, 1 + random.below(4))) {
    all[path] = {
      '1K-blocks': String(random.below(1e8)),
      used: String(random.below(1e7)),
      available: String(random.below(1e7)),
      capacity: `${random.below(100)}%`,
      filesystem: `/dev/sd${random.pick(['a', 'b', 'c', 'd'])}${random.below(9)}`,
    };
  }
  return all;
}

function upgrades(random: Random): object {
  const all: Record<string, string> = {};
  const count = random.below(16);
  for (let i = 0; i < count; i += 1) {
    all[`lib${random.pick(words)}${random.below(9)}`] =
      `${random.below(9)}.${random.below(30)}.${random.below(10)}+deb12u${random.below(9)}`;
  }
  return all;
}
