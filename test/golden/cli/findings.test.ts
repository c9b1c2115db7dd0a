// `saltrace findings` as it is used: exit status, rules of a folder, and how the list reads.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runSaltrace } from '../../support/run-saltrace.ts';

const captures = join(import.meta.dirname, '..', '..', 'captures');
const capture = join(captures, '3008.5', 'bad-config', 'rawfile.jsonl');
const folder = mkdtempSync(join(tmpdir(), 'saltrace-findings-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('findings', () => {
  it('says by its exit status whether something is as bad as asked', async () => {
    const race = join(captures, '3008.5', 'race', 'sse.txt');
    expect((await runSaltrace(['findings', race, '--fail-on', 'error'])).status).toBe(0);
    expect((await runSaltrace(['findings', race, '--fail-on', 'warning'])).status).toBe(1);
    expect((await runSaltrace(['findings', race, '--fail-on', 'awful'])).status).toBe(2);
  });

  it('reads the rules of a folder, and refuses one that is broken with its line', async () => {
    const rules = mkdtempSync(join(folder, 'rules-'));
    writeFileSync(join(rules, 'web2.yaml'), "id: web2\nseverity: error\ntitle: '{count} returns of web2'\nexplain: x\nnext: x\nfilter: kind:ret minion:web2\n");
    const good = await runSaltrace(['findings', capture, '--rules', rules, '--json']);
    expect(good.status).toBe(0);
    expect(JSON.parse(good.stdout)).toContainEqual(expect.objectContaining({ rule: 'web2', severity: 'error', minions: ['web2'] }));
    writeFileSync(join(rules, 'broken.yaml'), 'id: broken\nsevrity: error\n');
    const broken = await runSaltrace(['findings', capture, '--rules', rules, '--json']);
    expect(broken.status).toBe(2);
    expect(broken.stderr).toContain('broken.yaml:2: unknown key sevrity');
    expect((await runSaltrace(['findings', capture, '--rules', join(folder, 'none')])).status).toBe(2);
  });

  it('shows what follows from a cause under it', async () => {
    const { stdout } = await runSaltrace(['findings', join(captures, '3008.5', 'clock-skew', 'sse.txt')]);
    await expect(stdout).toMatchFileSnapshot('findings.txt');
  });
});
