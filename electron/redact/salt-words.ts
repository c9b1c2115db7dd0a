// Words and sentences that Salt's own events are made of. A hidden value that is part of one is not followed to other places: nothing
// would be left of the events, and what is concluded from them would change.
import { kindDocs } from '../../shared/salt/kind.ts';

const sentences = [
  'One or more requisite failed',
  'The following requisites were not found',
  'State was not run because none of the onchanges reqs changed',
  'State was not run because onfail req did not change',
  'is running as PID and was started at with jid',
  'Pillar failed to render with the following messages',
  'Rendering SLS failed render error Unable to render',
  'The minion function caused an exception Traceback most recent call last',
  'Passed invalid arguments to Command required for is not available ERROR executing',
  'Minion did not return No response The minions may not have all finished running',
  'Signal sent to job at pid VALUE_TRIMMED Minion started at',
  'unless condition is true onlyif condition is false An exception occurred in this state',
  'redacted minion address user target',
];

const fields =
  'data tag _stamp jid id fun fun_args arg args kwargs kwarg return ret retcode success user tgt tgt_type minions missing cmd ts out ' +
  '_minion_event _return pretag result changes comment name duration start_time stdout stderr pid __run_num__ __sls__ __id__ __jid__ ' +
  '__state_ran__ __kwarg__ __pub_fun __pub_arg __pub_jid __pub_ret __pub_tgt __pub_tgt_type __pub_user pillar test saltenv ' +
  'act pub accept accepted reject rejected delete deleted denied pend pending present change lost body post headers ' +
  'schedule orchestration_jid metadata token password key state function runner wheel local salt master root true false none null ' +
  'glob list compound grain nodegroup pcre ipcidr range state_result hook netapi progress complete halted manage reactors';

/** All of them, as texts to be looked through. */
export const saltTexts: readonly string[] = [...sentences, fields, ...kindDocs.map(([kind, doc]) => `${kind} ${doc}`)];

/** The single words: never replaced where they stand as a key, whatever a minion is called. */
export const saltWords: ReadonlySet<string> = new Set(saltTexts.flatMap((text) => text.split(/[^\w-]+/)));
