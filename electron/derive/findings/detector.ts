// What every detector of findings is: a function over the ground of a case, with the thresholds of its rule.
import type { FindingRule } from '../../../shared/keep/finding-rule.ts';
import type { Candidate } from '../../analysis/finding-draft.ts';
import type { Ground } from './ground.ts';

/** Finds what its rule is about. Derived facts only: what is not known gives no candidate. Throws `Stopped` when stopped. */
export type Detector = (ground: Ground, rule: FindingRule) => Promise<Candidate[]>;
