// The English sentences of a trace: one for every reason code. The command line prints them; a test holds that the window says the same.
import type { LinkKind, TraceReason } from './trace.ts';

/** Sentence of every code; `{{name}}` stands for a value. */
export const traceSentences = {
  // Why a link is there.
  'same-jid': 'both carry jid {{jid}}',
  'expected-by-new': 'the master expected it when it published job {{jid}}',
  'asks-by-argument': '{{fun}} names the job as its argument',
  'names-job': 'the event names job {{jid}} as its sender (__pub_jid)',
  'runner-sends': '{{fun}} was at work and sends such jobs to find out who is there',
  'step-tag': 'the step {{step}} was announced under the jid of the orchestration',
  'step-content': 'the step {{step}} was announced while the orchestration ran, under another jid, as salt-api does it',
  'step-jid': 'the orchestration names the job as that of its step {{step}} (__jid__)',
  'step-matches':
    'the job runs what the step {{step}} announced: {{fun}} with the same target and arguments, right after it',
  'reaction-by-user': 'its user is Reactor, and {{tag}} came {{ms}} ms before',
  'reaction-looks-like': '{{tag}} came {{ms}} ms before, and the job looks like a reaction to it',
  'conflict-names-jid': 'the return says that job {{jid}} was running as PID {{pid}}',
  'same-command-again': 'the same command for minions that had failed, {{seconds}} s later',
  'run-changed-file': 'the run changed {{path}}, which the beacon watches',
  'changed-file-quoted': '{{state}} changed {{file}} earlier in the same run, and the failing state names that file',
  'changed-just-before': '{{state}} changed {{file}} earlier in the same run',
  'return-names-schedule': 'the return names the schedule {{schedule}} that ran it',
  'same-traceparent': 'both carry the trace context {{trace}}',
  'root-failed': '{{state}} ({{fun}}) failed by itself; states that failed because of it: {{cascade}}',
  'part-failed': 'the worst outcome of its minions, {{outcome}}, is that of the job (minions: {{minions}})',
  'part-ended': 'it is part of what the job came to: {{outcome}} (minions: {{minions}})',
  'missing-not-accepted': 'the master does not know the minion, or has not accepted its key',
  'missing-restarted-mid-job': 'the minion connected anew after the job was sent and never returned to it',
  'missing-hung': 'the minion left questions unanswered for a while and answered later with the same process',
  'missing-lost-connection': 'the master lost the connection to the minion',
  'missing-still-running': 'the last answer says that the job was still running',
  'missing-finished-without-return': 'the minion answered that the job does not run, and no return came',
  'missing-no-answer-to-find-job': 'the minion did not answer when it was asked about the job',
  'missing-key-problem': 'its key was refused or deleted near the job',
  'missing-capture-ended': 'the capture ends before the return could be expected',
  'missing-gap': 'the capture has a gap where the return could be',
  'missing-never-seen': 'the minion sent nothing in the whole capture',
  'missing-unexplained': 'nothing in the capture tells why',
  // Where it began.
  'begins-root':
    '{{state}} ({{fun}}) failed by itself (minions: {{minions}}; states that failed because of it: {{cascade}})',
  'begins-blocking':
    'job {{jid}} ({{fun}}) was at work on the same minions, so the others were refused; nothing is wrong with their states',
  'begins-trigger-named': 'the event {{tag}} set off the run, and the failing state is about the same file {{path}}',
  'begins-trigger': 'the event {{tag}} set off the run that failed',
  'begins-error': 'the function itself returned an error (minions: {{minions}})',
  'begins-failed': 'returned as failed, and no state says why (minions: {{minions}})',
  'begins-not-accepted': 'not known to the master, or the key is not accepted (minions: {{minions}})',
  'begins-restarted-mid-job': 'connected anew in the middle of the job and never returned to it (minions: {{minions}})',
  'begins-hung': 'stood still in the middle of the job (minions: {{minions}})',
  'begins-lost-connection': 'lost the connection to the master (minions: {{minions}})',
  'begins-still-running': 'still at it when last asked (minions: {{minions}})',
  'begins-finished-without-return': 'done with it, but the return never came (minions: {{minions}})',
  'begins-no-answer-to-find-job': 'did not answer when asked about the job (minions: {{minions}})',
  'begins-key-problem': 'the key was refused or deleted (minions: {{minions}})',
  'begins-capture-ended': 'may have returned after the capture ended (minions: {{minions}})',
  'begins-gap': 'may have returned in a gap of the capture (minions: {{minions}})',
  'begins-never-seen': 'sent nothing in the whole capture (minions: {{minions}})',
  'begins-unexplained': 'did not return, and nothing in the capture tells why (minions: {{minions}})',
  // What to look at next.
  'next-output': 'read what its command printed',
  'next-change': 'look at what {{state}} changed just before',
  'next-differ': 'compare the minions that failed with those that did not',
  'next-last-good': 'look at the last run of the same states that went well',
  'next-return': 'read the whole return',
  'next-event': 'read the event',
  'next-reactor': 'look at the reactor file that answers this event',
  'next-who-changed': 'find out who changed {{path}}',
  'next-run-again': 'run them again when job {{jid}} is done, or with queue=True',
  'next-who': 'ask {{user}}, who started it',
  'next-minion-log': 'read the log of the minion at that time',
  'next-lookup': 'ask the job cache of the master: salt-run jobs.lookup_jid',
  'next-minion-up': 'see whether the minion and its salt-minion service run',
  'next-network': 'see whether the minion reaches the master on ports 4505 and 4506',
  'next-key': 'see the state of its key: salt-key --list all',
  'next-minion': 'look at the minion itself',
  // What the capture lacks.
  'lacks-new':
    'the new event, of such jobs as {{jid}} (jobs: {{jobs}}): who was expected, and who is missing, is not known',
  'lacks-end': 'the end: the capture stops, or has a gap, before all could return (minions: {{minions}})',
  'lacks-value': 'the value of returns that do not say how they ended (returns: {{returns}})',
  'lacks-derived': 'the links of all that is in the case: they are not worked out yet',
  // What a score is made of.
  'part-time': 'close in time',
  'part-user-reactor': 'user is Reactor',
  'part-only-candidate': 'no other event comes into question',
  'part-same-minion': 'same minion',
  'part-tag-quoted': 'quotes the tag',
  'part-path-quoted': 'names the path',
  'part-minion-quoted': 'names the minion',
  'part-reactor-map': 'the reactor map matches',
  'part-recurs': 'happens regularly',
  'part-seldom-answered': 'such events are seldom answered',
  'part-hardly-by-chance': 'hardly by chance',
  'part-function': 'same function',
  'part-target': 'same target',
  'part-arguments': 'same arguments',
  'part-named-arguments': 'same named arguments',
  'part-named-by-parent': 'named by the orchestration',
  'part-at-work': 'was at work then',
  'part-same-user': 'same user',
  'part-step-names': 'same step names',
  'part-jobs-named': 'its jobs are named',
  'part-same-command': 'same command',
  'part-same-minions': 'same minions',
  'part-same-target': 'same target',
  'part-regular': 'runs regularly anyway',
  'part-same-run': 'same run',
  'part-file-name-quoted': 'names the file',
  'part-same-sls': 'same SLS',
  'part-just-before': 'right before',
  'part-evidence': 'what the events show',
} as const;

/** What a kind of link is called between cause and effect: `<cause> … <effect>`. */
export const linkWords: Readonly<Record<LinkKind, string>> = {
  'return-of': 'was sent to',
  'progress-of': 'reported',
  'sent-by-job': 'sent',
  'asks-about': 'was asked about by',
  'step-of': 'announced',
  'child-of': 'ran',
  reaction: 'set off',
  scheduled: 'started',
  retry: 'was run again as',
  'blocked-by': 'blocked',
  'beacon-of': 'changed what is watched by',
  'file-changed': 'came before the failure of',
  'same-trace': 'shares its trace with',
  'state-failed': 'made fail',
  'missing-because': 'explains',
  'part-of': 'is part of',
  'step-failed': 'made the step fail:',
};

/** A code that has a sentence. */
export type TraceCode = keyof typeof traceSentences;

/** True for a code that has a sentence; a case of a newer program may hold others. */
export function isTraceCode(code: string): code is TraceCode {
  return Object.hasOwn(traceSentences, code);
}

/** The sentence of a reason in English; a code without one, of a newer case, is given as it is. */
export function traceSentence({ code, values }: TraceReason): string {
  const template = isTraceCode(code) ? traceSentences[code] : code;
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? '?'));
}
