// What is hidden in a share of a case: the closed list of rules, which of them a person may change, and what a choice of them is.

/** `always` cannot be turned off; `unless-kept` is on unless the kept by choice; `when-chosen` is off unless chosen. */
export type RedactionGroup = 'always' | 'unless-kept' | 'when-chosen';

/** Every rule with its group and one sentence. `docs/sharing.md` and the window name them in this order. */
export const redactionDocs = [
  ['key', 'always', "The master's root key and other keys that Salt puts into loads, errors and reactor events."],
  [
    'password',
    'always',
    'Passwords and passphrases: by the name of their field, in addresses (user:password@) and on command lines.',
  ],
  [
    'token',
    'always',
    'Tokens, API keys, credentials, session ids, and texts that have the form of a well-known token.',
  ],
  ['header', 'always', 'Authorization headers and cookies.'],
  ['private-key', 'always', 'Private keys, also inside longer texts.'],
  ['pillar', 'unless-kept', 'Pillar values: pillar arguments and what the pillar functions return.'],
  ['arguments', 'unless-kept', 'Arguments of jobs, runners and orchestration steps.'],
  ['environment', 'unless-kept', 'Environment variables.'],
  ['output', 'unless-kept', 'What commands printed: returns of cmd.*, standard output and standard error.'],
  ['diff', 'unless-kept', 'Differences and contents of files.'],
  ['hook', 'unless-kept', 'Bodies of webhooks.'],
  ['ids', 'when-chosen', 'Ids and names of minions and hosts, and targets.'],
  ['addresses', 'when-chosen', 'IP, hardware and e-mail addresses.'],
  ['users', 'when-chosen', 'Names of users; root and Salt’s own names stay.'],
] as const satisfies readonly (readonly [string, RedactionGroup, string])[];

/** Name of a rule. */
export type RedactionRule = (typeof redactionDocs)[number][0];
/** A rule that can be turned off. */
export type KeepableRule = Extract<(typeof redactionDocs)[number], readonly [string, 'unless-kept', string]>[0];
/** A rule that can be turned on. */
export type ChosenRule = Extract<(typeof redactionDocs)[number], readonly [string, 'when-chosen', string]>[0];

/** All rules, in order. */
export const redactionRules: readonly RedactionRule[] = redactionDocs.map(([rule]) => rule);
/** Rules a person may turn off. */
export const keepableRules = [
  'pillar',
  'arguments',
  'environment',
  'output',
  'diff',
  'hook',
] as const satisfies readonly KeepableRule[];
/** Rules a person may turn on. */
export const chosenRules = ['ids', 'addresses', 'users'] as const satisfies readonly ChosenRule[];

/** What a person chose for one share; both empty is the default. */
export type RedactionChoices = {
  /** Hidden unless named here. */
  readonly keep: readonly KeepableRule[];
  /** Shown unless named here. */
  readonly hide: readonly ChosenRule[];
};

/** True when a rule applies under these choices. */
export function isHidden(rule: RedactionRule, { keep, hide }: RedactionChoices): boolean {
  if ((chosenRules as readonly string[]).includes(rule)) return (hide as readonly string[]).includes(rule);
  return !(keep as readonly string[]).includes(rule);
}

/** What stands in the place of a hidden value: a word that says of what sort it was, and 12 letters and digits made of the value. */
const tokenPattern = /^(?:redacted|minion|address|user|target)-[0-9a-z]{12}$/;

/** True for a text that is a token already: it stays as it is, so that sharing a share changes nothing in it. */
export function isRedactionToken(text: string): boolean {
  return tokenPattern.test(text);
}
