// Entry of a parse worker thread: parses the pieces it is given, in order, and hands the batches back.
import { type MessagePort, parentPort } from 'node:worker_threads';
import { assert } from '../../shared/base/assert.ts';
import { formatNamed } from '../formats/registry.ts';
import { pieceParser } from './parse-piece.ts';
import { answerBuffers, type ParseAnswer, type ParseRequest } from './worker-talk.ts';

assert(parentPort !== null, 'a parse worker runs in a worker thread');
serve(parentPort);

function serve(port: MessagePort): void {
  const parser = pieceParser();
  port.on('message', ({ number, format: name, piece }: ParseRequest) => {
    const format = formatNamed(name);
    assert(format !== undefined, `the coordinator names a known format, not ${name}`);
    const answer: ParseAnswer = { number, parsed: parser.parse(format, piece), bytes: piece.bytes };
    port.postMessage(answer, answerBuffers(answer));
  });
}
