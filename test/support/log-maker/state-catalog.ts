// The SLS files of the made-up fleet: which states they have, what requires what, and how a state's result reads.
import type { Phrases } from './phrases.ts';
import type { Random } from './random.ts';

/** One declared state; its texts are ready but for run number, time and duration. */
export type CatalogState = {
  /** `sls.id`, as requisites and the truth name it. */
  readonly name: string;
  /** Position in its SLS of the state it requires. */
  readonly requires: number | undefined;
  readonly head: string;
  readonly unchanged: string;
  readonly changed: string;
  readonly wouldChange: string;
  readonly failed: string;
  /** After the run number: name, SLS and id. */
  readonly tail: string;
};

/** One SLS file. */
export type Sls = { readonly name: string; readonly states: readonly CatalogState[] };

const slsNames = (
  'base.users base.ssh base.ntp base.motd base.sysctl web.nginx web.php web.certs db.postgres db.backup cache.redis ' +
  'mon.agent mon.rules sec.firewall sec.auditd app.deploy app.config app.worker queue.rabbit log.shipper'
).split(' ');

const functions: readonly (readonly [string, string])[] = [
  ['pkg', 'installed'],
  ['service', 'running'],
  ['file', 'managed'],
  ['user', 'present'],
  ['cmd', 'run'],
  ['file', 'directory'],
  ['cron', 'present'],
  ['git', 'latest'],
];

/** Declares the states of all SLS files. */
export function makeCatalog(random: Random, phrases: Phrases): Sls[] {
  return slsNames.map((name) => {
    const states: CatalogState[] = [];
    const count = 3 + random.below(8);
    for (let i = 0; i < count; i += 1) states.push(makeState(random, phrases, name, i));
    return { name, states };
  });
}

function makeState(random: Random, phrases: Phrases, sls: string, position: number): CatalogState {
  const [module, fun] = random.pick(functions);
  const id = `${random.pick(phrases.words)}-${random.pick(phrases.words)}-${position}`;
  const isFile = module === 'file';
  const name = isFile ? `/etc/${random.pick(phrases.words)}/${id}.conf` : id;
  const changes = isFile
    ? `{"diff": ${random.pick(phrases.diffJson)}, "mode": "0644"}`
    : `{"${id}": {"old": "1.${random.below(20)}.${random.below(9)}-1", "new": "1.${random.below(20)}.${random.below(9)}-2"}}`;
  const said = isFile ? `File ${name} updated` : `${random.pick(phrases.short)} changed`;
  const calm = isFile
    ? `File ${name} is in the correct state`
    : `${random.pick(phrases.short)} is already in the correct state`;
  const trace = JSON.stringify(
    `An exception occurred in this state: Traceback (most recent call last):\n  File "/usr/lib/python3/dist-packages/salt/state.py", line 2401, in call\n    ${random.pick(phrases.long)}\nCommandExecutionError: ${random.pick(phrases.short)}`,
  );
  return {
    name: `${sls}.${id}`,
    requires: position > 0 && random.chance(0.5) ? random.below(position) : undefined,
    head: `"${module}_|-${id}_|-${name}_|-${fun}": {`,
    unchanged: `"changes": {}, "comment": "${calm}", "name": "${name}", "result": true`,
    changed: `"changes": ${changes}, "comment": "${said}", "name": "${name}", "result": true`,
    wouldChange: `"changes": ${changes}, "comment": "${name} is set to be changed", "name": "${name}", "result": null`,
    failed: `"changes": {}, "comment": ${trace}, "name": "${name}", "result": false`,
    tail: `, "__sls__": "${sls}", "__id__": "${id}"}`,
  };
}
