// The minions of a made-up incident: how they are called and which grains they have, varied by seed.
import type { Stage } from './stage.ts';

/** One minion. */
export type Minion = {
  readonly name: string;
  readonly grains: Readonly<Record<string, string>>;
  /** Seconds its clock is ahead of the master's. */
  readonly skew: number;
  /** Time until which it hears nothing, µs; 0 when it is well. */
  deafUntil: number;
  /** Time until which its process is gone, µs; 0 when it is well. What it had begun is lost. */
  downUntil: number;
};

/** A fleet with the words of one company. */
export type Site = {
  readonly minions: readonly Minion[];
  /** Grains with few values, by which minions fall into groups. */
  readonly groupings: readonly string[];
  readonly operators: readonly string[];
};

const roleSets = [
  ['web', 'db', 'cache', 'queue', 'lb'],
  ['edge', 'core', 'ingest', 'report'],
  ['app', 'pg', 'redis', 'mq', 'proxy', 'mon'],
  ['node', 'ctl', 'store', 'gw'],
];
const siteSets = [
  ['fra', 'ams'],
  ['iad', 'sjc', 'dub'],
  ['east', 'west', 'south'],
  ['sin', 'nrt', 'syd', 'bom'],
];
const releases: readonly (readonly [string, readonly string[]])[] = [
  ['Debian', ['11.9', '12.4', '12.5']],
  ['Ubuntu', ['20.04', '22.04', '24.04']],
  ['Rocky', ['8.9', '9.3']],
  ['SLES', ['15.5', '15.6']],
];
const ownGrains: readonly (readonly [string, readonly string[]])[] = [
  ['tier', ['gold', 'silver', 'bronze']],
  ['pool', ['blue', 'green']],
  ['hw_model', ['R640', 'R650', 'SYS-1029', 'ProLiant-DL360']],
  ['owner', ['payments', 'search', 'platform', 'data']],
  ['storage', ['nvme', 'sata', 'san']],
  ['zone', ['a', 'b', 'c']],
];

/** Makes the fleet of a seed. */
export function makeSite(stage: Stage, size: number): Site {
  const { random } = stage;
  const roles = random.pick(roleSets);
  const sites = random.pick(siteSets);
  const systems = stage.some(releases, 2);
  const own = stage.some(ownGrains, 2);
  const racks = Array.from({ length: 4 + random.below(5) }, (_, at) => `${random.pick(['r', 'rk', 'R'])}${at + 1}`);
  const style = random.below(4);
  const minions = Array.from({ length: size }, (_, at): Minion => {
    const role = random.pick(roles);
    const site = random.pick(sites);
    const [os, versions] = random.pick(systems);
    const number = String(at + 1).padStart(size > 999 ? 4 : 3, '0');
    const names = [
      `${site}-${role}-${number}`,
      `${role}${number}.${site}.example.net`,
      `${role}-${number}`,
      `${site}${number}${role}`,
    ];
    const grains: Record<string, string> = {
      role,
      site,
      env: random.chance(0.8) ? 'prod' : 'stage',
      os,
      osrelease: random.pick(versions),
      rack: random.pick(racks),
      kernelrelease: random.pick(['5.15.0-105', '6.1.0-18', '6.1.0-21', '6.8.0-31']),
    };
    for (const [grain, values] of own) grains[grain] = random.pick(values);
    return { name: names[style] ?? number, grains, skew: 0, deafUntil: 0, downUntil: 0 };
  });
  const groupings = ['role', 'site', 'env', 'os', 'osrelease', 'rack', 'kernelrelease', ...own.map(([grain]) => grain)];
  const operators = stage.some(['sudo_ana', 'sudo_bo', 'sudo_kim', 'sudo_lee', 'root'], 2);
  return { minions, groupings, operators };
}
