// Every sample is claimed by its own format only; what is no capture by none.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { detectFormat, formatNamed, formats } from '../../../electron/formats/registry.ts';
import { headBytes } from '../../../electron/sources/source.ts';
import { capturesFolder } from '../../support/read-records.ts';

function claims(head: Uint8Array): string[] {
  return formats.filter((format) => format.detect(head) > 0).map(({ name }) => name);
}

const golden = join(import.meta.dirname, '..', '..', 'golden');
/** Golden cases that hold too little of their format for anybody to recognise. */
const unrecognisable = new Set([
  'sse/data-that-is-no-event',
  'rawfile-json/lines-that-are-no-events',
  'rawfile-json/nul-bytes-and-binary-line',
]);

describe('detection', () => {
  const recordings = readdirSync(capturesFolder).filter((name) => /^\d/.test(name));
  const samples = recordings.flatMap((version) =>
    readdirSync(join(capturesFolder, version)).map((scenario) => join(capturesFolder, version, scenario)),
  );

  it.each([
    ['sse.txt', 'sse'],
    ['event-plain.txt', 'state-event'],
    ['event-pretty.txt', 'state-event'],
    ['rawfile.jsonl', 'rawfile-json'],
  ])('of every %s gives %s alone, however little of it there is', (file, name) => {
    for (const folder of samples) {
      const path = join(folder, file);
      const bytes = existsSync(path) ? readFileSync(path) : gunzipSync(readFileSync(`${path}.gz`));
      for (const length of [200, 1_000, 4_096, headBytes]) {
        expect([path, length, claims(bytes.subarray(0, length))]).toEqual([path, length, [name]]);
      }
      expect(detectFormat(bytes.subarray(0, headBytes))?.name).toBe(name);
    }
  });

  it.each(formats)('of the golden cases of $name gives no other format', ({ name }) => {
    for (const folder of readdirSync(join(golden, name))) {
      if (unrecognisable.has(`${name}/${folder}`)) continue;
      const input = readdirSync(join(golden, name, folder)).find((file) => file.startsWith('input.')) ?? '';
      expect([folder, claims(readFileSync(join(golden, name, folder, input)))]).toEqual([folder, [name]]);
    }
  });

  it('of a first record longer than the head still works', () => {
    const long = JSON.stringify({
      cmd: '_return',
      id: 'web1',
      jid: '20261122200903698084',
      return: 'x'.repeat(200_000),
    });
    const tag = 'salt/job/20261122200903698084/ret/web1';
    const head = (text: string): Uint8Array => Buffer.from(text).subarray(0, headBytes);
    expect(claims(head(`${tag}\t${long}\n`))).toEqual(['state-event']);
    expect(claims(head(`{"data": ${long}, "tag": "${tag}"}\n`))).toEqual(['rawfile-json']);
    expect(claims(head(`${long}\n`))).toEqual(['rawfile-json']);
    expect(claims(head(`retry: 400\ntag: ${tag}\ndata: {"data": ${long}}\n`))).toEqual(['sse']);
  });

  it.each([
    ['nothing', ''],
    ['blank lines', '\n\n  \n'],
    ['binary data', Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * 7919) % 256))],
    ['a gzip file', gzipSync('salt/auth\t{"_stamp": "x"}')],
    ['a PNG picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['an SQLite file', Buffer.from('SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20tag\t{"a": 1}\n', 'latin1')],
    [
      'a socket recording of 3008',
      Buffer.from('82a468656164 80a4626f6479c42c73616c742f617574680a0a81a25f73'.replaceAll(' ', ''), 'hex'),
    ],
    ['a socket recording of 3006', Buffer.from('0000003282a46865616480a4626f6479c42c73616c742f617574680a0a', 'hex')],
    ['HTML', '<!DOCTYPE html>\n<html><body>data: {"a": 1}</body></html>\n'],
    ['a web page with a script', '<html>\n<script>\nvar x = {"tag": "a", "data": {}}\n</script>\n'],
    ['a JSON document', '{\n    "return": [\n        {"token": "x"}\n    ]\n}\n'],
    ['one line of other JSON', '{"name": "saltrace", "version": "0.1.0"}\n'],
    ['other JSON lines', '{"level": "info", "msg": "x"}\n{"level": "info", "msg": "y"}\n'],
    ['a JSON list', '[{"tag": "a", "data": {}}]\n'],
    ['YAML', 'apiVersion: v1\ndata:\n  a: b\ntag: x\n'],
    ['YAML with JSON in it', 'data: {"a": 1}\n'],
    ['CSV', 'id,tag,data\n1,salt/auth,"{}"\n'],
    ['a table of JSON', 'name\t{"a": 1}\nother\t{"a": 2}\n'],
    [
      'a PostgreSQL dump of returner tables',
      '--\n-- PostgreSQL database dump\n--\n\nCOPY public.jids (jid, load) FROM stdin;\n20261122200856222368\t{"id": "web3", "_stamp": "2026-11-22T20:08:57.095579+00:00"}\n\\.\n',
    ],
    ['program text', 'const a = {\n  b: 1,\n}\nif (a) {"x"}\n'],
    ['a CSS file', 'body {\n    color: red;\n}\n'],
    ['a diff', '--- a\n+++ b\n@@ -1 +1 @@\n-{"a": 1}\n+{"a": 2}\n'],
    ['a mail', 'Subject: salt/auth\n\nsalt/auth {not json}\n'],
    [
      'a master log',
      "2026-11-22 20:25:58,095 [salt.utils.event :816 ][DEBUG   ][4642] Sending event: tag = salt/auth; data = {'id': 'a'}\n2026-11-22 20:25:58,095 [salt.master      :5749][INFO    ][4642] User root Published command test.ping with jid 20261122202558095000\n",
    ],
  ])('of %s gives none', (_name, content) => {
    expect(detectFormat(Buffer.from(content))?.name).toBeUndefined();
  });
});

describe('formatNamed', () => {
  it('knows the formats and nothing else', () => {
    expect(formats.map(({ name }) => formatNamed(name))).toEqual(formats);
    expect(['', 'SSE', 'toString', 'json'].map((name) => formatNamed(name))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
