// `npm run make-log -- OUT --events N --seed S [--minions M] [--incident KIND]`: writes a made-up log of any size and its truth beside it; with
// `--incident` one of ordinary traffic with one planted incident (KIND `any`: the seed decides).
import { writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { incidentKinds, isIncidentKind } from '../../test/support/incident-maker/planted.ts';
import { writeIncident } from '../../test/support/incident-maker/write-incident.ts';
import { logSteps } from '../../test/support/log-maker/log-maker.ts';
import { truthLine } from '../../test/support/log-maker/truth.ts';

const bufferBytes = 8 * 1024 * 1024;

/** Gathers text and writes it in large parts while more is being made. */
class FileWriter {
  readonly #file: FileHandle;
  #buffer = Buffer.allocUnsafeSlow(bufferBytes);
  #length = 0;
  #writing: Promise<unknown> = Promise.resolve();
  bytes = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  write(text: string, isAscii: boolean): void {
    const room = text.length * (isAscii ? 1 : 3);
    if (this.#length + room > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow(this.#length + room + bufferBytes);
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    this.#length += this.#buffer.write(text, this.#length, isAscii ? 'latin1' : 'utf8');
  }

  /** Hands what was gathered to the disk, once there is enough of it and the last part is written. */
  async flush(atLeast = bufferBytes / 2): Promise<void> {
    if (this.#length < atLeast) return;
    const part = this.#buffer.subarray(0, this.#length);
    this.#buffer = Buffer.allocUnsafeSlow(bufferBytes);
    this.#length = 0;
    this.bytes += part.length;
    await this.#writing;
    this.#writing = this.#file.writeFile(part);
  }

  async close(): Promise<void> {
    await this.flush(0);
    await this.#writing;
    await this.#file.close();
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    events: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    minions: { type: 'string', default: '2000' },
    incident: { type: 'string' },
  },
});
const [out] = positionals;
const plan = { events: Number(values.events), seed: Number(values.seed), minions: Number(values.minions) };
if (out === undefined || !(plan.events > 0) || !Number.isInteger(plan.seed) || !(plan.minions > 0)) {
  console.error('use: make-log OUT [--events N] [--seed S] [--minions M] [--incident any|KIND]');
  process.exit(2);
}
if (values.incident !== undefined) {
  const kind = values.incident;
  if (kind !== 'any' && !isIncidentKind(kind)) {
    console.error(`there is no incident ${kind}; there are any, ${incidentKinds.join(', ')}`);
    process.exit(2);
  }
  const planted = writeIncident(out, kind === 'any' ? plan : { ...plan, kind });
  writeFileSync(`${out}.truth.json`, `${JSON.stringify({ plan, ...planted }, undefined, 1)}\n`);
  console.log(`${planted.kind}: ${planted.cause}`);
  process.exit(0);
}
const began = performance.now();
const log = new FileWriter(await open(out, 'w'));
const truth = new FileWriter(await open(`${out}.truth.json`, 'w'));
truth.write(`{"plan": ${JSON.stringify(plan)}, "jobs": [`, true);
let jobs = 0;
const making = logSteps(plan, {
  event: (line, isAscii) => {
    log.write(line, isAscii);
    log.write('\n', true);
  },
  job: (job) => {
    truth.write(`${jobs === 0 ? '' : ','}\n${truthLine(job)}`, true);
    jobs += 1;
  },
});
let step = making.next();
while (!step.done) {
  await log.flush();
  await truth.flush();
  step = making.next();
}
truth.write(`\n], "summary": ${JSON.stringify(step.value)}}\n`, true);
await log.close();
await truth.close();
const seconds = (performance.now() - began) / 1000;
console.log(
  `${step.value.events} events, ${log.bytes} bytes (${Math.round(log.bytes / step.value.events)} each), ${jobs} jobs: ${seconds.toFixed(1)} s, ${Math.round(step.value.events / seconds)} events/s`,
);
